import { BugError } from '../../base/bug-error.ts';
import { randomToken } from '../../base/random.ts';
import type { MediaStream, StreamFact, StreamStatistics } from '../../media/media-plane.ts';
import type { SessionDescription } from '../../sdp/session-description.ts';
import { Dialog, type RequestContent } from '../../sip/dialog/dialog.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { contactFor } from '../advertised-address.ts';
import { DialogOffers } from './dialog-offers.ts';
import type { DialogOwner } from './dialog-table.ts';
import { receiveInCall } from './in-call-requests.ts';
import type { IncomingInvite } from './incoming-invite.ts';
import { type Agreement, LegMeter } from './leg-meter.ts';
import type { LegParts } from './leg-parts.ts';
import type { LegUser } from './leg-user.ts';
import type { OutgoingInvite, OutgoingInviteUser } from './outgoing-invite.ts';
import { sdpOf } from './sdp-body.ts';
import { SilenceProbe } from './silence-probe.ts';

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
  #user: LegUser;
  readonly #offers: DialogOffers;
  readonly #probe: SilenceProbe;
  readonly #meter: LegMeter;
  #stream: MediaStream | undefined;
  #state: 'early' | 'established' | 'ending' | 'closed' = 'early';

  constructor(parts: LegParts, leg: { extension: string; flow: Flow; user: LegUser }) {
    this.#parts = parts;
    this.#user = leg.user;
    this.#meter = new LegMeter(parts, { call: leg.user.id, extension: leg.extension });
    this.localTag = randomToken(parts.random, 16);
    this.sessionId = `${1 + parts.random.integer(0x7ffffffe)}`;
    this.extension = leg.extension;
    this.#flow = leg.flow;
    this.#offers = this.#makeOffers();
    this.#probe = this.#makeProbe();
    parts.dialogs.add(this);
  }

  get flow(): Flow {
    return this.#flow;
  }

  set flow(flow: Flow) {
    this.#flow = flow;
    this.#keep();
  }

  /** In place of the one there is. False when there are no ports left, or when the leg was closed meanwhile. */
  async openStream(options: { beside?: MediaStream; conference?: string } = {}): Promise<boolean> {
    const opened = await this.#parts.media.openStream(this.flow.remote.family, options);
    if (!opened.ok) return false;
    if (this.isOver) {
      opened.value.close();
      return false;
    }
    this.#stream?.close();
    const stream = opened.value;
    const measure = this.#meter.measure();
    stream.onFact = (fact) => this.#onStreamFact(fact, stream, measure);
    this.#stream = stream;
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
    return this.#offers.acceptInvite(request, onCancelled);
  }

  /** Another call has it from now on. */
  handTo(user: LegUser): void {
    this.#user = user;
    this.#meter.call = user.id;
    this.#keep();
  }

  /** The call has been answered: from now on it ends with BYE. */
  establish(): void {
    if (this.#state === 'early') this.#state = 'established';
    this.#keep();
  }

  /** Sends an INVITE, the first one or within the dialog. */
  invite(request: SipRequest, user: OutgoingInviteUser): OutgoingInvite {
    return this.#offers.invite(request, user);
  }

  /** A re-INVITE with our offer, or without one to get the phone's. */
  reInvite(sdp: Uint8Array | undefined, user: OutgoingInviteUser): void {
    this.#offers.reInvite(sdp, user);
  }

  /** Acknowledges the 2xx of our last INVITE. */
  acknowledge(response: SipResponse, sdp?: Uint8Array): void {
    this.#offers.acknowledge(response, sdp);
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
    if (this.#state === 'established' && this.#offers.isUnacknowledged) {
      this.#state = 'ending';
      this.#stream?.close();
      return;
    }
    if (this.#state === 'established') {
      this.#offers.rejectIncoming(487);
      this.send('BYE');
    }
    this.close();
  }

  /** Forgets the dialog and frees the media; nothing is sent. Idempotent. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#probe.close();
    this.#offers.close();
    this.#parts.dialogs.remove(this);
    this.#parts.live.drop(this.localTag);
    this.#stream?.close();
  }

  onRequest(request: SipRequest, flow: Flow): void {
    const { dialog } = this;
    if (dialog === undefined) return;
    if (request.method === 'INVITE') return this.#offers.onReInvite(request, dialog);
    const transaction = this.#parts.transactions.accept(request, flow, {});
    if (!dialog.acceptSequence(request)) return transaction.respond(createResponse(request, 500));
    receiveInCall(
      {
        onBye: (answer) => this.#onBye(answer),
        onUpdate: (update) => this.#offers.onUpdate(update, dialog),
        onDtmf: (digit, durationMs) => this.#user.onDtmf(this, digit, durationMs),
      },
      transaction,
    );
  }

  onAck(ack: SipRequest): void {
    this.#offers.onAck(ack);
  }

  /**
   * A caller whose connection breaks before the answer is gone. An established call goes on: its sound does not need
   * the connection, and the phone may come back on another one.
   */
  onFlowClosed(): void {
    if (this.#state === 'early' && this.#offers.hasIncoming) this.#vanish();
  }

  #onBye(answer: (status: number) => void): void {
    answer(200);
    const wasOver = this.isOver;
    this.#offers.rejectIncoming(487);
    this.close();
    if (!wasOver) this.#user.onEnded(this, 'bye');
  }

  #makeOffers(): DialogOffers {
    const leg = this;
    return new DialogOffers(this.#parts, {
      localTag: this.localTag,
      get flow() {
        return leg.flow;
      },
      get contact() {
        return leg.contact;
      },
      get dialog() {
        return leg.dialog;
      },
      get isEstablished() {
        return leg.isEstablished;
      },
      onTargetRefreshed: () => this.#keep(),
      onOffer: (offer) => this.#user.onOffer(this, offer),
      onAcknowledged: (invite, ack) => this.#onAcknowledged(invite, ack),
      onNeverAcknowledged: () => (this.#state === 'ending' ? this.#finish() : this.#vanish()),
    });
  }

  #onAcknowledged(invite: SipRequest, ack: SipRequest): void {
    if (this.#state === 'ending') return this.#finish();
    if (sdpOf(invite) === undefined) this.#user.onAnswerInAck(this, sdpOf(ack));
  }

  #makeProbe(): SilenceProbe {
    const leg = this;
    return new SilenceProbe(this.#parts.clock, {
      get held() {
        return leg.held;
      },
      get isBeingAsked() {
        return leg.dialog === undefined || leg.#offers.isPending;
      },
      probe: (onStatus) => {
        const onResponse = ({ status }: SipResponse): void => {
          if (status >= 200) onStatus(status);
        };
        this.#request('OPTIONS', {}, { onResponse, onFailure() {} });
      },
      vanish: () => this.#vanish(),
    });
  }

  #onStreamFact(
    fact: StreamFact,
    stream: MediaStream,
    measure: (statistics: StreamStatistics) => void,
  ): void {
    // The last figures of a stream come after its end, when there may be another one.
    if (fact.kind === 'statistics') return measure(fact.statistics);
    if (stream !== this.#stream) return;
    if (fact.kind === 'dtmf') this.#user.onDtmf(this, fact.digit, fact.durationMs);
    if (fact.kind === 'silent') this.#probe.onSilence(fact.forMs);
    if (fact.kind === 'said') this.#user.onSaid?.(this, fact.prompt);
  }

  /** Writes down what a BYE needs, should this process not live to send it. */
  #keep(): void {
    if (this.dialog === undefined || !this.isEstablished) return;
    const { transport, local, remote, listensAt = remote } = this.#flow;
    this.#parts.live.keep({
      leg: this.localTag,
      call: this.#user.id,
      flow: {
        extension: this.extension,
        transport,
        localAddress: local.address,
        localPort: local.port,
        remoteAddress: listensAt.address,
        remotePort: listensAt.port,
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
