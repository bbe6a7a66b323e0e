import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Span } from '../contract/pages.ts';

/**
 * The part of Markdown a club's text may use: headings, paragraphs, lists of one level, quotes, a line, strong,
 * emphasis, code and links. Everything else, HTML, images, tables and link definitions for instance, is the text it
 * is written as. Entities stay as they are typed, so that no sign comes in that the store would have taken out.
 */
const MARKDOWN = new MarkdownIt({ html: false, linkify: true, maxNesting: 8 }).disable([
  'table',
  'code',
  'fence',
  'html_block',
  'html_inline',
  'lheading',
  'reference',
  'entity',
  'strikethrough',
]);
MARKDOWN.linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
MARKDOWN.validateLink = isAllowedLink;

const PROTOCOLS = new Set(['https:', 'mailto:', 'tel:']);

export function isAllowedLink(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && PROTOCOLS.has(url.protocol) && url.username === '' && url.password === '';
}

/** What is to be shown; any text can be read. */
export function readMarkdown(text: string): Block[] {
  const reader = new BlockReader();
  for (const token of MARKDOWN.parse(text, {})) reader.read(token);
  return reader.blocks;
}

class BlockReader {
  readonly blocks: Block[] = [];
  #heading: 2 | 3 | undefined;
  #hasHeading = false;
  #quotes = 0;
  /** The outermost one; lists inside it go on in it. */
  #list: Extract<Block, { kind: 'list' }> | undefined;
  #lists = 0;

  read({ type, tag, nesting, children }: Token): void {
    switch (type) {
      case 'heading_open':
        // The page has a first heading of its own, and no level is left out below it.
        this.#heading = tag === 'h1' || tag === 'h2' || !this.#hasHeading ? 2 : 3;
        this.#hasHeading = true;
        break;
      case 'heading_close':
        this.#heading = undefined;
        break;
      case 'blockquote_open':
      case 'blockquote_close':
        this.#quotes += nesting;
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        this.#beginList(type === 'ordered_list_open');
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#lists -= 1;
        if (this.#lists === 0) this.#list = undefined;
        break;
      case 'hr':
        this.blocks.push({ kind: 'line' });
        break;
      case 'inline':
        this.#add(readSpans(children ?? []));
        break;
    }
  }

  #beginList(ordered: boolean): void {
    this.#lists += 1;
    if (this.#list !== undefined) return;
    this.#list = { kind: 'list', ordered, items: [] };
    this.blocks.push(this.#list);
  }

  #add(spans: Span[]): void {
    if (this.#list !== undefined) this.#list.items.push(spans);
    else if (this.#heading !== undefined) this.blocks.push({ kind: 'heading', level: this.#heading, spans });
    else this.blocks.push({ kind: this.#quotes > 0 ? 'quote' : 'paragraph', spans });
  }
}

function readSpans(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  const depth = { strong: 0, em: 0 };
  let link: string | undefined;
  const add = (text: string, isCode = false) => {
    if (text === '') return;
    const last = spans.at(-1);
    const span: Span = {
      text,
      ...(depth.strong > 0 && { strong: true }),
      ...(depth.em > 0 && { emphasis: true }),
      ...(isCode && { code: true }),
      ...(link !== undefined && { link }),
    };
    if (last !== undefined && isSameStyle(last, span)) last.text += text;
    else spans.push(span);
  };
  for (const token of tokens) {
    if (token.type === 'strong_open' || token.type === 'strong_close') depth.strong += token.nesting;
    else if (token.type === 'em_open' || token.type === 'em_close') depth.em += token.nesting;
    else if (token.type === 'link_open') link = linkOf(token);
    else if (token.type === 'link_close') link = undefined;
    else if (token.type === 'hardbreak') add('\n');
    else if (token.type === 'softbreak') add(' ');
    // It would tell its host who reads the page.
    else if (token.type === 'image') add(`![${token.content}](${token.attrGet('src')})`);
    else add(token.content, token.type === 'code_inline');
  }
  return spans;
}

/** An empty address is no link. */
function linkOf(token: Token): string | undefined {
  const address = String(token.attrGet('href'));
  return isAllowedLink(address) ? address : undefined;
}

function isSameStyle(one: Span, other: Span): boolean {
  return (
    one.strong === other.strong &&
    one.emphasis === other.emphasis &&
    one.code === other.code &&
    one.link === other.link
  );
}

/** What is read aloud of it: headings, paragraphs and items, a text for each. */
export function spokenTexts(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'line') return [];
    if (block.kind === 'list') return block.items.map(plainText);
    return [plainText(block.spans)];
  });
}

/** The items of the first list: of the house rules that is the short version. */
export function firstList(blocks: readonly Block[]): readonly string[] {
  const list = blocks.find((block) => block.kind === 'list');
  return list === undefined ? [] : list.items.map(plainText);
}

function plainText(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('');
}
