import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 5;

/** Waits in real time; how long it took, in milliseconds. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<number> {
  const startedAt = performance.now();
  while (!(await condition())) {
    assert.ok(performance.now() - startedAt < limitMs, `within ${limitMs} ms: ${what}`);
    await pause(LOOK_MS);
  }
  return performance.now() - startedAt;
}

/** How long something took, with what came of it. */
export async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const startedAt = performance.now();
  const value = await work;
  return { value, ms: performance.now() - startedAt };
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
