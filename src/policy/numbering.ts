import { fail, ok, type Result } from '../base/result.ts';

export type NumberKind = 'extension' | 'conference' | 'service' | 'emergency' | 'free' | 'invalid';

export type Service =
  | 'echo'
  | 'clock'
  | 'own-number'
  | 'call-quality'
  | 'key-test'
  | 'milliwatt'
  | 'outage-notice'
  | 'voicemail'
  | 'phone-login';

/** From which ranges the exchange proposes numbers; both ends are included. */
export interface NumberPlan {
  readonly extensions: NumberRange;
  readonly conferences: NumberRange;
}

export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

export const DEFAULT_NUMBER_PLAN: NumberPlan = {
  extensions: { first: 100, last: 899 },
  conferences: { first: 900, last: 949 },
};

/** Where calls go that were not answered, for who has voicemail. */
export const VOICEMAIL_NUMBER = '*97';

const SERVICES: ReadonlyMap<string, Service> = new Map([
  ['*43', 'echo'],
  ['9043', 'echo'],
  ['*60', 'clock'],
  ['9060', 'clock'],
  ['*65', 'own-number'],
  ['9065', 'own-number'],
  ['*44', 'call-quality'],
  ['9044', 'call-quality'],
  ['*45', 'key-test'],
  ['9045', 'key-test'],
  ['*46', 'milliwatt'],
  ['9046', 'milliwatt'],
  ['*55', 'outage-notice'],
  ['9055', 'outage-notice'],
  [VOICEMAIL_NUMBER, 'voicemail'],
  ['9097', 'voicemail'],
  ['*70', 'phone-login'],
  ['9070', 'phone-login'],
]);

/** With the code that a log-in page shows behind it; some phones send the # that people end a number with. */
const WITH_LOGIN_CODE = /^(?:\*70|9070)(\d{4})#?$/;

/** Those a call may be forwarded to: the others are of use to who dialled them only. */
const FORWARDABLE: ReadonlySet<Service> = new Set(['echo']);

/** Nobody may come to believe that this exchange reaches the emergency services. */
const EMERGENCY: ReadonlySet<string> = new Set(['112', '911']);

export function serviceOf(dialled: string): Service | undefined {
  return SERVICES.get(dialled) ?? (WITH_LOGIN_CODE.test(dialled) ? 'phone-login' : undefined);
}

/** The code in what was dialled; undefined where none is. */
export function loginCodeOf(dialled: string): string | undefined {
  return WITH_LOGIN_CODE.exec(dialled)?.[1];
}

export function isForwardableService(number: string): boolean {
  const service = serviceOf(number);
  return service !== undefined && FORWARDABLE.has(service);
}

/** What a dialled or proposed number is by the plan; `free` is in no range but may be given away. */
export function numberKind(number: string, plan: NumberPlan = DEFAULT_NUMBER_PLAN): NumberKind {
  if (EMERGENCY.has(number)) return 'emergency';
  if (serviceOf(number) !== undefined) return 'service';
  if (!/^\d{2,8}$/.test(number)) return 'invalid';
  if (isIn(plan.extensions, number)) return 'extension';
  if (isIn(plan.conferences, number)) return 'conference';
  return 'free';
}

/** Whether an extension or a bridge may be given this number: any of 2 to 8 digits that has no meaning of its own. */
export function mayUseNumber(number: string): Result<string, 'number-invalid' | 'number-taken'> {
  const kind = numberKind(number);
  if (kind === 'invalid') return fail('number-invalid');
  return kind === 'service' || kind === 'emergency' ? fail('number-taken') : ok(number);
}

/** The lowest free number of the range, or undefined when it is used up. */
export function proposeNumber(
  kind: 'extension' | 'conference',
  isTaken: (number: string) => boolean,
  plan: NumberPlan = DEFAULT_NUMBER_PLAN,
): string | undefined {
  const { first, last } = kind === 'extension' ? plan.extensions : plan.conferences;
  for (let candidate = first; candidate <= last; candidate += 1) {
    const number = String(candidate);
    if (mayUseNumber(number).ok && !isTaken(number)) return number;
  }
  return undefined;
}

function isIn({ first, last }: NumberRange, number: string): boolean {
  const value = Number(number);
  return value >= first && value <= last && !number.startsWith('0');
}
