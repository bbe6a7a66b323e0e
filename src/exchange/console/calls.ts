import type { SoundQuality } from '../../policy/sound-quality.ts';
import type { Outcome } from './outcome.ts';

export interface CallView {
  readonly id: string;
  readonly from: string;
  /** What was dialled, and where that led: the same unless the call was forwarded. */
  readonly to: string;
  readonly reached: string;
  readonly state: 'calling' | 'ringing' | 'answered';
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly legs: readonly LegView[];
  /** Its phones share no codec, and the exchange stands between them. */
  readonly transcoded: boolean;
}

/** One phone of a call. */
export interface LegView {
  readonly extension: string;
  /** As rtpmap names it; null until it is agreed. */
  readonly codec: string | null;
  /** So far; null before anything was heard. */
  readonly quality: Omit<SoundQuality, 'word'> | null;
}

/** Calls that are being made now. */
export interface CallConsole {
  list(): readonly CallView[];
  end(id: string): Promise<Outcome<CallView>>;
}
