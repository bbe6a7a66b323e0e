import { createHash, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { SIP_PORT } from './installation.ts';

export interface Account {
  readonly number: string;
  readonly password: string;
}

const TICK_MS = 5;

/**
 * Many phones behind one UDP socket that register without pause, each time as a phone of its own. It is written
 * for one thing: to know exactly which of them got their 200.
 */
export class RegisteringClient {
  /** Phones whose REGISTER was answered with 200, by the name each gives itself in User-Agent. */
  readonly acknowledged = new Set<string>();
  requests = 0;
  readonly #socket: Socket;
  readonly #accounts: readonly Account[];
  /** What was asked for, by Call-ID. */
  readonly #open = new Map<string, { readonly account: Account; readonly phone: string }>();
  #port = 0;
  #phones = 0;
  #loop: NodeJS.Timeout | undefined;
  #onStatus: ((status: number) => void) | undefined;

  private constructor(accounts: readonly Account[], socket: Socket) {
    this.#accounts = accounts;
    this.#socket = socket;
    socket.on('message', (bytes) => this.#onMessage(bytes.toString('latin1')));
  }

  static async open(accounts: readonly Account[]): Promise<RegisteringClient> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const client = new RegisteringClient(accounts, socket);
    client.#port = socket.address().port;
    return client;
  }

  /** Begins registering: half as many registrations as requests, because each is challenged first. */
  begin(requestsPerSecond: number): void {
    const began = performance.now();
    const before = this.#phones;
    this.#loop = setInterval(() => {
      const due = before + ((performance.now() - began) * requestsPerSecond) / 2000;
      while (this.#phones < due) this.#register();
    }, TICK_MS);
  }

  /** What is not answered by now never will be. */
  pause(): void {
    clearInterval(this.#loop);
    this.#open.clear();
  }

  /** Asks until the exchange answers anything; the milliseconds it took. */
  async firstAnswer(withinMs: number): Promise<number> {
    const began = performance.now();
    const answered = new Promise<void>((resolve) => {
      this.#onStatus = () => resolve();
    });
    const ask = setInterval(() => this.#send(optionsRequest(this.#port)), TICK_MS);
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error(`no answer within ${withinMs} ms`)), withinMs);
    });
    await Promise.race([answered, tooLate]).finally(() => {
      clearInterval(ask);
      clearTimeout(late);
      this.#onStatus = undefined;
    });
    return performance.now() - began;
  }

  close(): void {
    clearInterval(this.#loop);
    this.#socket.close();
  }

  #register(): void {
    this.#phones += 1;
    const account = this.#accounts[this.#phones % this.#accounts.length];
    if (account === undefined) return;
    const phone = `phone-${this.#phones}`;
    const callId = randomBytes(8).toString('hex');
    this.#open.set(callId, { account, phone });
    this.#send(registerRequest({ account, phone, callId, port: this.#port, cseq: 1 }));
  }

  #onMessage(text: string): void {
    const status = Number(/^SIP\/2\.0 (\d{3}) /.exec(text)?.[1]);
    this.#onStatus?.(status);
    const callId = /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
    const asked = this.#open.get(callId);
    if (asked === undefined) return;
    const { account, phone } = asked;
    if (status === 401 && /^CSeq: *1 /im.test(text)) {
      const authorization = authorize(account, text);
      this.#send(registerRequest({ account, phone, callId, port: this.#port, cseq: 2, authorization }));
      return;
    }
    this.#open.delete(callId);
    if (status === 200) this.acknowledged.add(phone);
  }

  #send(text: string): void {
    this.requests += 1;
    this.#socket.send(text, SIP_PORT, '127.0.0.1');
  }
}

function registerRequest(parts: {
  readonly account: Account;
  readonly phone: string;
  readonly callId: string;
  readonly port: number;
  readonly cseq: number;
  readonly authorization?: string;
}): string {
  const { account, phone, callId, port, cseq, authorization } = parts;
  const lines = [
    'REGISTER sip:127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${callId}${cseq};rport`,
    'Max-Forwards: 70',
    `From: <sip:${account.number}@127.0.0.1>;tag=${callId}`,
    `To: <sip:${account.number}@127.0.0.1>`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} REGISTER`,
    `Contact: <sip:${phone}@127.0.0.1:${port}>`,
    `User-Agent: ${phone}`,
    'Expires: 3600',
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function optionsRequest(port: number): string {
  const id = randomBytes(8).toString('hex');
  const lines = [
    'OPTIONS sip:127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${id};rport`,
    'Max-Forwards: 70',
    `From: <sip:stranger@127.0.0.1>;tag=${id}`,
    'To: <sip:127.0.0.1>',
    `Call-ID: ${id}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** RFC 7616 §3.4.1 with MD5, which the exchange offers first. */
function authorize({ number, password }: Account, challenge: string): string {
  const realm = /realm="([^"]*)"/i.exec(challenge)?.[1] ?? '';
  const nonce = /nonce="([^"]*)"/i.exec(challenge)?.[1] ?? '';
  const uri = 'sip:127.0.0.1';
  const cnonce = randomBytes(4).toString('hex');
  const ha1 = md5(`${number}:${realm}:${password}`);
  const response = md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${md5(`REGISTER:${uri}`)}`);
  return [
    `Digest username="${number}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    'algorithm=MD5',
    `cnonce="${cnonce}"`,
    'qop=auth',
    'nc=00000001',
  ].join(', ');
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
