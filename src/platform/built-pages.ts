import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Where `ui/build.ts` puts the pages. */
const BUILT = join(import.meta.dirname, '..', '..', 'build', 'ui');
/** A tenth of a megabyte is what there is. */
const MOST_BYTES = 8_000_000;
const TEXT = /\.(?:css|js|svg)$/;

interface BuiltAsset {
  readonly bytes: Uint8Array;
  /** The same, smaller; undefined for what is compressed already. */
  readonly gzip: Uint8Array | undefined;
}

export interface BuiltPages {
  /** Renders the pages. */
  readonly module: unknown;
  /** What browsers load, by its name with the hash. */
  readonly assets: ReadonlyMap<string, BuiltAsset>;
}

/**
 * Undefined when they were not built. All of it is read now: pages built anew beside a running exchange have other
 * names, and those it tells browsers to load would be gone.
 */
export async function openBuiltPages(folder = BUILT): Promise<BuiltPages | undefined> {
  if (!existsSync(join(folder, 'stamp'))) return undefined;
  const module: unknown = await import(pathToFileURL(join(folder, 'server', 'site.js')).href);
  return { module, assets: readAssets(join(folder, 'public')) };
}

function readAssets(folder: string): BuiltPages['assets'] {
  const assets = new Map<string, BuiltAsset>();
  let total = 0;
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    total += bytes.length;
    if (total > MOST_BYTES) throw new Error(`${folder} holds more than ${MOST_BYTES} bytes`);
    assets.set(name, { bytes, gzip: TEXT.test(name) ? gzipSync(bytes, { level: 9 }) : undefined });
  }
  return assets;
}
