/** What a holder may dial to change what is done with calls to his extension, or to answer one that rings elsewhere. */
export type FeatureCode =
  | { readonly kind: 'do-not-disturb'; readonly on: boolean }
  /** `to` undefined: no longer. `ringS` when the code gives it. */
  | {
      readonly kind: 'forward';
      readonly when: 'always' | 'busy' | 'no-answer';
      readonly to: string | undefined;
      readonly ringS?: number;
    }
  /** `number` undefined: whatever rings where one may pick up. */
  | { readonly kind: 'pick-up'; readonly number: string | undefined };

const VERTICAL: readonly (readonly [on: string, off: string, when: 'always' | 'busy' | 'no-answer'])[] = [
  ['*72', '*73', 'always'],
  ['*90', '*91', 'busy'],
  ['*92', '*93', 'no-answer'],
];

/** ETSI EN 300 207-1 and 3GPP TS 22.030: the same on every landline and mobile of Europe. */
const SUPPLEMENTARY: Readonly<Record<string, 'always' | 'busy' | 'no-answer'>> = {
  21: 'always',
  67: 'busy',
  61: 'no-answer',
};

/** A number or a service, such as 301, 9043 or *43. */
const TARGET = '(\\*?\\d{2,8})';
const SET = new RegExp(`^\\*{1,2}(21|61|67)\\*${TARGET}(?:\\*(\\d{1,2}))?#?$`);
const CLEAR = /^#{1,2}(21|61|67)#?$/;
const FORWARD = new RegExp(`^(\\*\\d\\d)${TARGET}#?$`);
const PICK_UP = /^\*[8*](\d{2,8})$/;

/** Undefined for everything else; told from a number by its first character. */
export function featureCodeOf(dialled: string): FeatureCode | undefined {
  const first = dialled.charAt(0);
  if (first !== '*' && first !== '#') return undefined;
  if (dialled === '*78' || dialled === '*79') return { kind: 'do-not-disturb', on: dialled === '*78' };
  if (dialled === '*8') return { kind: 'pick-up', number: undefined };
  const [, ringing] = PICK_UP.exec(dialled) ?? [];
  if (ringing !== undefined) return { kind: 'pick-up', number: ringing };
  return verticalForward(dialled) ?? supplementaryForward(dialled);
}

function verticalForward(dialled: string): FeatureCode | undefined {
  const [, code, to] = FORWARD.exec(dialled) ?? [];
  for (const [on, off, when] of VERTICAL) {
    if (dialled === off) return { kind: 'forward', when, to: undefined };
    if (code === on && to !== undefined) return { kind: 'forward', when, to };
  }
  return undefined;
}

function supplementaryForward(dialled: string): FeatureCode | undefined {
  const [, cleared] = CLEAR.exec(dialled) ?? [];
  if (cleared !== undefined) {
    const when = SUPPLEMENTARY[cleared];
    return when && { kind: 'forward', when, to: undefined };
  }
  const [, code = '', to, ringS] = SET.exec(dialled) ?? [];
  const when = SUPPLEMENTARY[code];
  if (when === undefined || to === undefined) return undefined;
  if (ringS === undefined) return { kind: 'forward', when, to };
  return when === 'no-answer' ? { kind: 'forward', when, to, ringS: Number(ringS) } : undefined;
}
