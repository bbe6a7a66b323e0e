/**
 * What one phone said comes to the caller as one of few: nothing of the phone's own shows, and a challenge of the far
 * end never does (security 2.17). What is not in the list is 480.
 */
const FOR_CALLER: ReadonlyMap<number, number> = new Map([
  [415, 488],
  [486, 486],
  [488, 488],
  [600, 486],
  [603, 603],
  [606, 488],
  [607, 603],
  [608, 603],
]);

/** A final response of a phone, as the caller is told it. */
export function responseForCaller(status: number): number {
  return FOR_CALLER.get(status) ?? 480;
}

/**
 * The best of what all phones said, each `responseForCaller`, or 503 where we could not ask (RFC 3261 §16.7 step 6):
 * a 6xx before all, then of the lowest class what helps the caller most. Busy says more than unreachable, and "no
 * common codec" holds only when no phone said anything else.
 */
export function bestResponse(statuses: readonly number[]): number {
  const declined = statuses.find((status) => status >= 600);
  if (declined !== undefined) return declined;
  if (statuses.includes(486)) return 486;
  const [first] = statuses;
  return first !== undefined && statuses.every((status) => status === first) ? first : 480;
}
