/** What there is to see of a site, found by following links as somebody who walks through it. */

import { openBuiltPages } from '../../../src/platform/built-pages.ts';
import type { PagesModule } from '../../../src/web/contract/pages-bundle.ts';

export interface Answered {
  readonly status: number;
  readonly type: string;
  /** Where a redirect leads. */
  readonly location: string | undefined;
  readonly body: string;
}

export interface FoundPage {
  /** `/beheer/extensies/301?x=y`. */
  readonly address: string;
  /** `/beheer/extensies/:number`. */
  readonly route: string;
  readonly html: string;
}

/** Of one page with other values, this many are looked at. */
const MOST_ALIKE = 2;

/** The paths of all pages, with `:names`, as the built site knows them. */
export class Routes {
  readonly paths: readonly string[];

  private constructor(paths: readonly string[]) {
    this.paths = paths;
  }

  static async read(): Promise<Routes> {
    const built = await openBuiltPages();
    if (built === undefined) throw new Error('the pages are not built: node bin/prepare.js');
    return new Routes(
      (built.module as PagesModule).openPages({ timeZone: 'Europe/Amsterdam', problems: [] }).paths,
    );
  }

  /** Undefined for what is no page: a file, the API, an address that leads nowhere. */
  routeOf(address: string): string | undefined {
    const path = withoutLanguage(address.split(/[?#]/, 1)[0] ?? '');
    if (this.paths.includes(path)) return path;
    const parts = path.split('/');
    return this.paths.find((route) => {
      const pattern = route.split('/');
      return (
        route.includes(':') &&
        pattern.length === parts.length &&
        pattern.every((part, index) => part.startsWith(':') || part === parts[index])
      );
    });
  }
}

function withoutLanguage(path: string): string {
  return /^\/en(?=\/|$)/.test(path) ? path.slice('/en'.length) || '/' : path;
}

/** Every page of that language that links, redirects and forms that search lead to. */
export async function walk(
  routes: Routes,
  ask: (address: string) => Promise<Answered>,
  starts: readonly string[],
  language: 'nl' | 'en' = 'nl',
): Promise<readonly FoundPage[]> {
  const found: FoundPage[] = [];
  const asked = new Set<string>();
  const alike = new Map<string, number>();
  const waiting = [...starts];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const route = routes.routeOf(address);
    if (route === undefined || asked.has(address) || isEnglish(address) !== (language === 'en')) continue;
    asked.add(address);
    const kind = `${route}?${[...new URLSearchParams(address.split('?')[1] ?? '').keys()].sort()}`;
    const count = alike.get(kind) ?? 0;
    if (count === MOST_ALIKE) continue;
    alike.set(kind, count + 1);
    const { status, type, location, body } = await ask(address);
    if (location !== undefined) waiting.push(location);
    if (status !== 200 || !type.startsWith('text/html')) continue;
    found.push({ address, route, html: body });
    waiting.push(...linksOf(body));
  }
  return found;
}

function isEnglish(address: string): boolean {
  return /^\/en(?=[/?]|$)/.test(address);
}

function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/\b(?:href|action)="(\/[^"#]*)/g)].map(([, link = '']) => unescaped(link));
}

/** What the server wrote into an attribute. */
export function unescaped(text: string): string {
  return text
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
