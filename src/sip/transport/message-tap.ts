/** Looks at messages on their way, for traces. It must neither change the bytes nor throw. */
export interface MessageTap {
  received(bytes: Uint8Array): void;
  sent(bytes: Uint8Array): void;
}
