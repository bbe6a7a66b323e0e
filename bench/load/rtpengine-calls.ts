import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { RunningServer } from '../servers/server.ts';
import { MEDIA_PORT, type RtpLeg } from './rtp-load.ts';
import { audioSdp, mediaOf, type Payload } from './sip-text.ts';

const ANSWER_WITHIN_MS = 3_000;

type Bencodable = string | readonly string[] | { readonly [key: string]: Bencodable };

/** rtpengine's control protocol: a cookie and a bencoded dictionary in a datagram, and the like back. */
export class RtpengineCalls {
  readonly #socket: Socket;
  readonly #server: RunningServer;
  readonly #waiting = new Map<string, (answer: string) => void>();
  #count = 0;

  private constructor(socket: Socket, server: RunningServer) {
    this.#socket = socket;
    this.#server = server;
    socket.on('message', (bytes) => {
      const text = bytes.toString('latin1');
      const cookie = text.slice(0, text.indexOf(' '));
      this.#waiting.get(cookie)?.(text);
      this.#waiting.delete(cookie);
    });
  }

  static async open(server: RunningServer): Promise<RtpengineCalls> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new RtpengineCalls(socket, server);
  }

  close(): void {
    this.#socket.close();
  }

  /** With the callee at another port and with another codec, where it is said: rtpengine transcodes. */
  async establish(
    from: number,
    to: number,
    callee?: { readonly mediaPort: number; readonly payload: Payload },
  ): Promise<RtpLeg[]> {
    const legs: RtpLeg[] = [];
    for (let index = from; index < to; index += 1) {
      const sdp = audioSdp(MEDIA_PORT);
      const call = { 'call-id': `call${index}`, 'from-tag': 'a', sdp, ICE: 'remove', replace: ['origin'] };
      const codec = callee && { codec: { transcode: [callee.payload.encoding.split('/')[0] ?? ''] } };
      const towardsCallee = mediaOf(await this.#ask({ command: 'offer', ...call, ...codec }));
      const answer = callee === undefined ? {} : { sdp: audioSdp(callee.mediaPort, callee.payload) };
      const towardsCaller = mediaOf(
        await this.#ask({ command: 'answer', 'to-tag': 'b', ...call, ...answer }),
      );
      if (!towardsCallee || !towardsCaller) throw new Error('rtpengine refuses a call');
      const caller = 2 * index;
      legs.push({ id: caller, peer: caller + 1, target: towardsCaller });
      legs.push({ id: caller + 1, peer: caller, target: towardsCallee });
    }
    return legs;
  }

  #ask(command: Bencodable): Promise<string> {
    this.#count += 1;
    const cookie = `c${this.#count}`;
    return new Promise((resolve, reject) => {
      const impatience = setTimeout(() => reject(new Error('rtpengine does not answer')), ANSWER_WITHIN_MS);
      this.#waiting.set(cookie, (answer) => {
        clearTimeout(impatience);
        resolve(answer);
      });
      this.#socket.send(`${cookie} ${bencode(command)}`, this.#server.port, this.#server.address);
    });
  }
}

function bencode(value: Bencodable): string {
  if (typeof value === 'string') return `${value.length}:${value}`;
  if (isList(value)) return `l${value.map(bencode).join('')}e`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `d${entries.map(([key, item]) => bencode(key) + bencode(item)).join('')}e`;
}

function isList(value: Bencodable): value is readonly string[] {
  return Array.isArray(value);
}
