import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';

export type InBoth<Words> = Readonly<Record<PageLanguage, Words>>;

/** Words of a page in Dutch and English. A text that only one of them has does not compile. */
export function inBoth<Words>(words: { readonly nl: Words; readonly en: NoInfer<Words> }): InBoth<Words> {
  return words;
}
