/**
 * A process of its own that asks the exchange from ever new addresses for a challenge and times the answer: what
 * the generators' own standstills add is not in its figures. Beside every question it asks a bare echo in another
 * thread, which shows what the machine adds. `node prober.ts SIP_PORT PER_SECOND`; ends on the message `stop`.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { atRate } from './pace.ts';

const HOST = '127.0.0.1';
const ADDRESSES = 50;
const ECHO = `
  const { createSocket } = require('node:dgram');
  const { parentPort } = require('node:worker_threads');
  const socket = createSocket('udp4');
  socket.on('message', (bytes, { port, address }) => socket.send(bytes, port, address));
  socket.bind(0, '${HOST}', () => parentPort.postMessage(socket.address().port));
  parentPort.once('message', () => { socket.close(); parentPort.close(); });`;

export interface ProbeFigures {
  readonly asked: number;
  /** When each was asked, on the wall clock, and how long the answer took. */
  readonly answers: readonly { readonly askedAtMs: number; readonly ms: number }[];
  readonly echoMs: readonly number[];
  /** Answers that were no 401. */
  readonly others: number;
}

/** Asks from one address; the exchange and the echo tell their answers apart by the Call-ID. */
class Asker {
  readonly answers: { readonly askedAtMs: number; readonly ms: number }[] = [];
  others = 0;
  readonly #socket = createSocket('udp4');
  readonly #askedAt = new Map<string, number>();
  readonly #address: string;
  #count = 0;

  constructor(address: string) {
    this.#address = address;
    this.#socket.on('error', () => {});
    this.#socket.on('message', (bytes) => this.#receive(bytes.toString('latin1')));
  }

  async bind(): Promise<void> {
    this.#socket.bind(0, this.#address);
    await once(this.#socket, 'listening');
  }

  ask(port: number): void {
    const callId = `probe-${this.#address}-${this.#count++}`;
    const own = `${this.#address}:${this.#socket.address().port}`;
    const text = [
      `OPTIONS sip:${HOST} SIP/2.0`,
      `Via: SIP/2.0/UDP ${own};branch=z9hG4bK${callId};rport`,
      'Max-Forwards: 70',
      `From: <sip:100@${HOST}>;tag=${this.#count}`,
      `To: <sip:${HOST}>`,
      `Call-ID: ${callId}`,
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n');
    this.#askedAt.set(callId, performance.now());
    this.#socket.send(text, port, HOST);
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const [, callId = ''] = /^Call-ID: (\S+)/m.exec(text) ?? [];
    const askedAt = this.#askedAt.get(callId);
    if (askedAt === undefined) return;
    this.#askedAt.delete(callId);
    this.answers.push({ askedAtMs: performance.timeOrigin + askedAt, ms: performance.now() - askedAt });
    if (text.startsWith('SIP/2.0') && !text.startsWith('SIP/2.0 401 ')) this.others += 1;
  }
}

const [sipPort = 0, perSecond = 1] = process.argv.slice(2).map(Number);
const echo = new Worker(ECHO, { eval: true });
const [echoPort] = (await once(echo, 'message')) as [number];
const askers = Array.from({ length: ADDRESSES }, (_, index) => new Asker(`127.68.0.${index + 1}`));
const control = new Asker('127.68.1.1');
for (const asker of [...askers, control]) await asker.bind();
let asked = 0;
const stop = atRate(perSecond, () => {
  askers[asked % ADDRESSES]?.ask(sipPort);
  control.ask(echoPort);
  asked += 1;
});
const LATE_MS = 3_000;
process.on('message', () => {
  stop();
  setTimeout(() => {
    const figures: ProbeFigures = {
      asked,
      answers: askers.flatMap(({ answers }) => answers),
      echoMs: control.answers.map(({ ms }) => ms),
      others: askers.reduce((sum, { others }) => sum + others, 0),
    };
    process.send?.(figures, () => {
      for (const asker of [...askers, control]) asker.close();
      echo.postMessage('stop');
      process.disconnect?.();
    });
  }, LATE_MS);
});
process.send?.('ready');
