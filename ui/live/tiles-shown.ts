/** Which extensions are drawn as tiles: all of them, or of very many those that somebody may have to look at. */
import type { ConsoleLive, LiveExtension } from '../../src/web/contract/live.ts';
import type { StateName } from '../components/state.tsx';

/** Among more nobody finds one, and a page with a thousand of them is slow to make, to send and to show. */
export const MOST_TILES = 200;

/** What matters most comes first: who is in trouble, then who does something. */
const BY_URGENCY: readonly StateName[] = [
  'banned',
  'attention',
  'talking',
  'in-bridge',
  'in-call',
  'ringing',
  'suspended',
  'do-not-disturb',
  'not-registered',
  'reachable',
];

/** How many there are in each state. */
export type StateCounts = Readonly<Partial<Record<StateName, number>>>;

export interface Tile {
  readonly extension: LiveExtension;
  readonly state: StateName;
}

interface Tiles {
  /** By number when nobody is left out, else what matters most first. */
  readonly shown: readonly Tile[];
  readonly left: StateCounts;
}

/** `blocked` have no phone now because an address was banned for them; of `others` nothing more is known. */
export function tilesOf(
  extensions: readonly LiveExtension[],
  blocked: readonly string[],
  others: StateCounts = {},
): Tiles {
  const banned = new Set(blocked);
  const tiles = extensions.map((extension) => ({ extension, state: stateOf(extension, banned) }));
  if (tiles.length <= MOST_TILES && Object.keys(others).length === 0) return { shown: tiles, left: {} };
  const urgency = ({ state }: Tile) => BY_URGENCY.indexOf(state);
  tiles.sort((a, b) => urgency(a) - urgency(b));
  return { shown: tiles.slice(0, MOST_TILES), left: counted(tiles.slice(MOST_TILES), others) };
}

/**
 * What a page tells of it before its script has heard the whole: whoever has a tile or is in a call, and how many
 * others there are.
 */
export function inBrief(live: ConsoleLive): { readonly initial: ConsoleLive; readonly others: StateCounts } {
  const { extensions = [], blocked = [], calls = [], rooms = [] } = live;
  if (extensions.length <= MOST_TILES) return { initial: live, others: {} };
  const wanted = new Set([
    ...tilesOf(extensions, blocked).shown.map(({ extension }) => extension.number),
    ...calls.flatMap(({ from, reached }) => [from, reached]),
    ...rooms.flatMap(({ people }) => people.map(({ extension }) => extension)),
  ]);
  const banned = new Set(blocked);
  const others = extensions
    .filter(({ number }) => !wanted.has(number))
    .map((extension) => ({ extension, state: stateOf(extension, banned) }));
  return {
    initial: { ...live, extensions: extensions.filter(({ number }) => wanted.has(number)) },
    others: counted(others, {}),
  };
}

function stateOf({ number, state }: LiveExtension, banned: ReadonlySet<string>): StateName {
  return state === 'not-registered' && banned.has(number) ? 'banned' : state;
}

function counted(tiles: readonly Tile[], others: StateCounts): StateCounts {
  const counts: Partial<Record<StateName, number>> = { ...others };
  for (const { state } of tiles) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
