/** States by shape, word and colour: whoever sees no colour loses nothing. */
import type { ComponentChildren } from 'preact';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { inBoth } from '../words/in-both.ts';

export type StateName =
  | 'reachable'
  | 'not-registered'
  | 'ringing'
  | 'in-call'
  | 'in-bridge'
  | 'talking'
  | 'do-not-disturb'
  | 'suspended'
  | 'banned'
  | 'attention'
  | 'unknown'
  | 'good';

export const STATE_WORDS = inBoth<Readonly<Record<StateName, string>>>({
  nl: {
    reachable: 'Bereikbaar',
    'not-registered': 'Niet aangemeld',
    ringing: 'Gaat over',
    'in-call': 'In gesprek',
    'in-bridge': 'In brug',
    talking: 'Spreekt',
    'do-not-disturb': 'Niet storen',
    suspended: 'Buiten gebruik',
    banned: 'Geblokkeerd',
    attention: 'Let op',
    unknown: 'Onbekend',
    good: 'In orde',
  },
  en: {
    reachable: 'Reachable',
    'not-registered': 'Not registered',
    ringing: 'Ringing',
    'in-call': 'In a call',
    'in-bridge': 'In a conference',
    talking: 'Talking',
    'do-not-disturb': 'Do not disturb',
    suspended: 'Suspended',
    banned: 'Blocked',
    attention: 'Attention',
    unknown: 'Unknown',
    good: 'Good',
  },
});

export type Tone = 'ok' | 'warn' | 'err' | 'info' | 'live' | 'susp' | 'muted';

export const TONES: Readonly<Record<StateName, Tone>> = {
  reachable: 'ok',
  'not-registered': 'muted',
  ringing: 'info',
  'in-call': 'info',
  'in-bridge': 'live',
  talking: 'live',
  'do-not-disturb': 'muted',
  suspended: 'susp',
  banned: 'err',
  attention: 'warn',
  unknown: 'muted',
  good: 'ok',
};

/** `at` is its middle in a picture. */
export function StateIcon({
  state,
  at,
}: {
  readonly state: StateName;
  readonly at?: { readonly x: number; readonly y: number };
}) {
  return (
    <svg
      class={`state-icon tone-${TONES[state]}`}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      {...(at && { x: at.x - 12, y: at.y - 12 })}
      aria-hidden="true"
    >
      {SHAPES[state]}
    </svg>
  );
}

const SHAPES: Readonly<Record<StateName, ComponentChildren>> = {
  reachable: <circle class="filled" cx="12" cy="12" r="8" />,
  'not-registered': <circle cx="12" cy="12" r="7.5" />,
  ringing: (
    <>
      <circle cx="12" cy="12" r="7.5" />
      <path class="filled" d="M12 4.5a7.5 7.5 0 0 0 0 15z" />
    </>
  ),
  'in-call': <path class="filled" d="M7 4.5 19.5 12 7 19.5z" />,
  'in-bridge': <path class="filled" d="M12 3 21 12l-9 9-9-9z" />,
  talking: (
    <>
      <path class="filled" d="M8.5 5 15 12l-6.5 7L2 12z" />
      <path d="M17 9v6M20.5 6.5v11" />
    </>
  ),
  'do-not-disturb': (
    <>
      <circle cx="12" cy="12" r="7.5" />
      <path d="M8 12h8" />
    </>
  ),
  suspended: <path class="filled" d="M6.5 5h4v14h-4zM13.5 5h4v14h-4z" />,
  banned: <path class="thick" d="M5.5 5.5l13 13M18.5 5.5l-13 13" />,
  attention: (
    <>
      <path d="M12 4 21.5 20h-19z" />
      <path d="M12 10.5v4.5M12 17.5h.01" />
    </>
  ),
  unknown: (
    <>
      <circle class="dashed" cx="12" cy="12" r="9" />
      <path d="M9.8 10c0-3 4.6-2.8 4.6 0 0 1.7-2.3 1.7-2.3 3.4M12 16.5h.01" />
    </>
  ),
  good: <path class="thick" d="M4.5 12.5l5 5 10-11" />,
};

/** The icon and its word. `children` says it in other words than the state's own. */
export function StateChip({
  state,
  language,
  children,
}: {
  readonly state: StateName;
  readonly language: PageLanguage;
  readonly children?: ComponentChildren;
}) {
  return (
    <span class={`chip tint-${TONES[state]}`}>
      <StateIcon state={state} />
      <span>{children ?? STATE_WORDS[language][state]}</span>
    </span>
  );
}
