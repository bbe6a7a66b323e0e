/** Finds the messages in what a connection brings. */
export interface Framer {
  /** Is a message under way? */
  readonly started: boolean;
  push(chunk: Uint8Array): void;
  /** Forgets what is under way; whatever is pushed from now on is ignored. */
  stop(): void;
}

/** What a connection turns out to hold. */
export interface FrameSink {
  /** One complete message. The bytes are the sink's to keep. */
  onMessage(bytes: Uint8Array): void;
  /** The double CRLF of RFC 5626 §3.5.1, which wants a single one back. */
  onPing(): void;
  /**
   * The stream cannot be cut into messages any more: nothing follows. `head` is the header section as far as it came,
   * for the answer.
   */
  onBroken(head: Uint8Array): void;
}
