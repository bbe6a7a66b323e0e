import { BugError } from '../../base/bug-error.ts';
import type { MediaStream, StreamFact, StreamStatistics } from '../../media/media-plane.ts';
import type { Recording, Utterance } from '../../media/sound/recording.ts';
import type { SayOutcome } from '../../media/sound/sound-queue.ts';
import type { SoundQuality } from '../../policy/sound-quality.ts';
import { type Agreement, LegMeter } from './leg-meter.ts';
import type { LegParts } from './leg-parts.ts';
import type { LegState } from './leg-state.ts';
import { type ProbedPhone, SilenceProbe } from './silence-probe.ts';

/** The leg whose sound it is. */
export interface SoundUser extends ProbedPhone {
  onDtmf(digit: string, durationMs: number): void;
  onSaid(prompt: Utterance, outcome: SayOutcome): void;
  onTalking(talking: boolean, talkedMs: number): void;
  onRecorded(recording: Recording): void;
}

export interface StreamOptions {
  readonly beside?: MediaStream;
  readonly conference?: string;
}

/** The media stream of a leg: opened, replaced and closed with it, measured, and asked about when it falls silent. */
export class LegSound {
  readonly #parts: LegParts;
  readonly #state: LegState;
  readonly #user: SoundUser;
  readonly #probe: SilenceProbe;
  readonly #meter: LegMeter;
  #stream: MediaStream | undefined;
  #isStopped = false;

  constructor(parts: LegParts, state: LegState, call: string, user: SoundUser) {
    this.#parts = parts;
    this.#state = state;
    this.#user = user;
    this.#probe = new SilenceProbe(parts.clock, user);
    this.#meter = new LegMeter(parts, { call, extension: state.extension });
  }

  /** Another call has the leg now. */
  set call(id: string) {
    this.#meter.call = id;
  }

  get stream(): MediaStream {
    if (this.#stream === undefined) throw new BugError('media stream used before it was opened');
    return this.#stream;
  }

  /** In place of the one there is. False when there are no ports left, or when the leg was closed meanwhile. */
  async open(options: StreamOptions): Promise<boolean> {
    const opened = await this.#parts.media.openStream(this.#state.flow.remote.family, options);
    if (!opened.ok) return false;
    if (this.#state.isOver) {
      opened.value.close();
      return false;
    }
    this.#stream?.close();
    this.#stream = opened.value;
    this.#stream.onFact = this.#listenerOf(opened.value);
    return true;
  }

  noteAgreement(agreement: Agreement): void {
    this.#meter.noteAgreement(agreement);
  }

  get quality(): SoundQuality | undefined {
    return this.#meter.quality;
  }

  /** No more sound, while the dialog waits for its last ACK. */
  stop(): void {
    this.#isStopped = true;
    this.#stream?.close();
  }

  close(): void {
    this.#probe.close();
    this.stop();
  }

  #listenerOf(stream: MediaStream): MediaStream['onFact'] {
    const measure = this.#meter.measure();
    return (fact) => this.#onFact(fact, stream, measure);
  }

  #onFact(fact: StreamFact, stream: MediaStream, measure: (statistics: StreamStatistics) => void): void {
    if (fact.kind === 'recorded') return this.#user.onRecorded(fact.recording);
    // The last figures of a stream come after its end, when there may be another one.
    if (fact.kind === 'statistics') {
      measure(fact.statistics);
      if (this.#isStopped) this.#meter.conclude();
      return;
    }
    if (stream !== this.#stream) return;
    if (fact.kind === 'dtmf') this.#user.onDtmf(fact.digit, fact.durationMs);
    if (fact.kind === 'silent') this.#probe.onSilence(fact.forMs);
    if (fact.kind === 'said') this.#user.onSaid(fact.prompt, fact.outcome);
    if (fact.kind === 'talking') this.#user.onTalking(fact.talking, fact.talkedMs);
  }
}
