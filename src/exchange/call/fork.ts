import { fail, ok, type Result } from '../../base/result.ts';
import type { MediaStream } from '../../media/media-plane.ts';
import type { Dialog } from '../../sip/dialog/dialog.ts';
import { readDecimal } from '../../sip/message/grammar.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import type { NameAddr } from '../../sip/message/name-addr.ts';
import { createInvite } from '../leg/create-invite.ts';
import { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { Provisional } from '../leg/outgoing-invite.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import type { Binding } from '../registration/location.ts';
import { bestResponse, responseForCaller } from './best-response.ts';
import type { CallParts } from './call-parts.ts';
import { type Ways, waysToPhones } from './ways-to-phones.ts';

/** What a phone says before it answers. */
export interface Ringing {
  readonly leg: Leg;
  /** Behind one flow several may ring. */
  readonly dialog: Dialog | undefined;
  readonly status: 180 | 183;
  readonly sdp: Uint8Array | undefined;
  /** `sdp` is an offer that wants an answer now (RFC 3262 §5). */
  readonly answer: ((sdp: Uint8Array) => void) | undefined;
}

export interface ForkAnswer {
  readonly leg: Leg;
  readonly dialog: Dialog;
  readonly sdp: Uint8Array | undefined;
  /** What the phone said while it rang: a 200 after a reliable description has none (RFC 6337 §3.1.1). */
  readonly saidBefore?: Uint8Array | undefined;
  /** `sdp` answers nothing of ours: the phone has made an offer, and `acknowledge` sends the answer to it. */
  readonly isOffer?: boolean;
  /** Sends the ACK, with the answer when the phone's 200 had the offer. */
  readonly acknowledge: (sdp?: Uint8Array) => void;
}

export interface ForkUser {
  /** The offer for a phone; undefined when the phone is to make one. */
  describe(leg: Leg): Result<Uint8Array, 488> | undefined;
  /** What else a phone can be offered that takes nothing of that; undefined when there is nothing else. */
  describeOthers(leg: Leg): Uint8Array | undefined;
  onRinging(ringing: Ringing): void;
  /** A phone rings no more, while others may. */
  onQuiet(leg: Leg): void;
  /** Once. The other phones have been cancelled. */
  onAnswered(answer: ForkAnswer): void;
  /** Once, when no phone will answer any more: the status for the caller. */
  onRejected(status: number): void;
  /** Where a phone's 3xx leads to, if anywhere. */
  redirect(contacts: readonly NameAddr[]): string | undefined;
  /** Once, in place of the others: a phone sends the call on. */
  onRedirected(to: string): void;
}

interface ForkRequest {
  /** Number of the extension called. */
  readonly callee: string;
  readonly bindings: readonly Binding[];
  /** The caller's stream: the phones' are opened where the sound can go from one to the other. */
  readonly beside: MediaStream;
  /** From without its tag. */
  readonly identity: string;
  /** To. */
  readonly target: string;
  /** Who sent the call on, if anyone did. */
  readonly diversion: readonly HeaderField[];
  readonly maxForwards: number;
  /** RFC 5393 §5: how many phones may ring at once; undefined when the caller sets no limit. */
  readonly maxBreadth: number | undefined;
  /** Whether a phone may make its provisional responses reliable when it is the only one. */
  readonly mayBeReliable: boolean;
  readonly legUser: LegUser;
  readonly user: ForkUser;
}

/** Further than this nobody forks who says nothing about it (security 2.13). */
const DEFAULT_MAX_BREADTH = 60;

/** So that the other phones do not show a missed call: RFC 3326. */
export const COMPLETED_ELSEWHERE: HeaderField = {
  name: 'reason',
  value: 'SIP;cause=200;text="Call completed elsewhere"',
};
const DECLINED_ELSEWHERE: HeaderField = { name: 'reason', value: 'SIP;cause=603;text="Decline"' };

interface Branch {
  readonly leg: Leg;
  isCalled: boolean;
  /** What the phone, or each of those behind it, has said of its sound. */
  said: Map<Dialog, Uint8Array> | undefined;
  readonly ways: Ways;
  /** The phone has refused the first offer. */
  readonly isSecondOffer: boolean;
}

/** Rings all phones of an extension at once; the first that answers has the call (RFC 3261 §16.7, as a UAC). */
export class Fork {
  readonly #parts: CallParts;
  #fork: ForkRequest;
  /** The phones that may still answer. */
  readonly #branches = new Set<Branch>();
  readonly #statuses: number[] = [];
  readonly #mayBeReliable: boolean;
  readonly #maxBreadth: number | undefined;
  #isDecided = false;

  constructor(parts: CallParts, fork: ForkRequest) {
    this.#parts = parts;
    this.#fork = fork;
    const reachable = waysToPhones(fork.bindings);
    this.#mayBeReliable = fork.mayBeReliable && reachable.length === 1;
    const { maxBreadth } = fork;
    this.#maxBreadth = maxBreadth === undefined ? undefined : Math.floor(maxBreadth / reachable.length);
    const isTooBroad = reachable.length > (maxBreadth ?? DEFAULT_MAX_BREADTH);
    if (isTooBroad) this.#refuse(440);
    else if (reachable.length === 0) this.#refuse(480);
    else for (const ways of reachable) this.#begin(ways);
  }

  /** Nobody is to answer any more; `reason` is for the phones. */
  cancel(reason?: HeaderField): void {
    this.#isDecided = true;
    for (const branch of this.#branches) this.#cancel(branch, reason);
  }

  /** Whether the phone of this leg rings. */
  has(leg: Leg): boolean {
    for (const branch of this.#branches) if (branch.leg === leg) return true;
    return false;
  }

  /** Someone else waits for the phones that ring. */
  handTo(legUser: LegUser, user: ForkUser): void {
    this.#fork = { ...this.#fork, legUser, user };
    for (const { leg } of this.#branches) leg.handTo(legUser);
  }

  /** A phone is gone, or hung up before it answered: what comes of its INVITE matters no more. */
  onLegEnded(leg: Leg): void {
    for (const branch of this.#branches) {
      if (branch.leg !== leg) continue;
      this.#cancel(branch);
      this.#onRejected(branch, 480);
    }
  }

  #refuse(status: number): void {
    queueMicrotask(() => {
      if (this.#isDecided) return;
      this.#isDecided = true;
      this.#fork.user.onRejected(status);
    });
  }

  #begin(ways: Ways, isSecondOffer = false): void {
    const [{ target, flow }] = ways;
    const { callee: extension, legUser: user } = this.#fork;
    const leg = new Leg(this.#parts, { extension, flow, user, target });
    const branch: Branch = { leg, isCalled: false, said: undefined, ways, isSecondOffer };
    this.#branches.add(branch);
    void this.#call(branch, target);
  }

  async #call(branch: Branch, target: string): Promise<void> {
    const { leg } = branch;
    const { beside, identity, target: to, diversion, maxForwards } = this.#fork;
    const opened = await leg.openStream({ beside });
    if (leg.isOver) return;
    const sdp = opened ? this.#describe(branch) : undefined;
    if (!opened || sdp?.ok === false) return this.#onUncalled(branch, opened ? 488 : 503);
    branch.isCalled = true;
    const request = createInvite(this.#parts.random, {
      leg,
      target,
      identity,
      to,
      maxForwards,
      maxBreadth: this.#maxBreadth,
      mayBeReliable: sdp !== undefined || this.#mayBeReliable,
      extra: diversion,
      sdp: sdp?.value,
    });
    leg.invite(request, {
      onProvisional: (provisional) => this.#onProvisional(branch, provisional),
      onAnswered: (response, dialog) => this.#onAnswered(branch, response, dialog),
      onRejected: (status, response) => {
        leg.close();
        if (this.#isTriedAgain(branch, status, response) || this.#isSentOn(branch, status, response)) return;
        if (sdp !== undefined && this.#isOfferedOthers(branch, status)) return;
        this.#onRejected(branch, responseForCaller(status));
      },
    });
  }

  #onProvisional(branch: Branch, { response, dialog, sdp, answer }: Provisional): void {
    if (this.#isDecided || !this.#branches.has(branch)) return;
    if (dialog !== undefined && sdp !== undefined) {
      branch.said ??= new Map();
      branch.said.set(dialog, sdp);
    }
    const status = sdp !== undefined && response.status !== 180 ? 183 : 180;
    this.#fork.user.onRinging({ leg: branch.leg, dialog, status, sdp, answer });
  }

  /** A phone that answers too late is acknowledged and told that it is over. */
  #onAnswered(branch: Branch, response: SipResponse, dialog: Dialog): void {
    const { leg } = branch;
    const isLate = this.#isDecided || !this.#branches.delete(branch);
    leg.establish();
    if (isLate) {
      this.#branches.delete(branch);
      leg.acknowledge(response);
      return leg.hangUp();
    }
    this.cancel(COMPLETED_ELSEWHERE);
    this.#fork.user.onAnswered({
      leg,
      dialog,
      sdp: sdpOf(response),
      saidBefore: branch.said?.get(dialog),
      acknowledge: (sdp) => leg.acknowledge(response, sdp),
    });
  }

  /** Nobody is at the end of this flow (430: RFC 5626 §11.5), but the phone has another one. */
  #isTriedAgain(branch: Branch, status: number, response: SipResponse | undefined): boolean {
    const [, next, ...others] = branch.ways;
    const isDead = response === undefined || status === 430;
    if (next === undefined || !isDead || this.#isDecided || !this.#branches.delete(branch)) return false;
    this.#begin([next, ...others], branch.isSecondOffer);
    return true;
  }

  #describe({ leg, isSecondOffer }: Branch): Result<Uint8Array, 488> | undefined {
    const { user } = this.#fork;
    if (!isSecondOffer) return user.describe(leg);
    const others = user.describeOthers(leg);
    return others === undefined ? fail(488) : ok(others);
  }

  /** The phone talks none of the caller's codecs: it is called again with the others, to be transcoded. */
  #isOfferedOthers(branch: Branch, status: number): boolean {
    const isRefused = status === 488 || status === 606;
    if (!isRefused || branch.isSecondOffer || this.#isDecided || !this.#branches.delete(branch)) return false;
    this.#fork.user.onQuiet(branch.leg);
    this.#begin(branch.ways, true);
    return true;
  }

  /** Like a 6xx: sending the call on is the person's word, not the phone's. */
  #isSentOn(branch: Branch, status: number, response: SipResponse | undefined): boolean {
    if (status >= 400 || this.#isDecided || !this.#branches.has(branch)) return false;
    const to = this.#fork.user.redirect(contactsOf(response));
    if (to === undefined) return false;
    this.#branches.delete(branch);
    this.cancel(COMPLETED_ELSEWHERE);
    this.#fork.user.onRedirected(to);
    return true;
  }

  #onUncalled(branch: Branch, status: number): void {
    branch.leg.close();
    this.#onRejected(branch, status);
  }

  #onRejected(branch: Branch, status: number): void {
    if (!this.#branches.delete(branch)) return;
    this.#statuses.push(status);
    if (this.#isDecided) return;
    this.#fork.user.onQuiet(branch.leg);
    // RFC 3261 §16.7: a 6xx speaks for the person, so the other phones stop ringing.
    if (status < 600 && this.#branches.size > 0) return;
    this.cancel(DECLINED_ELSEWHERE);
    this.#fork.user.onRejected(bestResponse(this.#statuses));
  }

  /** A phone that has not been asked yet is forgotten; one that has is cancelled, and its leg waits for the end. */
  #cancel(branch: Branch, reason?: HeaderField): void {
    if (branch.isCalled) return branch.leg.cancel(reason === undefined ? [] : [reason]);
    branch.leg.close();
    this.#branches.delete(branch);
  }
}

function contactsOf(response: SipResponse | undefined): readonly NameAddr[] {
  const read = response?.contacts;
  return read?.ok && read.value.kind === 'contacts' ? read.value.contacts : [];
}

/** RFC 5393 §5: how many phones the caller lets ring at once; undefined when he sets no limit. */
export function maxBreadthOf({ headers }: SipRequest): number | undefined {
  const text = headers.get('max-breadth') ?? '';
  return readDecimal(text, 0, text.length);
}
