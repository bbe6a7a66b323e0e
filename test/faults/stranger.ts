import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { authorization, readChallenge } from '../../testkit/digest-client.ts';
import { field, readMessage, type WireMessage } from '../../testkit/wire.ts';

const HOST = '127.0.0.1';

/** Somebody with one address who asks and listens, without transactions: every question is sent once. */
export class Stranger {
  readonly #socket: Socket;
  readonly #sipPort: number;
  readonly #waiting = new Map<string, (answer: WireMessage) => void>();
  #count = 0;

  static async at(address: string, sipPort: number): Promise<Stranger> {
    const socket = createSocket('udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    return new Stranger(socket, sipPort);
  }

  private constructor(socket: Socket, sipPort: number) {
    this.#socket = socket;
    this.#sipPort = sipPort;
    socket.on('message', (bytes) => {
      const message = readMessage(bytes);
      if (message !== undefined) this.#waiting.get(field(message, 'call-id'))?.(message);
    });
    socket.on('error', () => {});
  }

  /** A REGISTER without credentials; undefined when nothing comes within that time. */
  ask(number: string, withinMs: number): Promise<WireMessage | undefined> {
    return this.#send(number, undefined, withinMs);
  }

  /** A REGISTER with a wrong password for the challenge it got. */
  async guess(number: string, withinMs: number): Promise<WireMessage | undefined> {
    const challenged = await this.ask(number, withinMs);
    const value = challenged?.headers.find(([name]) => name === 'www-authenticate')?.[1];
    const challenge = readChallenge(value ?? '');
    if (challenge === undefined) return challenged;
    const secret = { username: number, password: `guess ${this.#count}` };
    const proof = authorization(challenge, secret, { method: 'REGISTER', uri: `sip:${HOST}` }, undefined);
    return this.#send(number, proof, withinMs);
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes, this.#sipPort, HOST);
  }

  close(): void {
    this.#socket.close();
  }

  #send(number: string, proof: string | undefined, withinMs: number): Promise<WireMessage | undefined> {
    const { address, port } = this.#socket.address();
    const callId = `${address}-${port}-${this.#count++}`;
    return new Promise((resolve) => {
      const finish = (answer: WireMessage | undefined): void => {
        clearTimeout(late);
        this.#waiting.delete(callId);
        resolve(answer);
      };
      const late = setTimeout(finish, withinMs, undefined);
      this.#waiting.set(callId, finish);
      this.#socket.send(registerRequest({ number, address, port, callId, proof }), this.#sipPort, HOST);
    });
  }
}

function registerRequest(parts: {
  readonly number: string;
  readonly address: string;
  readonly port: number;
  readonly callId: string;
  readonly proof: string | undefined;
}): string {
  const { number, address, port, callId, proof } = parts;
  return [
    `REGISTER sip:${HOST} SIP/2.0`,
    `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${callId};rport`,
    'Max-Forwards: 70',
    `From: <sip:${number}@${HOST}>;tag=${callId}`,
    `To: <sip:${number}@${HOST}>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 REGISTER',
    `Contact: <sip:${number}@${address}:${port}>`,
    ...(proof === undefined ? [] : [`Authorization: ${proof}`]),
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}
