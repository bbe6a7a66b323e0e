/** How words are compared when people look for something: without case, accents, and the club's own spelling. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('extentie', 'extensie');
}

/** Whether every word that is wanted stands somewhere in the texts. */
export function matcherOf(wanted: string): (...texts: readonly (string | null)[]) => boolean {
  const words = foldText(wanted)
    .split(/\s+/)
    .filter((word) => word !== '');
  return (...texts) => {
    const folded = foldText(texts.join('\n'));
    return words.every((word) => folded.includes(word));
  };
}
