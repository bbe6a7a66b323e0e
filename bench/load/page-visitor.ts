import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

/** A page answers one address only so often: each address asks no more than this. */
const LOOKS_OF_AN_ADDRESS = 50;

interface Answer {
  readonly status: number;
  readonly bytes: number;
  /** The first that was set, as it is sent back. */
  readonly cookie: string;
  /** From the question to the last byte. */
  readonly ms: number;
}

/** Somebody who looks at pages, one after the other, over a connection that stays. */
export class PageVisitor {
  readonly #port: number;
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #looks = 0;

  constructor(port: number) {
    this.#port = port;
  }

  async look(path: string, cookie: string): Promise<Answer> {
    return this.#ask('GET', path, cookie);
  }

  /** The cookie of the session. */
  async logIn(login: object): Promise<string> {
    const { status, cookie } = await this.#ask('POST', '/api/v1/session', '', login);
    if (status !== 201) throw new Error(`the login is answered with ${status}`);
    return cookie;
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask(method: string, path: string, cookie: string, body?: object): Promise<Answer> {
    const address = Math.floor(this.#looks++ / LOOKS_OF_AN_ADDRESS);
    if (this.#looks % LOOKS_OF_AN_ADDRESS === 1) {
      this.#agent.destroy();
      this.#agent = new Agent({ keepAlive: true, maxSockets: 1 });
    }
    return new Promise((resolve, reject) => {
      const begun = performance.now();
      const asked = request({
        agent: this.#agent,
        host: '127.0.0.1',
        port: this.#port,
        localAddress: `127.0.${2 + Math.floor(address / 250)}.${1 + (address % 250)}`,
        method,
        path,
        headers: {
          ...(cookie !== '' && { cookie }),
          ...(body && { 'content-type': 'application/json' }),
        },
      });
      asked.on('error', reject);
      asked.on('response', (answer) => {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            bytes,
            cookie: (answer.headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? '',
            ms: performance.now() - begun,
          }),
        );
      });
      asked.end(body && JSON.stringify(body));
    });
  }
}
