import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where `ui/build.ts` puts the pages. */
const BUILT = join(import.meta.dirname, '..', '..', 'build', 'ui');

/** The module that renders the pages, and the folder of what browsers load; undefined when they were not built. */
export async function openBuiltPages(): Promise<
  { readonly module: unknown; readonly assets: string } | undefined
> {
  if (!existsSync(join(BUILT, 'stamp'))) return undefined;
  const module: unknown = await import(pathToFileURL(join(BUILT, 'server', 'site.js')).href);
  return { module, assets: join(BUILT, 'public') };
}
