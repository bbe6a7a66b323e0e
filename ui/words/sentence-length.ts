/** Longer ones are hard to read (product: Dutch at level B1). */
export const LONG_SENTENCE_WORDS = 15;

/** Words in a sentence, on average; 0 where there is none. */
export function wordsPerSentence(text: string): number {
  const lengths = text
    .split(/[.!?]+(?=\s|$)|\n/u)
    .map((sentence) => sentence.split(/\s+/u).filter((word) => /\p{L}|\p{N}/u.test(word)).length)
    .filter((words) => words > 0);
  if (lengths.length === 0) return 0;
  return Math.round(lengths.reduce((sum, words) => sum + words, 0) / lengths.length);
}
