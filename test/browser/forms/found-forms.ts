/** The forms that stand on a page, each with a name by which a case of the test finds it. */
import { type FoundPage, type Routes, unescaped } from '../club/site-map.ts';

export interface FoundForm {
  /** `/beheer/conferenties make`: where it is sent, and what it does there; `GET` before what only asks. */
  readonly name: string;
  /** The address of the page it stands on. */
  readonly page: string;
  /** Which of the forms of the page. */
  readonly index: number;
  readonly hidden: Readonly<Record<string, string>>;
  readonly fields: readonly FoundField[];
}

export interface FoundField {
  readonly name: string;
  /** `text`, `password`, `checkbox`, …; `textarea`, `select`. */
  readonly type: string;
  /** As it stands there; of a checkbox or a radio button what it stands for. */
  readonly value: string;
  readonly checked: boolean;
  /** What is said to be wrong with it; undefined when nothing is. */
  readonly error: string | undefined;
}

const FORM = /<form\b([^>]*)>([\s\S]*?)<\/form>/g;
const FIELD = /<(input)\b([^>]*)>|<(textarea|select|button)\b([^>]*)>([\s\S]*?)<\/\3>/g;
/** Of these only the token of the session differs from page to page. */
const SAYS_WHAT_IT_DOES = ['act', 'method'];
const NO_VALUE = ['csrf', 'back', ...SAYS_WHAT_IT_DOES];

export function formsOf(routes: Routes, page: Pick<FoundPage, 'address' | 'html'>): readonly FoundForm[] {
  return [...page.html.matchAll(FORM)].map(([, attributes = '', inside = ''], index) => {
    const hidden: Record<string, string> = {};
    const fields: FoundField[] = [];
    const buttons = new Set<string>();
    for (const [, input, ofInput = '', other, ofOther = '', content = ''] of inside.matchAll(FIELD)) {
      const tag = input ?? other ?? '';
      const parts = ofInput + ofOther;
      const name = attributeOf(parts, 'name');
      if (name === undefined) continue;
      if (attributeOf(parts, 'type') === 'hidden') hidden[name] = attributeOf(parts, 'value') ?? '';
      else if (tag === 'button') buttons.add(name);
      else fields.push(fieldOf(name, tag, parts, content, page.html));
    }
    const target = attributeOf(attributes, 'action') ?? page.address;
    const does = SAYS_WHAT_IT_DOES.map((name) => hidden[name]).find((value) => value !== undefined);
    const words = [
      attributeOf(attributes, 'method') === 'post' ? undefined : 'GET',
      routes.routeOf(target) ?? target,
      does ?? ([...buttons].join(' ') || undefined),
    ];
    return {
      name: words.filter((word) => word !== undefined).join(' '),
      page: page.address,
      index,
      hidden: Object.fromEntries(Object.entries(hidden).filter(([name]) => !NO_VALUE.includes(name))),
      fields,
    };
  });
}

function fieldOf(name: string, tag: string, parts: string, content: string, html: string): FoundField {
  const chosen = /<option\b(?=[^>]*\sselected\b)([^>]*)>/.exec(content)?.[1];
  const values: Readonly<Record<string, string | undefined>> = {
    input: attributeOf(parts, 'value'),
    textarea: unescaped(content).replace(/^\n/, ''),
    select: chosen && attributeOf(chosen, 'value'),
  };
  return {
    name,
    type: tag === 'input' ? (attributeOf(parts, 'type') ?? 'text') : tag,
    value: values[tag] ?? '',
    checked: /\schecked\b/.test(parts),
    error: attributeOf(parts, 'aria-invalid') === 'true' ? describedBy(parts, html) : undefined,
  };
}

/** The text of the message that the field names, and that screen readers read with it. */
function describedBy(parts: string, html: string): string {
  const ids = (attributeOf(parts, 'aria-describedby') ?? '').split(' ');
  const id = ids.find((one) => one.endsWith('-error')) ?? '';
  const message = new RegExp(`<p\\b[^>]*\\sid="${id}"[^>]*>([\\s\\S]*?)</p>`).exec(html)?.[1] ?? '';
  return textOf(message);
}

/** What is left for a reader. */
export function textOf(html: string): string {
  return unescaped(html.replace(/<svg\b[\s\S]*?<\/svg>|<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function attributeOf(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : unescaped(value);
}
