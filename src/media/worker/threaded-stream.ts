import { BugError } from '../../base/bug-error.ts';
import type {
  JoinOptions,
  MediaStream,
  RecordLimits,
  StreamFact,
  StreamPlan,
  Tone,
  Volume,
} from '../media-plane.ts';
import type { PromptId } from '../prompts/prompt.ts';
import type { MediaThread } from './media-thread.ts';

/** A stream that lives in a media thread: every call is an order to it. */
export class ThreadedStream implements MediaStream {
  readonly family: 'ipv4' | 'ipv6';
  readonly port: number;
  readonly thread: MediaThread;
  readonly number: number;
  /** How many streams its ports have served, itself included. */
  readonly uses: number;
  #open = true;
  onFact: (fact: StreamFact) => void = () => {};
  /** Set by whoever keeps account of which conference lives in which thread. */
  onClose: () => void = () => {};

  constructor(
    thread: MediaThread,
    place: {
      readonly number: number;
      readonly family: 'ipv4' | 'ipv6';
      readonly port: number;
      readonly uses: number;
    },
  ) {
    this.thread = thread;
    this.number = place.number;
    this.family = place.family;
    this.port = place.port;
    this.uses = place.uses;
  }

  /** The last figures of a stream come after its end, and so may what was recorded. */
  hear(fact: StreamFact): void {
    if (this.#open || fact.kind === 'statistics' || fact.kind === 'recorded') this.onFact(fact);
  }

  configure(plan: StreamPlan): void {
    if (this.#open) this.thread.order({ kind: 'configure', stream: this.number, plan });
  }

  canRelayTo(peer: MediaStream): boolean {
    return peer instanceof ThreadedStream && peer.thread === this.thread;
  }

  relayTo(peer: MediaStream): void {
    if (!(peer instanceof ThreadedStream) || peer.thread !== this.thread) {
      throw new BugError('relay between two media threads: open the second stream beside the first');
    }
    if (this.#open) this.thread.order({ kind: 'relay', stream: this.number, peer: peer.number });
  }

  echo(): void {
    if (this.#open) this.thread.order({ kind: 'echo', stream: this.number });
  }

  join(conference: string, options: JoinOptions): void {
    if (this.#open) this.thread.order({ kind: 'join', stream: this.number, conference, options });
  }

  setMuted(muted: boolean): void {
    if (this.#open) this.thread.order({ kind: 'set-muted', stream: this.number, muted });
  }

  setVolume(volume: Volume): void {
    if (this.#open) this.thread.order({ kind: 'set-volume', stream: this.number, volume });
  }

  setOnAir(onAir: boolean): void {
    if (this.#open) this.thread.order({ kind: 'set-on-air', stream: this.number, onAir });
  }

  play(tone: Tone): void {
    if (this.#open) this.thread.order({ kind: 'play', stream: this.number, tone });
  }

  say(prompt: PromptId): void {
    if (this.#open) this.thread.order({ kind: 'say', stream: this.number, prompt });
  }

  pressKey(digit: string, durationMs: number): void {
    if (this.#open) this.thread.order({ kind: 'press-key', stream: this.number, digit, durationMs });
  }

  sayRecording(sound: Uint8Array, gainDb: number): void {
    if (this.#open) this.thread.order({ kind: 'say-recording', stream: this.number, sound, gainDb });
  }

  record(limits: RecordLimits): void {
    if (this.#open) this.thread.order({ kind: 'record', stream: this.number, limits });
  }

  idle(): void {
    if (this.#open) this.thread.order({ kind: 'idle', stream: this.number });
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.thread.load--;
    this.thread.order({ kind: 'close', stream: this.number });
    this.onClose();
  }
}
