export interface Pairs<Ours, Theirs> {
  readonly ours: readonly Ours[];
  readonly theirs: readonly Theirs[];
}

/** Measures both by turns, the first of a pair now the one, now the other: the machine's moods fall on both. */
export async function measurePairs<Ours, Theirs>(
  pairs: number,
  ours: () => Promise<Ours>,
  theirs: (() => Promise<Theirs>) | undefined,
): Promise<Pairs<Ours, Theirs>> {
  const results: { ours: Ours[]; theirs: Theirs[] } = { ours: [], theirs: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const turns = [
      async () => results.ours.push(await ours()),
      async () => theirs && results.theirs.push(await theirs()),
    ];
    if (pair % 2 === 1) turns.reverse();
    for (const turn of turns) await turn();
  }
  return results;
}

/** The middle one; the mean of the two in the middle. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
