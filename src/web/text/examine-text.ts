import { judgeReadability } from '../../policy/plain-language.ts';
import type { Block, Hint, PageDraft, Readability } from '../contract/pages.ts';
import { readMarkdown, spokenTexts } from './read-markdown.ts';

type InBoth = Readonly<Record<'nl' | 'en', string>>;

/** What looks as if it was meant to be more than the text it is shown as. */
const NOT_SHOWN = /<\/?[a-z][^<>]*>|!?\[[^\]\n]*\]\([^)\n]*\)|^\[[^\]\n]+\]:.*$|^```.*$|^\|.*\|$/gim;
const MOST_NOT_SHOWN = 8;
const LONGEST_QUOTE = 80;

/** What readers would see of both languages, and what is hard about it. */
export function examineTexts(text: InBoth): Pick<PageDraft, 'blocks' | 'readability'> {
  const blocks = blocksOf(text);
  return {
    blocks,
    readability: {
      nl: examine(blocks.nl, text.nl, text.en, 'nl'),
      en: examine(blocks.en, text.en, text.nl, 'en'),
    },
  };
}

/** To be read, not to be changed: the next visitor is shown the same. */
export function blocksOf({ nl, en }: InBoth): { nl: Block[]; en: Block[] } {
  return { nl: readOnce(nl), en: readOnce(en) };
}

/** What was read last, by its text. Each of a club's texts is shown again and again. */
const known = new Map<string, Block[]>();
const MOST_KNOWN = 80;

function readOnce(text: string): Block[] {
  const blocks = known.get(text) ?? readMarkdown(text);
  // The one that was asked for last goes last.
  known.delete(text);
  known.set(text, blocks);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
  return blocks;
}

function examine(blocks: readonly Block[], own: string, other: string, language: 'nl' | 'en'): Readability {
  const texts = spokenTexts(blocks);
  const { hints, ...figures } = judgeReadability(texts, language);
  const missing: readonly Hint[] = own === '' && other !== '' ? [{ kind: 'empty', quote: '' }] : [];
  return { ...figures, hints: [...missing, ...notShown(blocks), ...hints] };
}

function notShown(blocks: readonly Block[]): readonly Hint[] {
  const found = new Set<string>();
  for (const block of blocks) {
    const lines = block.kind === 'line' ? [] : block.kind === 'list' ? block.items : [block.spans];
    for (const spans of lines) {
      // Code is shown as it is typed, and meant to be.
      const text = spans.map((span) => (span.code ? ' ' : span.text)).join('');
      for (const [quote] of text.matchAll(NOT_SHOWN)) found.add(quote.slice(0, LONGEST_QUOTE));
    }
  }
  return [...found].slice(0, MOST_NOT_SHOWN).map((quote) => ({ kind: 'not-shown', quote }));
}
