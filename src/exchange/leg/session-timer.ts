import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import {
  agreedInterval,
  answerInterval,
  minSeOf,
  type SessionInterval,
} from '../../sip/dialog/session-interval.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';

export interface TimedSession {
  /** Half of the interval is over and it is for us to prolong it. */
  refresh(): void;
  /** Nobody did: the call is over. */
  onExpired(): void;
}

/**
 * The session timer of one dialog: RFC 4028. It is negotiated anew with every INVITE and UPDATE that is accepted; a
 * phone that knows nothing of it has none.
 */
export class SessionTimer {
  readonly #timers: TimerSet<'refresh' | 'expiry'>;
  readonly #session: TimedSession;
  #interval: SessionInterval | undefined;
  #minSeS = 0;
  #isClosed = false;

  constructor(clock: Clock, session: TimedSession) {
    this.#timers = new TimerSet(clock);
    this.#session = session;
  }

  /** For an INVITE or UPDATE of ours within the dialog: whoever refreshed goes on doing so. */
  get headers(): readonly HeaderField[] {
    const interval = this.#interval;
    if (interval === undefined) return [];
    const value = `${interval.intervalS};refresher=${interval.weRefresh ? 'uac' : 'uas'}`;
    const headers = [{ name: 'session-expires', value }];
    return this.#minSeS > 0 ? [...headers, { name: 'min-se', value: `${this.#minSeS}` }] : headers;
  }

  /** The phone's INVITE or UPDATE is accepted: what our 2xx says about the session. */
  answer(request: SipRequest): readonly HeaderField[] {
    const answer = answerInterval(request);
    this.#start(answer?.interval);
    return answer?.headers ?? [];
  }

  /** Ours was accepted. */
  agree(response: SipResponse): void {
    this.#start(agreedInterval(response));
  }

  /** The phone wants it longer (RFC 4028 §7.3). */
  lengthen(refusal: SipResponse): void {
    this.#minSeS = Math.max(this.#minSeS, minSeOf(refusal));
    const interval = this.#interval;
    if (interval === undefined) return;
    this.#interval = { ...interval, intervalS: Math.max(interval.intervalS, this.#minSeS) };
  }

  /** An answer that comes later starts nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#timers.stopAll();
  }

  /** RFC 4028 §10: a refresh at half time, the end a little before the other side would see it. */
  #start(interval: SessionInterval | undefined): void {
    this.#interval = interval;
    this.#timers.stopAll();
    if (interval === undefined || this.#isClosed) return;
    const { intervalS, weRefresh } = interval;
    const marginS = Math.min(32, intervalS / 3);
    this.#timers.start('expiry', (intervalS - marginS) * 1000, () => this.#session.onExpired());
    if (weRefresh) this.#timers.start('refresh', intervalS * 500, () => this.#session.refresh());
  }
}
