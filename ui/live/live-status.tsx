import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { StateChip } from '../components/state.tsx';
import type { Live } from '../islands/use-live.ts';
import { liveWords } from '../words/live.ts';

/** How old what is shown is, and the button that holds it still (WCAG 2.2.2). */
export function LiveStatus({
  live,
  language,
  login,
}: {
  readonly live: Live<{ readonly at: string }>;
  readonly language: PageLanguage;
  /** Where one logs in again. */
  readonly login: string;
}) {
  const words = liveWords[language];
  const { state, ageS, isStale, isPaused, isShut, toggle } = live;
  return (
    <p class="live-status">
      <span role="status">
        {isStale && (
          <StateChip state="unknown" language={language}>
            {words.old}
          </StateChip>
        )}
      </span>
      <span class="muted">
        {isPaused
          ? words.pausedAt(state.at)
          : ageS === undefined
            ? words.updatedAt(state.at)
            : words.updated(ageS)}
      </span>
      <button type="button" class="button small needs-script" onClick={toggle}>
        {isPaused ? words.goOn : words.pause}
      </button>
      {isShut && (
        <span>
          {words.shut} <a href={login}>{words.logIn}</a>
        </span>
      )}
    </p>
  );
}
