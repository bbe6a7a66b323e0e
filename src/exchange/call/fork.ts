import { randomToken } from '../../base/random.ts';
import type { Result } from '../../base/result.ts';
import type { MediaStream } from '../../media/media-plane.ts';
import { Dialog } from '../../sip/dialog/dialog.ts';
import { type HeaderField, Headers } from '../../sip/message/headers.ts';
import { SipRequest, type SipResponse } from '../../sip/message/message.ts';
import type { NameAddr } from '../../sip/message/name-addr.ts';
import { ALLOWED_METHODS } from '../leg/incoming-invite.ts';
import { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { OutgoingInvite } from '../leg/outgoing-invite.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import type { Binding } from '../location.ts';
import type { CallParts } from './call-parts.ts';

export interface ForkAnswer {
  readonly leg: Leg;
  readonly sdp: Uint8Array | undefined;
  /** Sends the ACK, with the answer when the phone's 200 had the offer. */
  readonly acknowledge: (sdp?: Uint8Array) => void;
}

export interface ForkUser {
  /** The offer for a phone; undefined when the phone is to make one. */
  describe(leg: Leg): Result<Uint8Array, 488> | undefined;
  /** `sdp` is early sound, given only when a single phone was called. */
  onRinging(ringing: { leg: Leg; status: 180 | 183; sdp: Uint8Array | undefined }): void;
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
  readonly legUser: LegUser;
  readonly user: ForkUser;
}

interface Branch {
  readonly leg: Leg;
  invite: OutgoingInvite | undefined;
}

/** Rings all phones of an extension at once; the first that answers has the call (RFC 3261 §16.7, as a UAC). */
export class Fork {
  readonly #parts: CallParts;
  readonly #fork: ForkRequest;
  readonly #branches = new Set<Branch>();
  readonly #statuses: number[] = [];
  readonly #isSingle: boolean;
  #isDecided = false;

  constructor(parts: CallParts, fork: ForkRequest) {
    this.#parts = parts;
    this.#fork = fork;
    const reachable = fork.bindings.flatMap(({ record, flow }) =>
      flow?.open ? [{ target: record.contactUri, flow }] : [],
    );
    this.#isSingle = reachable.length === 1;
    for (const { target, flow } of reachable) {
      const leg = new Leg(parts, { extension: fork.callee, flow, user: fork.legUser });
      const branch: Branch = { leg, invite: undefined };
      this.#branches.add(branch);
      void this.#call(branch, target);
    }
    if (reachable.length === 0) queueMicrotask(() => this.#settle());
  }

  /** Nobody is to answer any more. */
  cancel(): void {
    this.#isDecided = true;
    for (const branch of this.#branches) this.#cancel(branch);
  }

  async #call(branch: Branch, target: string): Promise<void> {
    const { leg } = branch;
    const opened = await leg.openStream({ beside: this.#fork.beside });
    if (leg.isOver) return;
    const sdp = opened ? this.#fork.user.describe(leg) : undefined;
    if (!opened || sdp?.ok === false) return this.#onRejected(branch, opened ? 488 : 503);
    const request = this.#createInvite(leg, target, sdp?.value);
    branch.invite = leg.invite(request, {
      onProvisional: (response) => this.#onProvisional(leg, request, response),
      onAnswered: (response) => this.#onAnswered(branch, request, response),
      onRejected: (status, response) => this.#onRejected(branch, status, response),
    });
  }

  /** The Contact the phone registered comes back to it unchanged as Request-URI (phones: quirk 8). */
  #createInvite(leg: Leg, target: string, sdp: Uint8Array | undefined): SipRequest {
    const { random } = this.#parts;
    const headers = new Headers()
      .append('max-forwards', `${this.#fork.maxForwards}`)
      .append('from', `${this.#fork.identity};tag=${leg.localTag}`)
      .append('to', this.#fork.target)
      .append('call-id', randomToken(random, 24))
      .append('cseq', `${1 + random.integer(0x4000)} INVITE`)
      .append('contact', leg.contact)
      .append('allow', ALLOWED_METHODS);
    for (const { name, value } of this.#fork.diversion) headers.append(name, value);
    if (sdp !== undefined) headers.append('content-type', 'application/sdp');
    return new SipRequest('INVITE', target, headers, sdp);
  }

  #onProvisional(leg: Leg, request: SipRequest, response: SipResponse): void {
    if (this.#isDecided) return;
    const sdp = this.#isSingle ? sdpOf(response) : undefined;
    if (response.to.tag !== undefined) leg.dialog ??= Dialog.fromResponse(request, response);
    this.#fork.user.onRinging({
      leg,
      status: sdp === undefined ? 180 : response.status === 180 ? 180 : 183,
      sdp,
    });
  }

  #onAnswered(branch: Branch, request: SipRequest, response: SipResponse): void {
    const { leg } = branch;
    this.#branches.delete(branch);
    leg.dialog = Dialog.fromResponse(request, response);
    leg.establish();
    if (this.#isDecided) {
      leg.acknowledge(response);
      return leg.hangUp();
    }
    this.cancel();
    this.#fork.user.onAnswered({
      leg,
      sdp: sdpOf(response),
      acknowledge: (sdp) => leg.acknowledge(response, sdp),
    });
  }

  #onRejected(branch: Branch, status: number, response?: SipResponse): void {
    branch.leg.close();
    this.#branches.delete(branch);
    this.#statuses.push(status);
    const to = status < 400 && !this.#isDecided ? this.#fork.user.redirect(contactsOf(response)) : undefined;
    // Like a 6xx: sending the call on is the person's word, not the phone's.
    if (to !== undefined) {
      this.cancel();
      return this.#fork.user.onRedirected(to);
    }
    // RFC 3261 §16.7: a 6xx speaks for the person, so the other phones stop ringing.
    if (status >= 600 && !this.#isDecided) {
      this.cancel();
      return this.#fork.user.onRejected(callerStatus(status));
    }
    this.#settle();
  }

  #settle(): void {
    if (this.#isDecided || this.#branches.size > 0) return;
    this.#isDecided = true;
    this.#fork.user.onRejected(bestStatus(this.#statuses));
  }

  /** A phone that has not been asked yet is forgotten; one that has is cancelled, and its leg waits for the end. */
  #cancel(branch: Branch): void {
    if (branch.invite !== undefined) return branch.invite.cancel();
    branch.leg.close();
    this.#branches.delete(branch);
  }
}

function contactsOf(response: SipResponse | undefined): readonly NameAddr[] {
  const read = response?.contacts;
  return read?.ok && read.value.kind === 'contacts' ? read.value.contacts : [];
}

/** What one phone said comes to the caller as one of few: nothing of the phone's own shows, no challenge ever does
 * (security 2.17). */
function callerStatus(status: number): number {
  if (status === 600) return 486;
  if (status === 606) return 488;
  return [486, 488, 503, 603].includes(status) ? status : 480;
}

/** Busy says more than unreachable, and "no common codec" only holds when every phone says it. */
function bestStatus(statuses: readonly number[]): number {
  const forCaller = statuses.map(callerStatus);
  if (forCaller.includes(486)) return 486;
  const [first] = forCaller;
  return first !== undefined && forCaller.every((status) => status === first) ? first : 480;
}
