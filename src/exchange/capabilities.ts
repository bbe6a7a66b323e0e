import type { Clock } from '../base/clock.ts';
import { serviceOf } from '../policy/numbering.ts';
import { type Rate, RateLimit } from '../policy/rate-limit.ts';
import type { HeaderField } from '../sip/message/headers.ts';
import type { SipRequest } from '../sip/message/message.ts';
import { createResponse } from '../sip/message/response.ts';
import { unescapeUser } from '../sip/message/uri.ts';
import type { ServerTransaction } from '../sip/transaction/transaction-user.ts';
import { CAPABILITIES } from './leg/capabilities.ts';
import type { Location } from './registration/location.ts';
import { reasonText } from './routing/reasons.ts';
import type { SuspensionGate } from './suspension/suspension-gate.ts';
import type { Conferences, Extensions } from './tables/directory-tables.ts';

/** Asking after others is slower than calling them: it rings nowhere. */
const RATE: Rate = { perSecond: 0.5, burst: 10 };

export interface CapabilityParts {
  readonly clock: Clock;
  readonly extensions: Extensions;
  readonly conferences: Conferences;
  readonly location: Pick<Location, 'bindingsOf'>;
  readonly gate: Pick<SuspensionGate, 'mayBeCalled'>;
  readonly allowEvents: HeaderField;
  readonly language: 'nl' | 'en';
  readonly isLimited: boolean;
}

/**
 * Answers OPTIONS as RFC 3261 §11.2 has it: what we can do, or for another extension the status a call would get, but
 * for `busy`: who is in a call is told to those whom the holder lets watch (docs/decisions/0023).
 */
export class Capabilities {
  readonly #parts: CapabilityParts;
  readonly #rate: RateLimit | undefined;
  readonly #headers: readonly HeaderField[];

  constructor(parts: CapabilityParts) {
    this.#parts = parts;
    this.#rate = parts.isLimited ? new RateLimit({ clock: parts.clock, rate: RATE }) : undefined;
    this.#headers = [...CAPABILITIES, parts.allowEvents];
  }

  /** OPTIONS of an authenticated extension, or one that only keeps a way open. */
  answer(transaction: ServerTransaction, asker: string): void {
    const { request } = transaction;
    const number = numberIn(request);
    const { extensions, conferences, location, gate, language } = this.#parts;
    const refuse = (
      status: number,
      reason: Parameters<typeof reasonText>[1],
      headers: HeaderField[] = [],
    ): void =>
      transaction.respond(createResponse(request, status, { reason: reasonText(language, reason), headers }));
    const isOurs = number === undefined || number === asker;
    if (isOurs || conferences.has(number) || serviceOf(number) !== undefined) return this.tell(transaction);
    if (this.#rate?.take(asker) === false) {
      return refuse(480, 'unreachable', [{ name: 'retry-after', value: '30' }]);
    }
    if (!extensions.has(number)) return refuse(404, 'unknownNumber');
    const isReachable = location.bindingsOf(number).some(({ flow }) => flow?.open === true);
    return isReachable && gate.mayBeCalled(number) ? this.tell(transaction) : refuse(480, 'unreachable');
  }

  /** 200 with everything we can do. */
  tell(transaction: ServerTransaction): void {
    transaction.respond(createResponse(transaction.request, 200, { headers: this.#headers }));
  }
}

function numberIn(request: SipRequest): string | undefined {
  const user = request.uri.ok ? request.uri.value.user : undefined;
  return user === undefined ? undefined : unescapeUser(user);
}
