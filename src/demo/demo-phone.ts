import type { Scheduled } from '../base/clock.ts';
import type { DatagramSocket, SocketAddress } from '../base/sockets.ts';
import { announcedAddress, readAudio } from '../sdp/audio.ts';
import { describeAudio } from '../sdp/describe.ts';
import { parseSdp } from '../sdp/parse.ts';
import type { SipRequest, SipResponse } from '../sip/message/message.ts';
import { parseNameAddr } from '../sip/message/name-addr.ts';
import { createResponse } from '../sip/message/response.ts';
import { type ClientParts, type Draft, SipClient } from './sip-client.ts';
import { DemoVoice } from './voice.ts';

const PACKET_MS = 20;
const REGISTER_S = 600;
const RINGS_MS = 2_500;
const ALLOW = 'INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY';

export interface DemoPhoneParts extends ClientParts {
  readonly pitchHz: number;
  /** Whether its holder speaks at this moment. */
  readonly speaks: () => boolean;
}

interface Dialog {
  readonly callId: string;
  /** Ours with our tag, theirs with theirs. */
  readonly from: string;
  readonly to: string;
  readonly target: string;
  cseq: number;
}

/**
 * A telephone that needs nobody: it registers, answers after a few rings, calls when it is told, and hums into the
 * line. One call at a time; it is meant for loopback, where nothing is lost.
 */
export class DemoPhone {
  readonly #parts: DemoPhoneParts;
  readonly #client: SipClient;
  readonly #voice: DemoVoice;
  readonly #registration: { readonly callId: string; readonly tag: string; cseq: number };
  #refresh: Scheduled | undefined;
  #pick: Scheduled | undefined;
  #tick: Scheduled | undefined;
  #sound: DatagramSocket | undefined;
  #dialog: Dialog | undefined;
  #ack: Draft | undefined;
  /** The INVITE that rings or was taken, and what it was answered with last. */
  #incoming: { readonly request: SipRequest; answer: SipResponse } | undefined;
  #isCalling = false;
  #isClosed = false;

  constructor(parts: DemoPhoneParts) {
    this.#parts = parts;
    this.#client = new SipClient(parts);
    this.#client.onRequest = (request) => void this.#take(request);
    this.#client.onLateResponse = ({ status }) => {
      if (status >= 200 && status < 300 && this.#ack !== undefined) this.#client.acknowledge(this.#ack);
    };
    this.#voice = new DemoVoice(parts.pitchHz, parts.random.integer(2 ** 32));
    this.#registration = { callId: this.#client.token(), tag: this.#client.token(), cseq: 1 };
  }

  get number(): string {
    return this.#parts.number;
  }

  get isFree(): boolean {
    return !this.#isClosed && !this.#isCalling && this.#dialog === undefined && this.#incoming === undefined;
  }

  async start(): Promise<boolean> {
    await this.#client.open();
    return this.#register();
  }

  /** Whether it was answered. */
  async call(target: string): Promise<boolean> {
    if (!this.isFree) return false;
    this.#isCalling = true;
    try {
      return await this.#invite(target);
    } finally {
      this.#isCalling = false;
    }
  }

  hangUp(): void {
    const dialog = this.#dialog;
    if (dialog === undefined) return;
    this.#endCall();
    const { from, to, callId, target: uri, cseq } = dialog;
    void this.#client.ask({ method: 'BYE', uri, from, to, callId, cseq: cseq + 1 });
  }

  close(): void {
    this.#isClosed = true;
    this.#refresh?.cancel();
    this.#endCall();
    this.#client.close();
  }

  async #register(): Promise<boolean> {
    const { domain } = this;
    const own = `<${this.#uriOf(this.#parts.number)}>`;
    const { response, cseq } = await this.#client.ask({
      method: 'REGISTER',
      uri: `sip:${domain}`,
      from: `${own};tag=${this.#registration.tag}`,
      to: own,
      callId: this.#registration.callId,
      cseq: this.#registration.cseq,
      extra: [
        ['Contact', this.#client.contact],
        ['Expires', `${REGISTER_S}`],
        ['Allow', ALLOW],
      ],
    });
    this.#registration.cseq = cseq + 1;
    if (this.#isClosed) return false;
    this.#refresh = this.#parts.clock.schedule(REGISTER_S * 500, () => void this.#register());
    return response?.status === 200;
  }

  get domain(): string {
    return this.#parts.exchange.address;
  }

  #uriOf(number: string): string {
    return `sip:${number}@${this.domain}`;
  }

  async #invite(number: string): Promise<boolean> {
    const uri = this.#uriOf(number);
    const from = `<${this.#uriOf(this.#parts.number)}>;tag=${this.#client.token()}`;
    const callId = this.#client.token();
    const sound = await this.#openSound();
    const draft: Draft = { method: 'INVITE', uri, from, to: `<${uri}>`, callId, cseq: 1 };
    const { response, cseq } = await this.#client.ask({
      ...draft,
      extra: this.#callFields(),
      body: describe(sound.local),
    });
    const to = response?.headers.get('to');
    const target = response === undefined ? undefined : targetOf(response.headers.get('contact'));
    if (response === undefined || response.status >= 300 || to === undefined || target === undefined) {
      this.#endCall();
      return false;
    }
    this.#dialog = { callId, from, to, target, cseq };
    this.#ack = { ...draft, to, uri: target, cseq };
    this.#client.acknowledge(this.#ack);
    this.#talk(sound, soundAddress(response.body));
    if (this.#isClosed) this.hangUp();
    return true;
  }

  #callFields(): [string, string][] {
    return [
      ['Contact', this.#client.contact],
      ['Allow', ALLOW],
      ['Content-Type', 'application/sdp'],
    ];
  }

  async #take(request: SipRequest): Promise<void> {
    switch (request.method) {
      case 'INVITE':
        return this.#takeInvite(request);
      case 'ACK':
        return;
      case 'BYE':
        this.#answer(request, request.callId === this.#dialog?.callId ? 200 : 481);
        if (request.callId === this.#dialog?.callId) this.#endCall();
        return;
      case 'CANCEL':
        return this.#takeCancel(request);
      case 'OPTIONS':
      case 'NOTIFY':
        return this.#answer(request, 200);
      default:
        return this.#answer(request, 405);
    }
  }

  async #takeInvite(request: SipRequest): Promise<void> {
    const { callId } = request;
    if (
      this.#incoming?.request.callId === callId &&
      this.#incoming.request.cseq.number === request.cseq.number
    )
      return this.#client.send(this.#incoming.answer);
    if (this.#dialog?.callId === callId) {
      if (this.#sound !== undefined) this.#answer(request, 200, describe(this.#sound.local));
      return;
    }
    if (!this.isFree) return this.#answer(request, 486);
    const toTag = this.#client.token();
    this.#incoming = { request, answer: createResponse(request, 180, this.#answerOptions(toTag)) };
    this.#client.send(this.#incoming.answer);
    this.#pick = this.#parts.clock.schedule(RINGS_MS, () => void this.#pickUp(request, toTag));
  }

  #takeCancel(request: SipRequest): void {
    const ringing = this.#dialog === undefined ? this.#incoming : undefined;
    this.#answer(request, ringing?.request.callId === request.callId ? 200 : 481);
    if (ringing?.request.callId !== request.callId) return;
    this.#client.send(createResponse(ringing.request, 487, { toTag: ringing.answer.to.tag }));
    this.#endCall();
  }

  async #pickUp(request: SipRequest, toTag: string): Promise<void> {
    const sound = await this.#openSound();
    const incoming = this.#incoming;
    const target = targetOf(request.headers.get('contact'));
    if (incoming?.request !== request || target === undefined) return;
    const body = describe(sound.local);
    const answer = createResponse(request, 200, { ...this.#answerOptions(toTag), body });
    answer.headers.append('content-type', 'application/sdp');
    incoming.answer = answer;
    const [from = '', to = ''] = [answer.headers.get('to'), answer.headers.get('from')];
    this.#dialog = { callId: request.callId, from, to, target, cseq: 0 };
    this.#client.send(answer);
    this.#talk(sound, soundAddress(request.body));
  }

  #answerOptions(toTag: string) {
    const headers = [
      { name: 'contact', value: this.#client.contact },
      { name: 'allow', value: ALLOW },
      { name: 'user-agent', value: this.#parts.product },
    ];
    return { toTag, headers };
  }

  #answer(request: SipRequest, status: number, body?: Uint8Array): void {
    const contentType = body === undefined ? undefined : 'application/sdp';
    this.#client.send(
      createResponse(request, status, { ...this.#answerOptions(this.#client.token()), body, contentType }),
    );
  }

  async #openSound(): Promise<DatagramSocket> {
    const { address = this.#parts.exchange.address } = this.#parts;
    const sound = await this.#parts.network.bindDatagram({ address, port: 0 }, () => {});
    this.#sound?.close();
    this.#sound = sound;
    return sound;
  }

  /** Every 20 ms a packet, until the call ends. */
  #talk(sound: DatagramSocket, to: SocketAddress | undefined): void {
    if (to === undefined) return;
    const { clock, speaks } = this.#parts;
    const begun = clock.now();
    let sent = 0;
    const next = (): void => {
      // As many as are due: a timer that came late must not make the stream slow.
      const due = Math.floor((clock.now() - begun) / PACKET_MS) + 1;
      for (; sent < due; sent++) sound.send(this.#voice.nextPacket(speaks()), to);
      this.#tick = clock.schedule(Math.max(1, begun + sent * PACKET_MS - clock.now()), next);
    };
    next();
  }

  #endCall(): void {
    this.#pick?.cancel();
    this.#tick?.cancel();
    this.#sound?.close();
    this.#sound = undefined;
    this.#dialog = undefined;
    this.#incoming = undefined;
    this.#ack = undefined;
  }
}

function targetOf(contact: string | undefined): string | undefined {
  const parsed = contact === undefined ? undefined : parseNameAddr(contact);
  return parsed?.ok ? /<([^>]*)>/.exec(parsed.value.text)?.[1] : undefined;
}

/** G.711 A-law and nothing else. */
function describe({ family, address, port }: SocketAddress): Uint8Array {
  const codecs = [{ payloadType: 8, encoding: 'PCMA/8000', parameters: undefined }];
  return describeAudio({
    address,
    family,
    port,
    sessionId: '1',
    sessionVersion: 1,
    codecs,
    ptimeMs: PACKET_MS,
    direction: 'sendrecv',
  });
}

function soundAddress(body: Uint8Array): SocketAddress | undefined {
  const session = parseSdp(body);
  const audio = session.ok ? readAudio(session.value) : undefined;
  const to = audio?.ok ? announcedAddress(audio.value) : undefined;
  return to && { family: 'ipv4', ...to };
}
