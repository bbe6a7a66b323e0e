const TICK_MS = 10;

/** Does something so often a second, on average, until it is stopped. */
export function atRate(perSecond: number, action: () => void): () => void {
  const beganAt = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - beganAt) / 1000) * perSecond;
    // A standstill of this process is not made up for by a burst nobody would send.
    if (due - done > Math.max(1, perSecond) + 1) done = Math.floor(due) - 1;
    for (; done + 1 <= due; done += 1) action();
  }, TICK_MS);
  return () => clearInterval(timer);
}
