import type { SuspensionRecord } from '../../store/archives/suspension-archive.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, stored } from './refusal.ts';

/** The suspensions that name one of these numbers, as they are without it; lifted when nobody is left. */
export function withoutNumbers(
  suspensions: readonly SuspensionRecord[],
  numbers: readonly string[],
  lifted: { readonly atMs: number; readonly by: string },
): readonly SuspensionRecord[] {
  return suspensions.flatMap((record): readonly SuspensionRecord[] => {
    if (record.scope === 'all') return [];
    const left = record.scope.filter((number) => !numbers.includes(number));
    if (left.length === record.scope.length) return [];
    // A lifted one keeps the numbers it was laid on, so that its history can be read.
    if (left.length > 0) return [{ ...record, scope: left }];
    return [{ ...record, endedAtMs: Math.round(lifted.atMs), endedBy: lifted.by }];
  });
}

/**
 * A number is removed: whoever gets it next has done nothing. When the store cannot write it now the suspension only
 * goes from memory, which is the lesser evil of refusing what has been done already.
 */
export async function releaseFromSuspensions(parts: ActorParts, number: string): Promise<void> {
  const { store, suspensions, limits, clock, actor } = parts;
  limits.remove(number);
  const changed = withoutNumbers(suspensions.list(), [number], { atMs: clock.wallTime(), by: actor });
  if (changed.length === 0) return;
  await stored(store.putSuspensions(changed), noConflict);
  for (const record of changed) {
    if (record.endedAtMs === null) suspensions.put(record);
    else suspensions.remove(record.id);
  }
  parts.live.enforceSuspensions();
}
