const DAY_MS = 86_400_000;

/**
 * The first time after `afterMs` that the clock on the wall of this place shows hour and minute; long past when there
 * was nothing before.
 */
export function nextNightly(
  afterMs: number | undefined,
  { hour, minute }: { readonly hour: number; readonly minute: number },
): number {
  if (afterMs === undefined) return 0;
  // A day with 23 or 25 hours has this moment once, too: the calendar is asked, not the arithmetic.
  const sameDay = new Date(afterMs).setHours(hour, minute, 0, 0);
  return sameDay > afterMs ? sameDay : new Date(sameDay + DAY_MS).setHours(hour, minute, 0, 0);
}

/** `20261122T031000Z` */
export function isoStamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
