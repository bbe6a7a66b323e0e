import type { PageCookie } from '../../src/web/contract/pages-bundle.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
/** Per cent of the browser's own size. */
export const TEXT_SIZES = [100, 125, 150, 200] as const;

/** How somebody likes to see the pages. */
export interface Display {
  readonly theme: (typeof THEMES)[number];
  readonly textSize: (typeof TEXT_SIZES)[number];
}

const COOKIE = 'hamvoip-display';

/** `dark.150`; anything else is as if nothing was chosen. */
export function readDisplay(cookies: Readonly<Record<string, string | undefined>>): Display {
  const [theme, size] = (cookies[COOKIE] ?? '').split('.');
  return {
    theme: THEMES.find((known) => known === theme) ?? 'system',
    textSize: TEXT_SIZES.find((known) => String(known) === size) ?? 100,
  };
}

export function displayCookie({ theme, textSize }: Display): PageCookie {
  return { name: COOKIE, value: `${theme}.${textSize}` };
}

/** One step smaller or larger, as far as there is one. */
export function stepTextSize(from: Display['textSize'], steps: number): Display['textSize'] {
  const index = TEXT_SIZES.indexOf(from) + steps;
  return TEXT_SIZES[Math.min(Math.max(index, 0), TEXT_SIZES.length - 1)] ?? 100;
}
