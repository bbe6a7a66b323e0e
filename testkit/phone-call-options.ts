import type { Direction, PhoneCodec } from './phone-sdp.ts';
import type { Field } from './wire.ts';

export interface AnswerOptions {
  /** What to accept; the phone's own list unless given. */
  readonly codecs?: readonly PhoneCodec[];
  /** Another session description than the phone would write. */
  readonly sdp?: string;
  readonly headers?: readonly Field[];
}

export interface CallOptions {
  /** False: the other side is to make the offer. */
  readonly offer?: boolean;
  /** Another offer than the phone would make. */
  readonly sdp?: string;
  readonly headers?: readonly Field[];
}

/** A re-INVITE; without anything it offers what the phone wants now. */
export interface Reinvitation {
  readonly direction?: Direction;
  readonly address?: string;
  readonly codecs?: readonly PhoneCodec[];
  /** False: the other side is to make the offer. */
  readonly offer?: boolean;
  /** Instead of what the phone would write. */
  readonly sdp?: string;
  readonly headers?: readonly Field[];
}
