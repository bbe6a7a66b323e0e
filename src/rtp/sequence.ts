/** Arithmetic on RTP's wrapping numbers (RFC 1982, RFC 3550 §A.1): the sign says which of the two is newer. */

/** From `older` to `newer` in packets, -32768 to 32767. */
export function sequenceDistance(older: number, newer: number): number {
  return ((newer - older) << 16) >> 16;
}

/** From `older` to `newer` in units of the clock rate, -2^31 to 2^31 - 1. */
export function timestampDistance(older: number, newer: number): number {
  return (newer - older) | 0;
}
