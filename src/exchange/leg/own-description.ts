import type { Codec } from '../../sdp/audio.ts';
import { describeAudio, type OwnAudio } from '../../sdp/describe.ts';
import type { Direction, SessionDescription } from '../../sdp/session-description.ts';

/** What we say to a phone of the sound. */
export interface OwnDescription {
  readonly sdp: Uint8Array;
  readonly codecs: readonly Codec[];
  readonly direction: Direction;
}

/** Our descriptions in one dialog: RFC 3264 §5 and §8. */
export class OwnDescriptions {
  /** The one that holds: both sides agreed on it. */
  inForce: OwnDescription | undefined;
  /** The one that is offered and not answered yet. */
  offered: OwnDescription | undefined;
  readonly #sessionId: string;
  #version = 0;
  #last: OwnDescription | undefined;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  /** The version rises with every description that differs from the one before, and only then. */
  write(audio: Omit<OwnAudio, 'sessionId' | 'sessionVersion'>): OwnDescription {
    const written = (): Uint8Array =>
      describeAudio({ ...audio, sessionId: this.#sessionId, sessionVersion: this.#version });
    if (this.#last !== undefined && isSame(this.#last.sdp, written())) return this.#last;
    this.#version += 1;
    this.#last = { sdp: written(), codecs: audio.codecs, direction: audio.direction };
    return this.#last;
  }

  /** What was offered has been answered. */
  settle(): void {
    this.inForce = this.offered ?? this.inForce;
    this.offered = undefined;
  }

  /** The answer to an offer that nobody wants any more: every line of it is refused (RFC 3264 §6). */
  refuse(offer: SessionDescription, ours: Pick<OwnAudio, 'family' | 'address'>): Uint8Array {
    const nothing = { port: 0, codecs: [], direction: 'inactive', template: offer, mediaIndex: -1 } as const;
    return this.write({ ...ours, ...nothing }).sdp;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
