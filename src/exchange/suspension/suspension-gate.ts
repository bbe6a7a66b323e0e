import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Rate, RateLimit } from '../../policy/rate-limit.ts';
import {
  barrierIn,
  type Suspendable,
  type Suspension,
  type SuspensionBook,
} from '../../policy/suspensions.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { Reason } from '../routing/reasons.ts';
import type { Refusals } from '../routing/refusals.ts';
import type { Conferences, Extensions } from '../tables/directory-tables.ts';

/** Security 1.2: so long a phone that is cut off should wait before it asks again. */
const RETRY_AFTER_S = 3_600;
const LONGEST_REASON = 60;

/**
 * Says no to whom the administrator suspended. It stands behind the digest, so that a stranger cannot find out who
 * is suspended, and it is no failed attempt: a suspension must not ban the rest of a household (security 1.2).
 */
export class SuspensionGate {
  readonly #suspensions: SuspensionBook;
  readonly #extensions: Extensions;
  readonly #conferences: Conferences;
  readonly #refusals: Pick<Refusals, 'refuse'>;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #rate: RateLimit | undefined;

  constructor(parts: {
    suspensions: SuspensionBook;
    extensions: Extensions;
    conferences: Conferences;
    refusals: Pick<Refusals, 'refuse'>;
    clock: Clock;
    journal: Journal;
    /** Answers one extension may have; more requests than that are dropped. Undefined: all of them. */
    rate: Rate | undefined;
  }) {
    this.#suspensions = parts.suspensions;
    this.#extensions = parts.extensions;
    this.#conferences = parts.conferences;
    this.#refusals = parts.refusals;
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#rate = parts.rate && new RateLimit({ clock: parts.clock, rate: parts.rate });
  }

  adoptRate(rate: Rate): void {
    this.#rate?.adopt(rate);
  }

  /** True when it was refused: nothing more is to be done with the request. */
  refusesRegister(request: SipRequest, flow: Flow, extension: string): boolean {
    return this.refuses(request, flow, extension, 'register');
  }

  /** The same for an INVITE. Whom one may not reach is told by `mayBeCalled`. */
  refusesCall(request: SipRequest, flow: Flow, extension: string, dialled: string): boolean {
    const isConference = this.#conferences.has(dialled);
    const what = isConference ? 'conference' : 'call';
    const own = this.#suspensions.barrier(extension, what);
    const suspension = own ?? (isConference ? this.#suspensions.barrier(dialled, what) : undefined);
    if (suspension === undefined) return false;
    const reason = own === undefined ? 'conferenceClosed' : 'suspended';
    this.#refuse(request, flow, { extension, what, suspension, reason });
    return true;
  }

  /** For everything that is no call: watching and publishing need what registering needs, a message what a call does. */
  refuses(request: SipRequest, flow: Flow, extension: string, what: 'register' | 'call'): boolean {
    const suspension = this.#suspensions.barrier(extension, what);
    if (suspension === undefined) return false;
    this.#refuse(request, flow, { extension, what, suspension, reason: 'suspended' });
    return true;
  }

  mayRegister(extension: string): boolean {
    return this.#suspensions.barrier(extension, 'register') === undefined;
  }

  /** Who calls a suspended extension only hears that it cannot be reached: why is nobody else's business. */
  mayBeCalled(extension: string): boolean {
    return this.#suspensions.barrier(extension, 'called') === undefined;
  }

  /** Whether a call there is may go on, now or by what suspensions will come to, by the rules it was let through. */
  mayContinue(
    { from, to }: { readonly from: string; readonly to: string },
    resolution = this.#suspensions.resolution,
  ): boolean {
    const may = (number: string, what: Suspendable): boolean =>
      barrierIn(resolution, number, what) === undefined;
    if (this.#conferences.has(to)) return may(from, 'conference') && may(to, 'conference');
    return may(from, 'call') && (!this.#extensions.has(to) || may(to, 'called'));
  }

  #refuse(
    request: SipRequest,
    flow: Flow,
    refusal: { extension: string; what: Suspendable; suspension: Suspension; reason: Reason },
  ): void {
    const { extension, what, suspension, reason } = refusal;
    if (this.#rate?.take(extension) === false) return;
    this.#journal.record({ kind: 'suspended-refused', extension, what });
    this.#refusals.refuse(request, flow, extension, {
      status: 403,
      reason,
      addition: shownReason(suspension),
      retryAfterS: this.#retryAfterS(suspension),
    });
  }

  /** The end only shows in it when the administrator wants it to. */
  #retryAfterS({ untilMs, untilShown }: Suspension): number {
    if (untilMs === null || !untilShown) return RETRY_AFTER_S;
    const secondsLeft = Math.ceil((untilMs - this.#clock.wallTime()) / 1000);
    return Math.max(1, Math.min(RETRY_AFTER_S, secondsLeft));
  }
}

/** Behind the reason phrase, in the ASCII that every phone can show. */
function shownReason({ reason, reasonShown }: Suspension): string {
  if (reason === null || !reasonShown) return '';
  const ascii = reason
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .trim();
  return ascii === '' ? '' : `: ${ascii.slice(0, LONGEST_REASON)}`;
}
