import type { Snapshot } from '../store/store.ts';
import { Directory } from './directory/directory.ts';
import type { ExchangeParts } from './exchange-parts.ts';
import type { Extensions } from './tables/directory-tables.ts';

export function buildDirectory(
  { clock, random, journal, store, directoryPress: press, seal, settings }: ExchangeParts,
  extensions: Extensions,
  snapshot: Snapshot,
): Directory {
  const { language, directory } = settings;
  return new Directory(
    { clock, random, journal, store, press, seal, extensions, settings: { language, ...directory } },
    snapshot,
  );
}
