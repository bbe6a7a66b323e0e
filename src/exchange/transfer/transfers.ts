import { randomToken } from '../../base/random.ts';
import { CallPath } from '../../policy/call-path.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import { recordBegin, type TransferableCall } from '../call/active-call.ts';
import { Call } from '../call/call.ts';
import type { CallParts, CallTransfers } from '../call/call-parts.ts';
import { LinkedCall } from '../call/linked-call.ts';
import { Leg } from '../leg/leg.ts';
import type { CallAllowance } from '../routing/call-allowance.ts';
import type { Destinations } from '../routing/destinations.ts';
import type { Service } from '../services/service-call.ts';
import type { SuspensionGate } from '../suspension/suspension-gate.ts';
import { readRefer } from './refer-request.ts';
import { Referral } from './referral.ts';
import { TransferAttempt } from './transfer-attempt.ts';

/** A phone that asks for a transfer, or that phone in its other call. */
interface Asked {
  readonly call: TransferableCall;
  readonly leg: Leg;
  readonly referral: Referral;
}

const RETRY_AFTER = { name: 'retry-after', value: '60' };

/**
 * Transfers, done by the exchange itself: a REFER never reaches another phone. So every phone can be transferred,
 * whether or not it knows how, and none learns of the others more than their numbers (decision 0022).
 */
export class Transfers implements CallTransfers {
  readonly #parts: CallParts;
  readonly #destinations: Destinations;
  readonly #gate: SuspensionGate;
  readonly #allowance: CallAllowance;
  /** The second REFER of a dialog is named (RFC 3515 §2.4.6). */
  readonly #haveReferred = new WeakSet<Leg>();

  constructor(parts: {
    calls: CallParts;
    destinations: Destinations;
    gate: SuspensionGate;
    allowance: CallAllowance;
  }) {
    this.#parts = parts.calls;
    this.#destinations = parts.destinations;
    this.#gate = parts.gate;
    this.#allowance = parts.allowance;
  }

  /** A phone in an answered call asks; it has proved who it is, or speaks from where it did (security 2.16). */
  onRefer(call: TransferableCall, leg: Leg, transaction: ServerTransaction): void {
    const { request } = transaction;
    const refuse = (status: number): void =>
      transaction.respond(createResponse(request, status, { headers: status === 503 ? [RETRY_AFTER] : [] }));
    const isFirst = !this.#haveReferred.has(leg);
    this.#haveReferred.add(leg);
    const refer = readRefer(request, this.#parts);
    if (!refer.ok) return refuse(refer.error);
    if (call.transfer !== undefined) return refuse(491);
    const { replaces } = refer.value;
    const replaced = replaces && this.#parts.dialogs.named(replaces);
    if (replaced !== undefined && replaced.extension !== leg.extension) return refuse(403);
    if (!this.#allowance.mayTransfer(leg.extension)) return refuse(503);
    const asked = {
      call,
      leg,
      referral: this.#accept(transaction, leg, { isSilent: refer.value.isSilent, isFirst }),
    };
    asked.referral.report(100);
    if (replaces === undefined) this.#blind(asked, refer.value.to);
    else this.#attended(asked, replaced instanceof Leg ? replaced : undefined, replaces.earlyOnly);
  }

  #accept(
    transaction: ServerTransaction,
    leg: Leg,
    { isSilent, isFirst }: { readonly isSilent: boolean; readonly isFirst: boolean },
  ): Referral {
    const { request } = transaction;
    const headers = [{ name: 'contact', value: leg.contact }];
    if (isSilent) headers.push({ name: 'refer-sub', value: 'false' });
    transaction.respond(createResponse(request, 202, { headers }));
    return new Referral({
      send: (notify, flow, user) => this.#parts.transactions.send(notify, flow, user),
      leg,
      id: isFirst ? undefined : request.cseq.number,
      isSilent,
      // A phone that is in no call any more is told so; most hang up by themselves before.
      onTold: () => {
        if (this.#parts.calls.ofLeg(leg) === undefined) leg.hangUp();
      },
    });
  }

  /** The other side is to talk to a number (RFC 5589 §6). */
  #blind(asked: Asked, to: string): void {
    const { call, leg, referral } = asked;
    const end = call.farEndOf(leg);
    if (end?.kind !== 'phone') return referral.finish(403);
    const transferee = end.leg;
    const path = new CallPath({ caller: transferee.extension, dialled: to });
    if (!this.#may(transferee, to)) return referral.finish(403);
    const found = this.#destinations.find(path, transferee.flow);
    if (found.kind === 'refused') return referral.finish(found.status);
    const attempt = this.#attempt(asked, transferee, path);
    if (found.kind === 'service') attempt.enter(found.service);
    else attempt.ring(found);
  }

  /** The far ends of a phone's two calls are to meet (RFC 5589 §7). */
  #attended(asked: Asked, replaced: Leg | undefined, earlyOnly: boolean): void {
    const { call, leg, referral } = asked;
    const other = replaced && this.#parts.calls.ofLeg(replaced);
    if (replaced === undefined || other === undefined || other === call) return referral.finish(481);
    if (other.transfer !== undefined || (earlyOnly && other.state === 'answered')) {
      return referral.finish(486);
    }
    const second = { call: other, leg: replaced, referral };
    const ends = [call.farEndOf(leg), other.farEndOf(replaced)] as const;
    const [one, two] = ends;
    if (one?.kind === 'phone' && two?.kind === 'phone') return this.#link(asked, second, [one.leg, two.leg]);
    if (one?.kind === 'phone' && two?.kind === 'ringing') return this.#ringOn(asked, one.leg, other);
    const hasEntered =
      one?.kind === 'phone' && two?.kind === 'service'
        ? this.#enter(asked, one.leg, other, two.service)
        : one?.kind === 'service' && two?.kind === 'phone'
          ? this.#enter(second, two.leg, call, one.service)
          : false;
    if (hasEntered) replaced.hangUp();
    else referral.finish(403);
  }

  #link(asked: Asked, second: Asked, legs: readonly [Leg, Leg]): void {
    const [caller, callee] = legs;
    if (!this.#may(caller, callee.extension)) return asked.referral.finish(403);
    const id = randomToken(this.#parts.random, 12);
    recordBegin(
      this.#parts.journal,
      id,
      new CallPath({ caller: caller.extension, dialled: callee.extension }),
    );
    asked.call.dissolve(id);
    second.call.dissolve(id);
    const startedAtMs = Math.round(this.#parts.clock.wallTime());
    new LinkedCall(this.#parts, { id, to: callee.extension, startedAtMs, legs });
    asked.referral.finish(200);
    second.leg.hangUp();
  }

  /** Transferred while it rings: the phones ring on, for someone else. */
  #ringOn(asked: Asked, transferee: Leg, ringing: TransferableCall): void {
    if (!(ringing instanceof Call)) return asked.referral.finish(403);
    if (!this.#may(transferee, ringing.reached)) return asked.referral.finish(403);
    const path = new CallPath({ caller: transferee.extension, dialled: ringing.reached });
    const attempt = this.#attempt(asked, transferee, path);
    const fork = ringing.yieldFork(attempt.id);
    if (fork !== undefined) attempt.adopt(fork);
    else attempt.end('failed');
  }

  /** Someone joins a service in place of the transferor. False when he may not. */
  #enter(asked: Asked, transferee: Leg, inService: TransferableCall, service: Service): boolean {
    const number = inService.reached;
    if (!this.#may(transferee, number)) return false;
    const path = new CallPath({ caller: transferee.extension, dialled: number });
    const attempt = this.#attempt(asked, transferee, path);
    attempt.enter(service);
    inService.dissolve(attempt.id);
    return true;
  }

  #attempt({ call, leg, referral }: Asked, transferee: Leg, path: CallPath): TransferAttempt {
    const destinations = this.#destinations;
    return new TransferAttempt(this.#parts, {
      call,
      transferee,
      transferor: leg,
      path,
      referral,
      destinations,
    });
  }

  /** Whoever is transferred calls, with no more rights than if he had dialled himself. */
  #may(transferee: Leg, to: string): boolean {
    return this.#gate.mayContinue({ from: transferee.extension, to });
  }
}
