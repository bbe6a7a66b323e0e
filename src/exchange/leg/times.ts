/** RFC 3261 §17.1.1.1, as far as users of transactions repeat messages themselves. */
export const T1_MS = 500;
export const T2_MS = 4_000;
