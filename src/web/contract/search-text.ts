/** How words are compared when people look for something: without case, accents, and the club's own spelling. */
export function foldText(text: string): string {
  // Most text has no accents, and taking them off takes longer than all the rest.
  const plain = /[^\0-\x7f]/.test(text) ? text.normalize('NFD').replace(/\p{M}/gu, '') : text;
  return plain.toLowerCase().replaceAll('extentie', 'extensie');
}

/** What is looked for, word by word. */
export function wordsOf(wanted: string): readonly string[] {
  return foldText(wanted)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Whether every word that is wanted stands somewhere in the texts. */
export function matcherOf(wanted: string): (...texts: readonly (string | null)[]) => boolean {
  const words = wordsOf(wanted);
  return (...texts) => {
    const folded = foldText(texts.join('\n'));
    return words.every((word) => folded.includes(word));
  };
}
