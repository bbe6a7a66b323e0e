/** Writing XML 1.0: a document is a value first, so that nothing in it can be markup by accident. */
export interface XmlElement {
  /** A name of ours, with its prefix where it has one. */
  readonly name: string;
  /** Undefined ones are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly content: readonly (XmlElement | string)[];
}

export function element(
  name: string,
  attributes: XmlElement['attributes'] = {},
  ...content: XmlElement['content']
): XmlElement {
  return { name, attributes, content };
}

/** A whole document in UTF-8. */
export function writeXml(root: XmlElement): Uint8Array {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`, 'utf8');
}

function written({ name, attributes, content }: XmlElement): string {
  let text = `<${name}`;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) text += ` ${attribute}="${escaped(value)}"`;
  }
  if (content.length === 0) return `${text}/>`;
  const inner = content.map((part) => (typeof part === 'string' ? escaped(part) : written(part))).join('');
  return `${text}>${inner}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** For content and attributes alike. What XML 1.0 §2.2 has no place for is left out: no escape would make it one. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '');
}
