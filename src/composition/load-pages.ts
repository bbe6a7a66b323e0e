import type { Log } from '../base/log.ts';
import { PROBLEM_HELP } from '../cli/problem-help.ts';
import { openBuiltPages } from '../platform/built-pages.ts';
import type { PagesModule } from '../web/contract/pages-bundle.ts';
import type { Pages } from '../web/pages/pages.ts';

/** Undefined, and told to the log, when they were not built: an exchange without pages is better than none. */
export async function loadPages(log: Log, timeZone: string): Promise<Pages | undefined> {
  const built = await openBuiltPages();
  if (built === undefined) {
    log.error('the pages of the web site are not built: run node bin/prepare.js');
    return undefined;
  }
  const { openPages } = built.module as PagesModule;
  return { bundle: openPages({ timeZone, problems: PROBLEM_HELP }), assets: built.assets };
}
