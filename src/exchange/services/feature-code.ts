import type { Clock, Scheduled } from '../../base/clock.ts';
import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { FeatureCode } from '../../policy/feature-codes.ts';
import type { CallFeaturesChange } from '../console/call-features.ts';
import type { Service, ServiceCall } from './service-call.ts';

/** Long enough for the tone to be heard to its end. */
const TONE_MS = 1_500;

const FORWARD_FIELDS = {
  always: 'forwardAlways',
  busy: 'forwardBusy',
  'no-answer': 'forwardNoAnswer',
} as const;

/** One call of a holder who dials a code: it is done, a tone says whether it was, and the call ends. */
export class FeatureCodeService implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #clock: Pick<Clock, 'schedule'>;
  /** Stores the change for the extension that calls. False: it cannot be. */
  readonly #set: (extension: string, change: CallFeaturesChange) => Promise<boolean>;
  readonly #change: CallFeaturesChange;
  #state: 'ringing' | 'begun' | 'over' = 'ringing';
  #end: Scheduled | undefined;

  constructor(parts: {
    clock: Pick<Clock, 'schedule'>;
    set: (extension: string, change: CallFeaturesChange) => Promise<boolean>;
    code: Exclude<FeatureCode, { kind: 'pick-up' }>;
  }) {
    this.#clock = parts.clock;
    this.#set = parts.set;
    this.#change = changeOf(parts.code);
  }

  /** Also called when a phone comes back from hold. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (this.#state !== 'ringing') return;
    this.#state = 'begun';
    void this.#set(call.from, this.#change).then((done) => {
      if (this.#state === 'over') return;
      stream.play(done ? 'confirmed' : 'refused');
      this.#end = this.#clock.schedule(TONE_MS, () => call.end('answered'));
    });
  }

  onDtmf(): void {}

  end(): void {
    this.#state = 'over';
    this.#end?.cancel();
  }
}

function changeOf(code: Exclude<FeatureCode, { kind: 'pick-up' }>): CallFeaturesChange {
  if (code.kind === 'do-not-disturb') return { doNotDisturb: code.on };
  const { when, to, ringS } = code;
  return { [FORWARD_FIELDS[when]]: to ?? null, ...(ringS !== undefined && { ringS }) };
}
