import { useEffect } from 'preact/hooks';
import type { Kiosk } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { StateChip, StateIcon } from '../components/state.tsx';
import { kioskWords } from '../words/kiosk.ts';
import { liveWords } from '../words/live.ts';
import { useLive } from './use-live.ts';

export interface KioskBoardProps {
  readonly language: PageLanguage;
  readonly club: string;
  readonly initial: Kiosk;
}

const SOURCE = {
  stream: '/api/v1/kiosk/stream',
  once: '/api/v1/kiosk',
  parts: ['counts', 'bridges', 'notices', 'version'],
};

/** For a screen that hangs there for months: no controls, no people (H6). */
export function KioskBoard({ language, club, initial }: KioskBoardProps) {
  const live = useLive(initial, SOURCE);
  const { state, nowMs, isStale, isShut } = live;
  const words = kioskWords[language];
  useEffect(() => {
    // Another version of the exchange has other pages; that it said so shows that it is there. A key that works no
    // longer is asked for.
    if (isShut || state.version !== initial.version) location.reload();
  }, [isShut, state.version]);
  const { counts, bridges, notices } = state;
  const figures: readonly (readonly [string, number])[] = [
    [words.phones, counts.phones],
    [words.calls, counts.calls],
    [words.participants, counts.participants],
    [words.extensions, counts.extensions],
  ];
  return (
    <div class={isStale ? 'kiosk is-stale' : 'kiosk'}>
      <header>
        <h1>{club}</h1>
        <p class="kiosk-clock">{words.clock(nowMs)}</p>
        <LastHeard language={language} live={live} />
      </header>
      {notices.map((title) => (
        <p key={title} class="status-line tint-warn">
          <StateIcon state="attention" /> {title}
        </p>
      ))}
      <dl class="kiosk-figures">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <h2>{words.bridges}</h2>
      {bridges.length === 0 && <p>{words.none}</p>}
      <ul class="kiosk-bridges">
        {bridges.map((bridge) => (
          <li key={bridge.number} class={bridge.participants > 0 ? 'tint-live' : 'tint-muted'}>
            <StateIcon
              state={bridge.talking ? 'talking' : bridge.participants > 0 ? 'in-bridge' : 'not-registered'}
            />
            <strong class="mono">{bridge.number}</strong>
            <span>
              {bridge.name}
              {bridge.protected && <span class="muted"> ({words.pin})</span>}
            </span>
            <span>
              {bridge.participants === 0 ? words.empty : words.inside(bridge.participants)}
              {bridge.talking && `. ${words.talk}`}
            </span>
          </li>
        ))}
      </ul>
      <p class="muted">{words.foot}</p>
    </div>
  );
}

function LastHeard({
  language,
  live: { ageS, isStale, state },
}: {
  readonly language: PageLanguage;
  readonly live: ReturnType<typeof useLive<Kiosk>>;
}) {
  const words = liveWords[language];
  return (
    <p class="live-status">
      <span role="status">
        {isStale && (
          <StateChip state="unknown" language={language}>
            {words.old}
          </StateChip>
        )}
      </span>
      <span class="muted">{ageS === undefined ? words.updatedAt(state.at) : words.updated(ageS)}</span>
    </p>
  );
}
