import { diffArrays, diffWordsWithSpace } from 'diff';
import type { Piece } from '../contract/pages.ts';

/** Beyond so many changes a text is told as replaced: comparing takes the square of their number. */
const BOUND = { maxEditLength: 400 } as const;

/** What changed from one text to another: by lines first, and word by word in a line that took another's place. */
export function compareTexts(older: string, newer: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], text: string) => {
    const last = pieces.at(-1);
    if (text === '') return;
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  const lines = diffArrays(linesOf(older), linesOf(newer), BOUND);
  if (lines === undefined) return replaced(older, newer);
  for (let index = 0; index < lines.length; index += 1) {
    const part = lines[index];
    const next = lines[index + 1];
    if (part === undefined) continue;
    const text = part.value.join('');
    if (part.removed && next?.added) {
      for (const piece of compareWords(text, next.value.join(''))) add(piece.kind, piece.text);
      index += 1;
    } else add(part.added ? 'added' : part.removed ? 'removed' : 'same', text);
  }
  return pieces;
}

function compareWords(older: string, newer: string): readonly Piece[] {
  const words = diffWordsWithSpace(older, newer, BOUND);
  if (words === undefined) return replaced(older, newer);
  return words.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

function replaced(older: string, newer: string): readonly Piece[] {
  return [
    { kind: 'removed', text: older },
    { kind: 'added', text: newer },
  ];
}

/** With their ends; an empty text has none. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
