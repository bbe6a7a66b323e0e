/** How one phone and the exchange talk. */
export interface LegVoice {
  /** What is sent to the phone, as rtpmap names it. */
  readonly codec: string;
  /** Keys go with the sound (RFC 4733). */
  readonly hasKeys: boolean;
}
