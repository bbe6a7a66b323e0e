import { BugError } from '../../base/bug-error.ts';
import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { MediaPlane, MediaStream, StreamFact } from '../../media/media-plane.ts';
import type { SessionDescription } from '../../sdp/session-description.ts';
import { Dialog, type RequestContent } from '../../sip/dialog/dialog.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ClientTransactionUser, ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { contactFor } from '../advertised-address.ts';
import type { HostAddresses } from '../settings.ts';
import type { DialogOwner, DialogTable } from './dialog-table.ts';
import { readDtmfInfo } from './dtmf-info.ts';
import { ALLOWED_METHODS, IncomingInvite, type InviteTransactions } from './incoming-invite.ts';
import { type Agreement, LegMeter } from './leg-meter.ts';
import type { LiveDialogs } from './live-dialogs.ts';
import { OutgoingInvite, type OutgoingInviteUser, type OutgoingTransactions } from './outgoing-invite.ts';
import { sdpContent, sdpOf } from './sdp-body.ts';

/** Silence after which a phone is asked whether it is still there, and the time it has to answer (security SR-31). */
const PROBE_AFTER_MS = 20_000;
const PROBE_AFTER_HELD_MS = 300_000;
const PROBE_ANSWER_MS = 10_000;

/** An offer made by the phone within the call, or its wish to be made one (a re-INVITE without SDP). */
export interface OfferFromPhone {
  readonly sdp: Uint8Array | undefined;
  accept(sdp: Uint8Array | undefined): void;
  reject(status: number): void;
}

/** What a leg tells the call that owns it. */
export interface LegUser {
  /** Of the call. */
  readonly id: string;
  /** The phone hung up, or is gone. The leg is closed already. */
  onEnded(leg: Leg, cause: 'bye' | 'vanished'): void;
  onOffer(leg: Leg, offer: OfferFromPhone): void;
  /** The answer to an offer that went out in our 2xx; undefined when the ACK had none. */
  onAnswerInAck(leg: Leg, sdp: Uint8Array | undefined): void;
  onDtmf(leg: Leg, digit: string, durationMs: number): void;
}

export interface LegParts {
  readonly transactions: InviteTransactions & OutgoingTransactions;
  readonly dialogs: DialogTable;
  readonly media: MediaPlane;
  readonly hosts: HostAddresses;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly live: Pick<LiveDialogs, 'keep' | 'drop'>;
}

/** One phone in a call: its dialog, its flow and its media stream. The call owns it and decides; the leg talks SIP. */
export class Leg implements DialogOwner {
  readonly localTag: string;
  readonly extension: string;
  #flow: Flow;
  /** RFC 3264 §5: one session id a leg, the version rises with every description we send. */
  readonly sessionId: string;
  sessionVersion = 0;
  dialog: Dialog | undefined;
  /** The last description of the phone: ours keep its m= lines (RFC 3264 §8). */
  remoteSession: SessionDescription | undefined;
  /** Silence is expected: one side has the other on hold. */
  held = false;

  readonly #parts: LegParts;
  readonly #user: LegUser;
  readonly #timers: TimerSet<'probe'>;
  #incoming: IncomingInvite | undefined;
  #outgoing: OutgoingInvite | undefined;
  readonly #meter: LegMeter;
  #stream: MediaStream | undefined;
  #probedAtSilenceMs = 0;
  #state: 'early' | 'established' | 'ending' | 'closed' = 'early';

  constructor(parts: LegParts, leg: { extension: string; flow: Flow; user: LegUser }) {
    this.#parts = parts;
    this.#user = leg.user;
    this.#timers = new TimerSet(parts.clock);
    this.#meter = new LegMeter(parts, { call: leg.user.id, extension: leg.extension });
    this.localTag = randomToken(parts.random, 16);
    this.sessionId = `${1 + parts.random.integer(0x7ffffffe)}`;
    this.extension = leg.extension;
    this.#flow = leg.flow;
    parts.dialogs.add(this);
  }

  get flow(): Flow {
    return this.#flow;
  }

  set flow(flow: Flow) {
    this.#flow = flow;
    this.#keep();
  }

  /** False when there are no ports left, or when the leg was closed meanwhile. */
  async openStream(options: { beside?: MediaStream; conference?: string } = {}): Promise<boolean> {
    const opened = await this.#parts.media.openStream(this.flow.remote.family, options);
    if (!opened.ok) return false;
    if (this.isOver) {
      opened.value.close();
      return false;
    }
    this.#stream = opened.value;
    this.#stream.onFact = (fact) => this.#onStreamFact(fact);
    return true;
  }

  /** What was agreed with this phone, for who watches. */
  noteAgreement(agreement: Agreement): void {
    this.#meter.noteAgreement(agreement);
  }

  get stream(): MediaStream {
    if (this.#stream === undefined) throw new BugError('media stream used before it was opened');
    return this.#stream;
  }

  get contact(): string {
    return contactFor(this.#parts.hosts, this.flow, this.localTag);
  }

  get isEstablished(): boolean {
    return this.#state === 'established';
  }

  get isOver(): boolean {
    return this.#state === 'ending' || this.#state === 'closed';
  }

  matches(request: SipRequest): boolean {
    return this.dialog?.matches(request) ?? false;
  }

  /** Takes the INVITE that began the call: this leg is the caller's. */
  acceptInvite(request: SipRequest, onCancelled: () => void): IncomingInvite {
    this.dialog = Dialog.fromRequest(request, this.localTag, this.#parts.random.integer(0x4000));
    this.#incoming = this.#receiveInvite(request, onCancelled);
    return this.#incoming;
  }

  /** The call has been answered: from now on it ends with BYE. */
  establish(): void {
    if (this.#state === 'early') this.#state = 'established';
    this.#keep();
  }

  /** Sends an INVITE, the first one or within the dialog. */
  invite(request: SipRequest, user: OutgoingInviteUser): OutgoingInvite {
    this.#outgoing = new OutgoingInvite({
      request,
      flow: this.flow,
      transactions: this.#parts.transactions,
      user,
    });
    return this.#outgoing;
  }

  /** A re-INVITE with our offer, or without one to get the phone's. */
  reInvite(sdp: Uint8Array | undefined, user: OutgoingInviteUser): void {
    if (this.dialog === undefined || !this.isEstablished) return user.onRejected(481);
    if (this.#outgoing?.isPending || this.#incoming?.isPending || this.#incoming?.isUnacknowledged) {
      return user.onRejected(491);
    }
    this.invite(this.dialog.createRequest('INVITE', { contact: this.contact, ...sdpContent(sdp) }), user);
  }

  /** Acknowledges the 2xx of our last INVITE. */
  acknowledge(response: SipResponse, sdp?: Uint8Array): void {
    if (this.dialog === undefined || this.#outgoing === undefined) return;
    this.dialog.refreshTarget(response);
    this.#keep();
    this.#outgoing.acknowledge(this.dialog.createAck(response.cseq.number, sdpContent(sdp)));
  }

  /** A request of ours in the dialog whose answer matters to nobody. */
  send(method: string, content: RequestContent = {}): void {
    this.#request(method, content, { onResponse() {}, onFailure() {} });
  }

  /**
   * Ends an established dialog with BYE, once our 2xx has its ACK (RFC 3261 §15), and closes. Idempotent; a leg that
   * never was established is only closed.
   */
  hangUp(): void {
    if (this.#state === 'established' && this.#incoming?.isUnacknowledged) {
      this.#state = 'ending';
      this.#stream?.close();
      return;
    }
    if (this.#state === 'established') {
      if (this.#incoming?.isPending) this.#incoming.reject(487);
      this.send('BYE');
    }
    this.close();
  }

  /** Forgets the dialog and frees the media; nothing is sent. Idempotent. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#timers.stopAll();
    this.#incoming?.close();
    this.#parts.dialogs.remove(this);
    this.#parts.live.drop(this.localTag);
    this.#stream?.close();
  }

  onRequest(request: SipRequest, flow: Flow): void {
    const { dialog } = this;
    if (dialog === undefined) return;
    if (request.method === 'INVITE') return this.#onReInvite(request, dialog);
    const transaction = this.#parts.transactions.accept(request, flow, {});
    const answer = (status: number): void => transaction.respond(createResponse(request, status));
    if (!dialog.acceptSequence(request)) return answer(500);
    switch (request.method) {
      case 'BYE':
        return this.#onBye(answer);
      case 'INFO':
        return this.#onInfo(request, answer);
      case 'UPDATE':
        return this.#onUpdate(transaction, dialog);
      case 'OPTIONS':
      case 'NOTIFY':
        return answer(200);
      default:
        return transaction.respond(
          createResponse(request, 405, { headers: [{ name: 'allow', value: ALLOWED_METHODS }] }),
        );
    }
  }

  onAck(ack: SipRequest): void {
    this.#incoming?.acknowledge(ack);
  }

  /**
   * A caller whose connection breaks before the answer is gone. An established call goes on: its sound does not need
   * the connection, and the phone may come back on another one.
   */
  onFlowClosed(): void {
    if (this.#state === 'early' && this.#incoming?.isPending) this.#vanish();
  }

  #onBye(answer: (status: number) => void): void {
    answer(200);
    const wasOver = this.isOver;
    if (this.#incoming?.isPending) this.#incoming.reject(487);
    this.close();
    if (!wasOver) this.#user.onEnded(this, 'bye');
  }

  #onReInvite(request: SipRequest, dialog: Dialog): void {
    const busy =
      this.#outgoing?.isPending || this.#incoming?.isUnacknowledged
        ? 491
        : this.#incoming?.isPending
          ? 500
          : undefined;
    const inOrder = dialog.acceptSequence(request);
    const invite = this.#receiveInvite(request, () => {});
    if (!inOrder) return invite.reject(500);
    // RFC 3261 §14.2: glare is 491, a second INVITE before the first is answered 500 with a moment to wait.
    if (busy === 491) return invite.reject(491);
    if (busy === 500) {
      return invite.reject(500, {
        headers: [{ name: 'retry-after', value: `${this.#parts.random.integer(11)}` }],
      });
    }
    this.#incoming = invite;
    dialog.refreshTarget(request);
    this.#keep();
    this.#user.onOffer(this, {
      sdp: sdpOf(request),
      accept: (sdp) => invite.accept(sdp),
      reject: (status) => invite.reject(status),
    });
  }

  #receiveInvite(request: SipRequest, onCancelled: () => void): IncomingInvite {
    return new IncomingInvite({
      request,
      flow: this.flow,
      transactions: this.#parts.transactions,
      clock: this.#parts.clock,
      localTag: this.localTag,
      contact: this.contact,
      user: {
        onCancelled,
        onAcknowledged: (ack) => {
          if (this.#state === 'ending') return this.#finish();
          if (sdpOf(request) === undefined) this.#user.onAnswerInAck(this, sdpOf(ack));
        },
        onNeverAcknowledged: () => (this.#state === 'ending' ? this.#finish() : this.#vanish()),
      },
    });
  }

  /** RFC 3311: with SDP it is an offer, without it only keeps the session alive. */
  #onUpdate(transaction: ServerTransaction, dialog: Dialog): void {
    const { request } = transaction;
    const respond = (status: number, sdp?: Uint8Array): void =>
      transaction.respond(
        createResponse(request, status, {
          headers: [{ name: 'contact', value: this.contact }],
          ...sdpContent(sdp),
        }),
      );
    dialog.refreshTarget(request);
    this.#keep();
    const sdp = sdpOf(request);
    if (sdp === undefined) return respond(200);
    if (this.#outgoing?.isPending || this.#incoming?.isPending) return respond(491);
    this.#user.onOffer(this, { sdp, accept: (ours) => respond(200, ours), reject: respond });
  }

  #onInfo(request: SipRequest, answer: (status: number) => void): void {
    const dtmf = readDtmfInfo(request);
    if (dtmf === undefined) return answer(request.body.length === 0 ? 200 : 415);
    answer(200);
    this.#user.onDtmf(this, dtmf.digit, dtmf.durationMs);
  }

  #onStreamFact(fact: StreamFact): void {
    if (fact.kind === 'dtmf') this.#user.onDtmf(this, fact.digit, fact.durationMs);
    if (fact.kind === 'silent') this.#onSilence(fact.forMs);
    if (fact.kind === 'statistics') this.#meter.noteStatistics(fact.statistics);
  }

  /** Nothing heard for long: some phones send nothing while muted, so ask before ending the call. */
  #onSilence(forMs: number): void {
    // The worker that carried the sound is gone: there is nothing left to keep.
    if (forMs === Number.POSITIVE_INFINITY) return this.#vanish();
    const probeAfter = this.held ? PROBE_AFTER_HELD_MS : PROBE_AFTER_MS;
    if (forMs < this.#probedAtSilenceMs) this.#probedAtSilenceMs = 0;
    if (this.#timers.isRunning('probe') || forMs - this.#probedAtSilenceMs < probeAfter) return;
    if (this.dialog === undefined || this.#incoming?.isPending || this.#outgoing?.isPending) return;
    this.#probedAtSilenceMs = forMs;
    this.#timers.start('probe', PROBE_ANSWER_MS, () => this.#vanish());
    const alive = (status: number): void => {
      this.#timers.stop('probe');
      if (status === 408 || status === 481) this.#vanish();
    };
    this.#request(
      'OPTIONS',
      {},
      {
        onResponse: (response) => {
          if (response.status >= 200) alive(response.status);
        },
        onFailure() {},
      },
    );
  }

  /** Writes down what a BYE needs, should this process not live to send it. */
  #keep(): void {
    if (this.dialog === undefined || !this.isEstablished) return;
    const { transport, local, remote } = this.#flow;
    this.#parts.live.keep({
      leg: this.localTag,
      call: this.#user.id,
      flow: {
        extension: this.extension,
        transport,
        localAddress: local.address,
        localPort: local.port,
        remoteAddress: remote.address,
        remotePort: remote.port,
      },
      dialog: this.dialog.snapshot(),
    });
  }

  #finish(): void {
    this.send('BYE');
    this.close();
  }

  #vanish(): void {
    if (this.isOver) return;
    this.hangUp();
    this.#user.onEnded(this, 'vanished');
  }

  #request(method: string, content: RequestContent, user: ClientTransactionUser): void {
    if (this.dialog === undefined) return;
    this.#parts.transactions.send(this.dialog.createRequest(method, content), this.flow, user);
  }
}
