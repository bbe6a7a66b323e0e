import type { Clock, Scheduled } from '../base/clock.ts';
import { type Random, randomToken } from '../base/random.ts';
import {
  type DatagramSocket,
  formatSocketAddress,
  type Network,
  type SocketAddress,
} from '../base/sockets.ts';
import { computeResponse, ha1 } from '../sip/digest/verify.ts';
import { parseAuthParams } from '../sip/message/auth-params.ts';
import { type SipMessage, SipRequest, type SipResponse } from '../sip/message/message.ts';
import { parseMessage } from '../sip/message/parse.ts';
import { writeMessage } from '../sip/message/write.ts';

/** RFC 3261 §17.1.1.1. */
const T1_MS = 500;
const T2_MS = 4_000;
const GIVE_UP_MS = 32_000;

export interface ClientParts {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly exchange: SocketAddress;
  readonly number: string;
  readonly password: string;
  /** Its own address; the exchange's when left out. */
  readonly address?: string;
  /** What it calls itself. */
  readonly product: string;
}

/** A request before it has a Via and credentials. */
export interface Draft {
  readonly method: string;
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  readonly extra?: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

interface Waiting {
  readonly take: (response: SipResponse | undefined) => void;
  isHeard: boolean;
  repeat: Scheduled | undefined;
}

/** One UDP socket that sends requests, answers challenges and hands up what others ask. */
export class SipClient {
  readonly parts: ClientParts;
  readonly #waiting = new Map<string, Waiting>();
  #socket: DatagramSocket | undefined;
  #isClosed = false;
  onRequest: (request: SipRequest) => void = () => {};
  /** A 200 to INVITE beyond the first: its ACK was lost (RFC 3261 §13.2.2.4). */
  onLateResponse: (response: SipResponse) => void = () => {};

  constructor(parts: ClientParts) {
    this.parts = parts;
  }

  async open(): Promise<void> {
    const { address = this.parts.exchange.address } = this.parts;
    this.#socket = await this.parts.network.bindDatagram({ address, port: 0 }, (bytes) =>
      this.#receive(bytes),
    );
    if (this.#isClosed) this.#socket.close();
  }

  get address(): string {
    return this.#socket === undefined ? '' : formatSocketAddress(this.#socket.local);
  }

  get contact(): string {
    return `<sip:${this.parts.number}@${this.address}>`;
  }

  token(): string {
    return randomToken(this.parts.random, 16);
  }

  send(message: SipMessage): void {
    if (!this.#isClosed) this.#socket?.send(writeMessage(message), this.parts.exchange);
  }

  /** The final response, after the challenge when there was one; undefined when none came. */
  async ask(draft: Draft): Promise<{ response: SipResponse | undefined; cseq: number }> {
    const first = await this.#transact(draft, undefined);
    if (first?.status !== 401 && first?.status !== 407) return { response: first, cseq: draft.cseq };
    const [header, field] =
      first.status === 401
        ? (['www-authenticate', 'Authorization'] as const)
        : (['proxy-authenticate', 'Proxy-Authorization'] as const);
    const credentials = this.#credentials(first.headers.get(header) ?? '', draft);
    if (credentials === undefined) return { response: first, cseq: draft.cseq };
    const again = { ...draft, cseq: draft.cseq + 1 };
    return { response: await this.#transact(again, [field, credentials]), cseq: again.cseq };
  }

  acknowledge(draft: Draft, branch = this.#newBranch()): void {
    this.send(this.#build({ ...draft, method: 'ACK' }, branch, undefined));
  }

  close(): void {
    this.#isClosed = true;
    for (const waiting of this.#waiting.values()) {
      waiting.repeat?.cancel();
      waiting.take(undefined);
    }
    this.#waiting.clear();
    this.#socket?.close();
  }

  #newBranch(): string {
    return `z9hG4bK${this.token()}`;
  }

  #build(draft: Draft, branch: string, credentials: readonly [string, string] | undefined): SipRequest {
    const request = new SipRequest(draft.method, draft.uri, undefined, draft.body);
    request.headers
      .append('Via', `SIP/2.0/UDP ${this.address};rport;branch=${branch}`)
      .append('Max-Forwards', '70')
      .append('From', draft.from)
      .append('To', draft.to)
      .append('Call-ID', draft.callId)
      .append('CSeq', `${draft.cseq} ${draft.method}`)
      .append('User-Agent', this.parts.product);
    for (const [name, value] of draft.extra ?? []) request.headers.append(name, value);
    if (credentials !== undefined) request.headers.append(...credentials);
    return request;
  }

  #transact(
    draft: Draft,
    credentials: readonly [string, string] | undefined,
  ): Promise<SipResponse | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined);
    const branch = this.#newBranch();
    const request = this.#build(draft, branch, credentials);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        isHeard: false,
        repeat: undefined,
        take: (response) => {
          if (response !== undefined && draft.method === 'INVITE' && response.status >= 300) {
            const to = response.headers.get('to') ?? draft.to;
            this.acknowledge({ ...draft, to, extra: [], body: new Uint8Array(0) }, branch);
          }
          resolve(response);
        },
      };
      this.#waiting.set(branch, waiting);
      this.#repeat(branch, waiting, request, T1_MS, 0);
    });
  }

  #repeat(branch: string, waiting: Waiting, request: SipRequest, waitMs: number, passedMs: number): void {
    if (waiting.isHeard && request.method === 'INVITE') return;
    if (passedMs >= GIVE_UP_MS) {
      this.#waiting.delete(branch);
      return waiting.take(undefined);
    }
    this.send(request);
    const next = request.method === 'INVITE' ? waitMs * 2 : Math.min(waitMs * 2, T2_MS);
    waiting.repeat = this.parts.clock.schedule(waitMs, () =>
      this.#repeat(branch, waiting, request, next, passedMs + waitMs),
    );
  }

  #receive(bytes: Uint8Array): void {
    // The bytes are lent, and what is handed up may be kept.
    const parsed = parseMessage(bytes.slice());
    if (!parsed.ok) return;
    if (parsed.value.kind === 'request') return this.onRequest(parsed.value);
    this.#takeResponse(parsed.value);
  }

  #takeResponse(response: SipResponse): void {
    const via = response.readVia();
    const branch = via.ok ? via.value.branch : undefined;
    const waiting = branch === undefined ? undefined : this.#waiting.get(branch);
    if (branch === undefined || waiting === undefined) return this.onLateResponse(response);
    waiting.isHeard = true;
    if (response.status < 200) return;
    waiting.repeat?.cancel();
    this.#waiting.delete(branch);
    waiting.take(response);
  }

  #credentials(challenge: string, { method, uri }: Draft): string | undefined {
    const parsed = parseAuthParams(challenge);
    if (!parsed.ok) return undefined;
    const { params } = parsed.value;
    const [realm, nonce] = [params.get('realm'), params.get('nonce')];
    const algorithm = params.get('algorithm') === 'SHA-256' ? 'SHA-256' : 'MD5';
    if (realm === undefined || nonce === undefined) return undefined;
    const { number: username, password } = this.parts;
    const cnonce = this.token();
    const nc = '00000001';
    const secret = ha1({ username, realm, password, algorithm });
    const response = computeResponse({ ha1: secret, method, uri, nonce, nc, cnonce, qop: 'auth', algorithm });
    return `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="${cnonce}"`;
  }
}
