import { SaxesParser } from 'saxes';
import { fail, ok, type Parsed } from '../../base/result.ts';

const DEEPEST = 32;

export interface XmlReader {
  /** At the end of every element: its way from the root, each step as `namespace name`, and the text right in it. */
  onElement(path: readonly string[], text: string): void;
}

/**
 * Reads a document that a phone wrote: UTF-8, well-formed, namespaces right. A document type is refused, and with it
 * every entity that could grow or fetch something.
 */
export function readXml(bytes: Uint8Array, reader: XmlReader): Parsed<undefined> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('XML: not UTF-8');
  }
  let defect: string | undefined;
  const path: string[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => {
    defect ??= message;
  });
  parser.on('doctype', () => {
    defect ??= 'a document type';
  });
  parser.on('opentag', ({ uri, local }) => {
    if (path.push(`${uri} ${local}`) > DEEPEST) defect ??= 'too deep';
    texts.push('');
  });
  parser.on('text', (piece) => {
    if (texts.length > 0) texts.push((texts.pop() ?? '') + piece);
  });
  parser.on('closetag', () => {
    if (defect === undefined) reader.onElement(path, texts.at(-1) ?? '');
    path.pop();
    texts.pop();
  });
  parser.write(text).close();
  return defect === undefined ? ok(undefined) : fail(`XML: ${defect}`);
}
