import { ownCopy } from '../../base/bytes.ts';
import type { HeaderField } from '../message/headers.ts';
import { Headers } from '../message/headers.ts';
import { SipRequest, type SipResponse } from '../message/message.ts';
import { withTag } from '../message/name-addr.ts';
import { OfferAnswer } from './offer-answer.ts';

interface DialogState {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Header values with their tags: what we write into From and To of our requests. */
  readonly localParty: string;
  readonly remoteParty: string;
  readonly localSequence: number;
  readonly remoteSequence: number | undefined;
  readonly remoteTarget: string;
  readonly routeSet: readonly string[];
}

/** What outlasts the process of a dialog: enough for requests of ours. */
export type DialogSnapshot = Pick<
  DialogState,
  'callId' | 'remoteTag' | 'localParty' | 'remoteParty' | 'localSequence' | 'remoteTarget' | 'routeSet'
>;

/** More requests than go out in a dialog between two snapshots: RFC 3261 §12.2.1.1 wants numbers that rise. */
const SEQUENCE_GAP = 10_000;

/** A peer-to-peer SIP relationship with one phone: RFC 3261 §12. */
export class Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly offerAnswer = new OfferAnswer();
  readonly #localParty: string;
  readonly #remoteParty: string;
  #routeSet: readonly string[];
  #localSequence: number;
  #remoteSequence: number | undefined;
  #remoteTarget: string;
  /** What the other side says it takes: the methods of its last Allow, in capitals. */
  #allow: string | undefined;

  private constructor(state: DialogState) {
    this.callId = ownCopy(state.callId);
    this.localTag = state.localTag;
    this.remoteTag = ownCopy(state.remoteTag);
    this.#localParty = ownCopy(state.localParty);
    this.#remoteParty = ownCopy(state.remoteParty);
    this.#routeSet = state.routeSet.map(ownCopy);
    this.#localSequence = state.localSequence;
    this.#remoteSequence = state.remoteSequence;
    this.#remoteTarget = ownCopy(state.remoteTarget);
  }

  /** The UAS side, from the request that began the dialog: RFC 3261 §12.1.1. `firstSequence` numbers our requests. */
  static fromRequest(request: SipRequest, localTag: string, firstSequence: number): Dialog {
    const dialog = new Dialog({
      callId: request.callId,
      localTag,
      remoteTag: request.from.tag ?? '',
      localParty: withTag(request.to, localTag),
      remoteParty: request.from.text,
      localSequence: firstSequence,
      remoteSequence: request.cseq.number,
      remoteTarget: contactUri(request) ?? request.from.uri.text,
      routeSet: request.headers.list('record-route'),
    });
    dialog.#learnAllow(request);
    return dialog;
  }

  /** The UAC side, from the response that began the dialog: RFC 3261 §12.1.2. */
  static fromResponse(request: SipRequest, response: SipResponse): Dialog {
    const dialog = new Dialog({
      callId: request.callId,
      localTag: request.from.tag ?? '',
      remoteTag: response.to.tag ?? '',
      localParty: request.from.text,
      remoteParty: response.to.text,
      localSequence: request.cseq.number,
      remoteSequence: undefined,
      remoteTarget: contactUri(response) ?? request.requestUri,
      routeSet: response.headers.list('record-route').reverse(),
    });
    dialog.#learnAllow(response);
    return dialog;
  }

  /** A dialog of an earlier process, to end it. */
  static fromSnapshot(localTag: string, snapshot: DialogSnapshot): Dialog {
    const localSequence = snapshot.localSequence + SEQUENCE_GAP;
    return new Dialog({ ...snapshot, localTag, localSequence, remoteSequence: undefined });
  }

  snapshot(): DialogSnapshot {
    return {
      callId: this.callId,
      remoteTag: this.remoteTag,
      localParty: this.#localParty,
      remoteParty: this.#remoteParty,
      localSequence: this.#localSequence,
      remoteTarget: this.#remoteTarget,
      routeSet: this.#routeSet,
    };
  }

  /** Whether a request from the phone belongs here: RFC 3261 §12.2.2, both tags and the Call-ID. */
  matches(request: SipRequest): boolean {
    return (
      request.callId === this.callId &&
      request.to.tag === this.localTag &&
      (request.from.tag ?? '') === this.remoteTag
    );
  }

  /** False for a request out of order, which gets a 500 (RFC 3261 §12.2.2). ACK and CANCEL are not asked. */
  acceptSequence(request: SipRequest): boolean {
    const { number } = request.cseq;
    if (this.#remoteSequence !== undefined && number <= this.#remoteSequence) return false;
    this.#remoteSequence = number;
    return true;
  }

  /** Target refresh by re-INVITE or UPDATE. A phone that leaves Contact out keeps its target (phones: quirk 21). */
  refreshTarget(message: SipRequest | SipResponse): void {
    const target = contactUri(message);
    if (target !== undefined) this.#remoteTarget = ownCopy(target);
    this.#learnAllow(message);
  }

  /** The 2xx that makes an early dialog a confirmed one also settles its route set (RFC 3261 §13.2.2.4). */
  confirm(response: SipResponse): void {
    this.#routeSet = response.headers.list('record-route').reverse().map(ownCopy);
    this.refreshTarget(response);
  }

  /** Whether the other side has said that it takes this method. */
  allows(method: string): boolean {
    return this.#allow?.split(/[\s,]+/).includes(method) ?? false;
  }

  createRequest(method: string, content: RequestContent = {}): SipRequest {
    this.#localSequence += 1;
    return this.#build(method, this.#localSequence, content);
  }

  /** The ACK of a 2xx carries the INVITE's sequence number (RFC 3261 §13.2.2.4). */
  createAck(inviteSequence: number, content: RequestContent = {}): SipRequest {
    return this.#build('ACK', inviteSequence, content);
  }

  #learnAllow(message: SipRequest | SipResponse): void {
    if (!message.headers.has('allow')) return;
    const methods = message.headers.all('allow').join(',').toUpperCase();
    if (methods !== this.#allow) this.#allow = ownCopy(methods);
  }

  #build(method: string, sequence: number, content: RequestContent): SipRequest {
    const headers = new Headers();
    for (const route of this.#routeSet) headers.append('route', route);
    headers
      .append('max-forwards', '70')
      .append('from', this.#localParty)
      .append('to', this.#remoteParty)
      .append('call-id', this.callId)
      .append('cseq', `${sequence} ${method}`);
    if (content.contact !== undefined) headers.append('contact', content.contact);
    for (const { name, value } of content.headers ?? []) headers.append(name, value);
    if (content.contentType !== undefined) headers.append('content-type', content.contentType);
    return new SipRequest(method, this.#remoteTarget, headers, content.body);
  }
}

export interface RequestContent {
  readonly contact?: string;
  readonly headers?: readonly HeaderField[];
  readonly contentType?: string;
  readonly body?: Uint8Array;
}

function contactUri(message: SipRequest | SipResponse): string | undefined {
  const contacts = message.contacts;
  if (!contacts.ok || contacts.value.kind !== 'contacts') return undefined;
  return contacts.value.contacts[0]?.uri.text;
}
