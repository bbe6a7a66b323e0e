import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { RunningServer } from '../servers/server.ts';
import { numberOf, passwordOf } from '../servers/subscribers.ts';
import { authorization } from './digest.ts';
import {
  audioSdp,
  headerOf,
  headersOf,
  mediaOf,
  type Payload,
  PCMU,
  sipMessage,
  statusOf,
} from './sip-text.ts';

const RETRANSMIT_MS = 1000;
const MOST_TRANSMISSIONS = 8;

/** Where the server wants the RTP of one side of a call. */
export interface MediaTarget {
  readonly address: string;
  readonly port: number;
}

export interface EstablishedCall {
  readonly media: MediaTarget;
  hangUp(): Promise<void>;
}

interface Request {
  readonly method: string;
  readonly uri: string;
  readonly from: number;
  readonly to: string;
  readonly callId: string;
  readonly tag: string;
  readonly cseq: number;
  readonly body?: string;
}

/** Many phones behind one UDP socket: they register, call, and answer at once. RTP of all goes to one port. */
export class UserAgent {
  readonly #socket: Socket;
  readonly #server: RunningServer;
  readonly #mediaPort: number;
  readonly #payload: Payload;
  readonly #contact: string;
  readonly #waiting = new Map<string, (response: string) => void>();
  /** By extension: where the server wants the RTP of the called side. */
  readonly answered = new Map<string, MediaTarget>();
  #count = 0;

  private constructor(socket: Socket, server: RunningServer, mediaPort: number, payload: Payload) {
    this.#socket = socket;
    this.#server = server;
    this.#mediaPort = mediaPort;
    this.#payload = payload;
    this.#contact = `127.0.0.1:${socket.address().port}`;
    socket.on('message', (bytes, { address, port }) =>
      this.#receive(bytes.toString('latin1'), address, port),
    );
  }

  /** It talks `payload`, whatever it is offered. */
  static async open(
    server: RunningServer,
    ownPort: number,
    mediaPort: number,
    payload = PCMU,
  ): Promise<UserAgent> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
    socket.bind(ownPort, '127.0.0.1');
    await once(socket, 'listening');
    return new UserAgent(socket, server, mediaPort, payload);
  }

  close(): void {
    this.#socket.close();
  }

  async register(index: number): Promise<void> {
    const number = numberOf(index);
    const { response } = await this.#authenticated({
      ...this.#newDialog(),
      method: 'REGISTER',
      uri: `sip:${this.#server.address}`,
      from: index,
      to: `<sip:${number}@${this.#server.address}>`,
    });
    if (statusOf(response) !== 200) throw new Error(`REGISTER ${number}: ${response.split('\r\n', 1)[0]}`);
  }

  async call(index: number, callee: string): Promise<EstablishedCall> {
    const { address, port } = this.#server;
    const { request, response } = await this.#authenticated({
      ...this.#newDialog(),
      method: 'INVITE',
      uri: `sip:${callee}@${address}:${port}`,
      from: index,
      to: `<sip:${callee}@${address}>`,
      body: audioSdp(this.#mediaPort, this.#payload),
    });
    const media = mediaOf(response);
    if (statusOf(response) !== 200 || !media)
      throw new Error(`INVITE ${callee}: ${response.split('\r\n', 1)[0]}`);
    const { body: _, ...dialog } = request;
    const target = {
      ...dialog,
      uri: /<([^>]+)>/.exec(headerOf(response, 'Contact') ?? '')?.[1] ?? '',
      to: headerOf(response, 'To') ?? '',
    };
    this.#send(this.#write({ ...target, method: 'ACK' }));
    return {
      media,
      hangUp: async () => {
        await this.#exchange({ ...target, method: 'BYE', cseq: request.cseq + 1 });
      },
    };
  }

  #newDialog(): Pick<Request, 'callId' | 'tag' | 'cseq'> {
    this.#count += 1;
    return { callId: `${this.#count}-${process.pid}-${Date.now()}`, tag: `t${this.#count}`, cseq: 1 };
  }

  /** Sends it, and once more with credentials when it is challenged. */
  async #authenticated(first: Request): Promise<{ request: Request; response: string }> {
    const challenge = await this.#exchange(first);
    if (statusOf(challenge) !== 401) return { request: first, response: challenge };
    if (first.method === 'INVITE') {
      this.#send(this.#write({ ...first, method: 'ACK', to: headerOf(challenge, 'To') ?? '' }));
    }
    const credentials = { username: numberOf(first.from), password: passwordOf(first.from) };
    const challenges = headersOf(challenge, 'WWW-Authenticate');
    const request = { ...first, cseq: first.cseq + 1 };
    const line = authorization(challenges, credentials, request.method, request.uri);
    return { request, response: await this.#exchange(request, line) };
  }

  /** The final response. Sent again until any response comes. */
  #exchange(request: Request, authorizationLine?: string): Promise<string> {
    const text = this.#write(request, authorizationLine);
    const key = `${request.callId} ${request.cseq} ${request.method}`;
    return new Promise((resolve, reject) => {
      let transmissions = 1;
      const timer = setInterval(() => {
        transmissions += 1;
        if (transmissions <= MOST_TRANSMISSIONS) return this.#send(text);
        clearInterval(timer);
        reject(new Error(`${request.method} of ${numberOf(request.from)} gets no answer`));
      }, RETRANSMIT_MS);
      this.#waiting.set(key, (response) => {
        if (statusOf(response) < 200) return void clearInterval(timer);
        clearInterval(timer);
        this.#waiting.delete(key);
        resolve(response);
      });
      this.#send(text);
    });
  }

  /** An ACK of a refusal belongs to the INVITE's transaction, so the branch is made of Call-ID and CSeq. */
  #write(request: Request, authorizationLine?: string): string {
    const { method, uri, from, to, callId, tag, cseq, body } = request;
    const number = numberOf(from);
    const branch = `${callId}-${cseq}${method === 'BYE' ? 'b' : ''}`;
    return sipMessage(
      [
        `${method} ${uri} SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.#contact};branch=z9hG4bK${branch}`,
        'Max-Forwards: 70',
        `From: <sip:${number}@${this.#server.address}>;tag=${tag}`,
        `To: ${to}`,
        `Call-ID: ${callId}`,
        `CSeq: ${cseq} ${method}`,
        `Contact: <sip:${number}@${this.#contact}>`,
        ...(authorizationLine === undefined ? [] : [authorizationLine]),
        ...(method === 'REGISTER' ? ['Expires: 3600'] : []),
      ],
      body,
    );
  }

  #send(text: string, port = this.#server.port, address = this.#server.address): void {
    this.#socket.send(text, port, address);
  }

  #receive(message: string, address: string, port: number): void {
    const callId = headerOf(message, 'Call-ID') ?? '';
    const cseq = headerOf(message, 'CSeq') ?? '';
    if (message.startsWith('SIP/2.0')) return this.#waiting.get(`${callId} ${cseq}`)?.(message);
    if (message.startsWith('ACK ')) return;
    const isInvite = message.startsWith('INVITE ');
    const extension = /^\S+ sip:([^@]+)@/.exec(message)?.[1] ?? '';
    const media = mediaOf(message);
    if (isInvite && media) this.answered.set(extension, media);
    const to = headerOf(message, 'To') ?? '';
    const lines = [
      ...headersOf(message, 'Via').map((via) => `Via: ${via}`),
      ...headersOf(message, 'Record-Route').map((route) => `Record-Route: ${route}`),
      `From: ${headerOf(message, 'From')}`,
      `To: ${to.includes(';tag=') ? to : `${to};tag=callee`}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq}`,
      `Contact: <sip:${extension}@${this.#contact}>`,
    ];
    if (isInvite) this.#send(sipMessage(['SIP/2.0 180 Ringing', ...lines]), port, address);
    const body = isInvite ? audioSdp(this.#mediaPort, this.#payload) : '';
    this.#send(sipMessage(['SIP/2.0 200 OK', ...lines], body), port, address);
  }
}
