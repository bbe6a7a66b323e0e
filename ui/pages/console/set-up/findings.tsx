/** What was looked at and how it stands: by shape, word and colour, and what to do where it is not well. */
import type { ComponentChildren } from 'preact';
import { StateChip, type StateName, TONES } from '../../../components/state.tsx';
import type { Visit } from '../../../page.ts';

export interface Seen {
  readonly state: Extract<StateName, 'good' | 'attention' | 'unknown' | 'banned'>;
  readonly text: string;
  /** Nothing where all is well. */
  readonly todo?: string | undefined;
  readonly more?: ComponentChildren;
}

/** The word of the state; what is wrong is not "blocked". */
const WRONG = { nl: 'Fout', en: 'Wrong' } as const;

export function Findings({ visit, seen }: { readonly visit: Visit; readonly seen: readonly Seen[] }) {
  const { language } = visit;
  return (
    <ul class="findings">
      {seen.map(({ state, text, todo, more }) => (
        <li key={text} class={`tint-${TONES[state]}`}>
          <StateChip state={state} language={language}>
            {state === 'banned' ? WRONG[language] : undefined}
          </StateChip>
          <div>
            <p>
              <strong>{text}</strong>
            </p>
            {todo !== undefined && <p>{todo}</p>}
            {more}
          </div>
        </li>
      ))}
    </ul>
  );
}
