import type { LiveExtension } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { STATE_WORDS, StateChip, StateIcon, type StateName, TONES } from '../components/state.tsx';
import { liveWords } from '../words/live.ts';

/** Every extension at the place of its number, ten in a row. Where it stands in the world is nobody's business. */
export function TileMap({
  language,
  extensions,
  blocked,
  page,
}: {
  readonly language: PageLanguage;
  readonly extensions: readonly LiveExtension[];
  /** Those that have no phone now because an address was banned for them. */
  readonly blocked: readonly string[];
  /** In front of a number: where more about it stands. */
  readonly page: string;
}) {
  if (extensions.length === 0) return <p class="empty">{liveWords[language].noExtensions}</p>;
  const banned = new Set(blocked);
  const stateOf = ({ number, state }: LiveExtension): StateName =>
    state === 'not-registered' && banned.has(number) ? 'banned' : state;
  const used = new Set(extensions.map(stateOf));
  return (
    <>
      <ul class="legend">
        {LEGEND.filter((state) => used.has(state)).map((state) => (
          <li key={state}>
            <StateChip state={state} language={language} />
          </li>
        ))}
      </ul>
      <ul class="tile-map">
        {placed(extensions).map((extension, index) =>
          extension === undefined ? (
            <li key={`gap ${index}`} class="tile-gap" aria-hidden="true" />
          ) : (
            <Tile
              key={extension.number}
              extension={extension}
              state={stateOf(extension)}
              language={language}
              page={page}
            />
          ),
        )}
      </ul>
    </>
  );
}

const LEGEND: readonly StateName[] = [
  'reachable',
  'ringing',
  'in-call',
  'in-bridge',
  'talking',
  'do-not-disturb',
  'attention',
  'not-registered',
  'suspended',
  'banned',
];

function Tile({
  extension,
  state,
  language,
  page,
}: {
  readonly extension: LiveExtension;
  readonly state: StateName;
  readonly language: PageLanguage;
  readonly page: string;
}) {
  const { number, callsign } = extension;
  return (
    <li>
      <a class={`tint-${TONES[state]} tile-${state}`} href={page + encodeURIComponent(number)}>
        <StateIcon state={state} />
        <span class="mono">{number}</span>
        <span class="visually-hidden">{STATE_WORDS[language][state]}</span>
        <span class="muted tile-callsign">{callsign}</span>
      </a>
    </li>
  );
}

const IN_A_ROW = 10;

/** The extensions of each ten in a row of their own, with gaps for numbers that nobody has. */
export function placed(extensions: readonly LiveExtension[]): (LiveExtension | undefined)[] {
  const rows = new Map<string, (LiveExtension | undefined)[]>();
  for (const extension of extensions) {
    const ten = extension.number.slice(0, -1);
    const row = rows.get(ten) ?? Array.from({ length: IN_A_ROW }, () => undefined);
    row[Number(extension.number.at(-1))] = extension;
    rows.set(ten, row);
  }
  return [...rows.values()].flat();
}
