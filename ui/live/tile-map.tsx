import type { LiveExtension } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { STATE_WORDS, StateChip, StateIcon, type StateName, TONES } from '../components/state.tsx';
import { liveWords } from '../words/live.ts';
import { type StateCounts, type Tile, tilesOf } from './tiles-shown.ts';

/** Where more stands: about one extension, in front of its number, and about all of them. */
export interface ExtensionPages {
  readonly extension: string;
  readonly extensions: string;
}

/**
 * Every extension at the place of its number, ten in a row; of very many those that matter most, and how many others
 * there are. Where one stands in the world is nobody's business.
 */
export function TileMap({
  language,
  extensions,
  blocked,
  others = {},
  pages,
}: {
  readonly language: PageLanguage;
  readonly extensions: readonly LiveExtension[];
  /** Those that have no phone now because an address was banned for them. */
  readonly blocked: readonly string[];
  /** Those of whom nothing more is known here. */
  readonly others?: StateCounts;
  readonly pages: ExtensionPages;
}) {
  if (extensions.length === 0) return <p class="empty">{liveWords[language].noExtensions}</p>;
  const { shown, left } = tilesOf(extensions, blocked, others);
  const isWhole = Object.keys(left).length === 0;
  const slots: readonly (Tile | undefined)[] = isWhole ? placed(shown) : shown;
  const used = new Set(shown.map(({ state }) => state));
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
        {slots.map((tile, index) =>
          tile === undefined ? (
            <li key={`gap ${index}`} class="tile-gap" aria-hidden="true" />
          ) : (
            <TileOf key={tile.extension.number} tile={tile} language={language} page={pages.extension} />
          ),
        )}
      </ul>
      {!isWhole && <Left language={language} left={left} page={pages.extensions} />}
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

function TileOf({
  tile,
  language,
  page,
}: {
  readonly tile: Tile;
  readonly language: PageLanguage;
  readonly page: string;
}) {
  const { state } = tile;
  const { number, callsign } = tile.extension;
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

/** `En nog 800: 780 bereikbaar, 20 niet aangemeld.` */
function Left({
  language,
  left,
  page,
}: {
  readonly language: PageLanguage;
  readonly left: StateCounts;
  readonly page: string;
}) {
  const words = liveWords[language];
  const told = LEGEND.flatMap((state) => {
    const count = left[state] ?? 0;
    return count === 0 ? [] : [`${count} ${STATE_WORDS[language][state].toLowerCase()}`];
  });
  const count = Object.values(left).reduce((sum, one) => sum + one, 0);
  return (
    <p>
      {words.others(count, told.join(', '))} <a href={page}>{words.allExtensions}</a>
    </p>
  );
}

const IN_A_ROW = 10;

/** The extensions of each ten in a row of their own, with gaps for numbers that nobody has. */
function placed(tiles: readonly Tile[]): (Tile | undefined)[] {
  const rows = new Map<string, (Tile | undefined)[]>();
  for (const tile of tiles) {
    const { number } = tile.extension;
    const ten = number.slice(0, -1);
    const row = rows.get(ten) ?? Array.from({ length: IN_A_ROW }, () => undefined);
    row[Number(number.at(-1))] = tile;
    rows.set(ten, row);
  }
  return [...rows.values()].flat();
}
