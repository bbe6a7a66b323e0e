/** The exchange as a whole, minute by minute: figures without extension, call sign or address. */
export interface MinuteSample {
  /** The end of the minute, on the wall clock. */
  readonly atMs: number;
  /** Phones that were registered at its end. */
  readonly registrations: number;
  /** The most at a time. */
  readonly calls: number;
  /** People in conferences at its end. */
  readonly participants: number;
  /** Sound from and to phones, bits of RTP without IP and UDP. */
  readonly kbitIn: number;
  readonly kbitOut: number;
  /** Addresses that were banned at its end. */
  readonly bans: number;
  /** Passwords that were compared and were wrong, and names that nobody has. */
  readonly failedRegistrations: number;
  /** The longest that something waited for the SIP thread. */
  readonly loopLagMs: number;
}

export interface MinuteConsole {
  /** The minutes that ended after a moment, the oldest first; a day at most, since the last start. */
  list(afterMs: number): readonly MinuteSample[];
}
