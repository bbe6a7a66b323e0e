import type { MediaStream } from '../../media/media-plane.ts';
import type { SoundQuality } from '../../policy/sound-quality.ts';
import { parseSdp } from '../../sdp/parse.ts';
import { Dialog, type RequestContent } from '../../sip/dialog/dialog.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ClientTransactionUser, ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { isSips } from '../advertised-address.ts';
import { textContent } from '../messages/message-text.ts';
import type { DialogOwner } from './dialog-table.ts';
import { receiveInCall } from './in-call-requests.ts';
import type { IncomingInvite } from './incoming-invite.ts';
import type { Agreement } from './leg-meter.ts';
import type { LegParts } from './leg-parts.ts';
import { LegSound, type StreamOptions } from './leg-sound.ts';
import { LegState } from './leg-state.ts';
import type { LegUser } from './leg-user.ts';
import type { LegVoice } from './leg-voice.ts';
import type { OutgoingInviteUser } from './outgoing-invite.ts';
import { OwnDescriptions } from './own-description.ts';
import { OwnOffers, type UpdateUser } from './own-offers.ts';
import { PatientOffer } from './patient-offer.ts';
import type { PhoneAudio } from './phone-audio.ts';
import { PhoneOffers } from './phone-offers.ts';
import { sdpOf } from './sdp-body.ts';
import { refreshSession } from './session-refresh.ts';
import { SessionTimer } from './session-timer.ts';

/** One phone in a call: its dialog, its flow and its media stream. The call owns it and decides; the leg talks SIP. */
export class Leg implements DialogOwner {
  /** What the phone said last of its sound: descriptions of ours keep its m= lines (RFC 3264 §8). */
  phone: PhoneAudio | undefined;
  readonly own: OwnDescriptions;
  /** Silence is expected: one side has the other on hold. */
  held = false;
  /** What came of the descriptions; undefined until there was an answer. */
  voice: LegVoice | undefined;

  readonly #parts: LegParts;
  #user: LegUser;
  readonly #state: LegState;
  readonly #timer: SessionTimer;
  readonly #phoneOffers: PhoneOffers;
  readonly #ownOffers: OwnOffers;
  readonly #sound: LegSound;
  #patient: PatientOffer | undefined;
  /** The Call-ID is ours. */
  #hasCalled = false;

  /** `target` is what the phone called calls itself. */
  constructor(parts: LegParts, leg: { extension: string; flow: Flow; user: LegUser; target?: string }) {
    const { extension, flow, target } = leg;
    this.#parts = parts;
    this.#user = leg.user;
    this.#state = new LegState(parts, { extension, call: leg.user.id, flow, target });
    this.own = new OwnDescriptions(`${1 + parts.random.integer(0x7ffffffe)}`);
    this.#timer = new SessionTimer(parts.clock, {
      refresh: () => this.#refresh(),
      onExpired: () => this.#vanish(),
    });
    this.#phoneOffers = this.#makePhoneOffers();
    this.#ownOffers = this.#makeOwnOffers();
    this.#sound = this.#makeSound(leg.user.id);
    parts.dialogs.add(this);
  }

  /** Whether the phone can be told of keys outside the sound (RFC 6086). */
  get takesInfo(): boolean {
    return this.dialog?.allows('INFO') === true;
  }

  get localTag(): string {
    return this.#state.localTag;
  }

  get extension(): string {
    return this.#state.extension;
  }

  get flow(): Flow {
    return this.#state.flow;
  }

  set flow(flow: Flow) {
    this.#state.flow = flow;
  }

  get dialog(): Dialog | undefined {
    return this.#state.dialog;
  }

  get contact(): string {
    return this.#state.contact;
  }

  get isEstablished(): boolean {
    return this.#state.isEstablished;
  }

  get isOver(): boolean {
    return this.#state.isOver;
  }

  /** In place of the one there is. False when there are no ports left, or when the leg was closed meanwhile. */
  openStream(options: StreamOptions = {}): Promise<boolean> {
    return this.#sound.open(options);
  }

  /** What was agreed with this phone, for who watches. */
  noteAgreement(agreement: Agreement): void {
    this.#sound.noteAgreement(agreement);
  }

  /** How its sound is so far; undefined before anything was heard. */
  get quality(): SoundQuality | undefined {
    return this.#sound.quality;
  }

  get stream(): MediaStream {
    return this.#sound.stream;
  }

  matches(request: SipRequest): boolean {
    return this.#dialogOf(request) !== undefined;
  }

  isNamed(callId: string, remoteTag: string): boolean {
    return this.dialog?.callId === callId && this.dialog.remoteTag === remoteTag;
  }

  /** Takes the INVITE that began the call: this leg is the caller's. */
  acceptInvite(request: SipRequest, onCancelled: () => void): IncomingInvite {
    const dialog = Dialog.fromRequest(request, this.localTag, this.#parts.random.integer(0x4000));
    this.#state.dialog = dialog;
    this.#state.sips = isSips(request.requestUri);
    return this.#phoneOffers.acceptInvite(request, dialog, onCancelled);
  }

  /** Another call has it from now on. */
  handTo(user: LegUser): void {
    this.#user = user;
    this.#sound.call = user.id;
    this.#state.call = user.id;
    this.#state.keep();
  }

  /** Who is at the other end, for the display of the phone: from now on our offers say so (RFC 3325 §9.1). */
  set peerIdentity(identity: string) {
    this.#state.peerIdentity = identity;
  }

  /** The call has been answered: from now on it ends with BYE. */
  establish(): void {
    if (this.#state.phase === 'early') this.#state.phase = 'established';
    this.#state.keep();
  }

  /** Sends the INVITE that calls the phone: this leg is the callee's. */
  invite(request: SipRequest, user: OutgoingInviteUser): void {
    this.#hasCalled = true;
    this.#ownOffers.invite(request, {
      onProvisional: (provisional) => {
        this.#state.dialog ??= provisional.dialog;
        user.onProvisional(provisional);
      },
      onAnswered: (response, dialog) => {
        this.#state.dialog = dialog;
        user.onAnswered(response, dialog);
      },
      onRejected: (status, response) => user.onRejected(status, response),
    });
  }

  /** Takes that INVITE back; its final response still arrives. `headers` say why (RFC 3326). */
  cancel(headers?: readonly HeaderField[]): void {
    this.#ownOffers.cancel(headers);
  }

  /** A re-INVITE with our offer, or without one to get the phone's. */
  reInvite(sdp: Uint8Array | undefined, user: OutgoingInviteUser): void {
    this.#ownOffers.reInvite(sdp, user);
  }

  /** An UPDATE with our offer: RFC 3311. */
  update(sdp: Uint8Array | undefined, user: UpdateUser): void {
    this.#ownOffers.update(sdp, user);
  }

  /** Acknowledges the 2xx of our last INVITE. An offer in it that is not answered is refused, line by line. */
  acknowledge(response: SipResponse, sdp?: Uint8Array): void {
    const offer = this.dialog?.offerAnswer.weOweAnswer && sdp === undefined ? sdpOf(response) : undefined;
    this.#ownOffers.acknowledge(response, offer === undefined ? sdp : this.#refusal(offer));
  }

  /** An offer that may wait its turn: `attempt` is called until it no longer calls `again` (RFC 3261 §14.1). */
  offerPatiently(attempt: (again: () => void) => void): void {
    if (!this.isOver) this.#patience().make(attempt);
  }

  /** A request of ours in the dialog whose answer matters to nobody. */
  send(method: string, content: RequestContent = {}): void {
    this.#request(method, content, { onResponse() {}, onFailure() {} });
  }

  /** A text from the other end of the call; `answer` hears 200, or 480 when the phone does not take it. */
  sendText(text: string, answer: (status: number) => void): void {
    if (this.dialog === undefined || !this.isEstablished) return answer(480);
    this.#request('MESSAGE', textContent(text), {
      onResponse: ({ status }) => {
        if (status >= 200) answer(status < 300 ? 200 : 480);
      },
      onFailure: () => answer(480),
    });
  }

  /**
   * Ends an established dialog with BYE, once our 2xx has its ACK (RFC 3261 §15), and closes. Idempotent; a leg that
   * never was established is only closed.
   */
  hangUp(): void {
    if (this.isEstablished && this.#phoneOffers.isUnacknowledged) {
      this.#state.phase = 'ending';
      this.#timer.close();
      this.#sound.stop();
      return;
    }
    if (this.isEstablished) {
      this.#phoneOffers.reject(487);
      this.send('BYE');
    }
    this.close();
  }

  /** Forgets the dialog and frees the media; nothing is sent. Idempotent. */
  close(): void {
    if (this.#state.phase === 'closed') return;
    this.#state.phase = 'closed';
    this.#timer.close();
    this.#patient?.close();
    this.#phoneOffers.close();
    this.#parts.dialogs.remove(this);
    this.#parts.live.drop(this.localTag);
    this.#sound.close();
  }

  onRequest(request: SipRequest, flow: Flow): void {
    const dialog = this.#dialogOf(request);
    if (dialog === undefined) return;
    if (request.method === 'INVITE') return this.#phoneOffers.onReInvite(request, flow, dialog);
    const transaction = this.#parts.transactions.accept(request, flow, {});
    if (!dialog.acceptSequence(request)) return transaction.respond(createResponse(request, 500));
    // Of several phones that ring behind one flow only one has its sound changed before the answer.
    if (dialog !== this.dialog && sdpOf(request) !== undefined) {
      return transaction.respond(createResponse(request, 488));
    }
    receiveInCall(
      {
        onBye: (answer) => this.#onBye(answer),
        onUpdate: (update) => this.#phoneOffers.onUpdate(update, dialog),
        onPrack: (prack) => this.#phoneOffers.onPrack(prack, dialog),
        onRefer: (refer) => this.#onRefer(refer),
        onDtmf: (digit, durationMs) => this.#user.onDtmf(this, digit, durationMs),
        onText: (text, answer) => this.#onText(text, answer),
      },
      transaction,
    );
  }

  onAck(ack: SipRequest): void {
    this.#phoneOffers.onAck(ack);
  }

  /**
   * A caller whose connection breaks before the answer is gone. An established call goes on: its sound does not need
   * the connection, and the phone may come back on another one.
   */
  onFlowClosed(): void {
    if (this.#state.phase === 'early' && this.#phoneOffers.isPending) this.#vanish();
  }

  #dialogOf(request: SipRequest): Dialog | undefined {
    return this.dialog?.matches(request) ? this.dialog : this.#ownOffers.earlyDialogOf(request);
  }

  #onRefer(transaction: ServerTransaction): void {
    if (this.isEstablished && this.#user.onRefer !== undefined) this.#user.onRefer(this, transaction);
    else transaction.respond(createResponse(transaction.request, 403));
  }

  #onText(text: string, answer: (status: number) => void): void {
    if (this.#user.onText === undefined) return answer(405);
    this.#user.onText(this, text, answer);
  }

  /** A called phone may not hang up before it has answered, yet some do (RFC 3261 §15): the INVITE is still open. */
  #onBye(answer: (status: number) => void): void {
    answer(200);
    if (this.#isRinging) return this.#user.onEnded(this, 'bye');
    const wasOver = this.isOver;
    this.#phoneOffers.reject(487);
    this.close();
    if (!wasOver) this.#user.onEnded(this, 'bye');
  }

  get #isRinging(): boolean {
    return this.#state.phase === 'early' && this.#ownOffers.isPending;
  }

  #makePhoneOffers(): PhoneOffers {
    return new PhoneOffers(this.#parts, this.#state, this.#timer, {
      isInviting: () => this.#ownOffers.isPending,
      onAccepted: () => this.establish(),
      onOffer: (offer) => this.#user.onOffer(this, offer),
      onAnswer: (sdp) => this.#user.onAnswer(this, sdp),
      onAcknowledged: () => {
        if (this.#state.phase !== 'ending') return true;
        this.#finish();
        return false;
      },
      onNeverAcknowledged: () => (this.#state.phase === 'ending' ? this.#finish() : this.#vanish()),
      onUnreachable: () => this.#vanish(),
    });
  }

  #makeOwnOffers(): OwnOffers {
    return new OwnOffers(this.#parts, this.#state, this.#timer, {
      isBeingInvited: () => this.#phoneOffers.isPending || this.#phoneOffers.isUnacknowledged,
      onDialogGone: () => this.#vanish(),
    });
  }

  #makeSound(call: string): LegSound {
    return new LegSound(this.#parts, this.#state, call, {
      isHeld: () => this.held,
      isBeingAsked: () =>
        this.dialog === undefined || this.#phoneOffers.isPending || this.#ownOffers.isPending,
      probe: (onStatus) => {
        const onResponse = ({ status }: SipResponse): void => {
          if (status >= 200) onStatus(status);
        };
        this.#request('OPTIONS', {}, { onResponse, onFailure() {} });
      },
      vanish: () => this.#vanish(),
      onDtmf: (digit, durationMs) => this.#user.onDtmf(this, digit, durationMs),
      onSaid: (prompt, outcome) => this.#user.onSaid?.(this, prompt, outcome),
      onTalking: (talking, talkedMs) => this.#user.onTalking?.(this, talking, talkedMs),
      onRecorded: (recording) => this.#user.onRecorded?.(this, recording),
    });
  }

  #refusal(offer: Uint8Array): Uint8Array | undefined {
    const session = parseSdp(offer);
    const { remote } = this.flow;
    const ours = { family: remote.family, address: this.#parts.hosts.toward(remote) };
    return session.ok ? this.own.refuse(session.value, ours) : undefined;
  }

  #refresh(): void {
    refreshSession(
      {
        dialog: this.dialog,
        ownSdp: this.own.inForce?.sdp,
        reInvite: (sdp, user) => this.reInvite(sdp, user),
        update: (sdp, user) => this.update(sdp, user),
        acknowledge: (response) => this.acknowledge(response),
        onAnswer: (sdp) => this.#user.onAnswer(this, sdp),
      },
      this.#patience(),
    );
  }

  #patience(): PatientOffer {
    this.#patient ??= new PatientOffer(this.#parts, this.#hasCalled);
    return this.#patient;
  }

  #finish(): void {
    this.send('BYE');
    this.close();
  }

  /** The owner of a ringing leg takes its INVITE back and waits for what comes of it. */
  #vanish(): void {
    if (this.isOver) return;
    if (!this.#isRinging) this.hangUp();
    this.#user.onEnded(this, 'vanished');
  }

  /** RFC 3261 §12.2.1.2: a phone that knows nothing of the dialog has no call any more. */
  #request(method: string, content: RequestContent, user: ClientTransactionUser): void {
    if (this.dialog === undefined) return;
    this.#parts.transactions.send(this.dialog.createRequest(method, content), this.flow, {
      onResponse: (response) => {
        user.onResponse(response);
        if (response.status === 481) this.#vanish();
      },
      onFailure: (cause) => user.onFailure(cause),
    });
  }
}
