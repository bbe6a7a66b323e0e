import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { SIP_PORT } from './installation.ts';

const FOLDER = new URL('../vectors/rfc4475/', import.meta.url);
const LONGEST_MS = 10_000;

export interface TortureMessage {
  readonly file: string;
  readonly acceptable: readonly number[];
  readonly silenceAcceptable: boolean;
  readonly bytes: Buffer;
}

/** The messages of RFC 4475 with what may be answered to a stranger. */
export async function tortureMessages(): Promise<readonly TortureMessage[]> {
  const manifest = JSON.parse(await readFile(new URL('manifest.json', FOLDER), 'utf8')) as {
    messages: Omit<TortureMessage, 'bytes'>[];
  };
  return Promise.all(
    manifest.messages.map(async (message) => ({
      ...message,
      bytes: await readFile(new URL(message.file, FOLDER)),
    })),
  );
}

/** The status of the answer, or undefined when a question asked afterwards is answered and this is not. */
export async function sendOverUdp({ bytes }: TortureMessage): Promise<number | undefined> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const question = new Question();
    return await within(LONGEST_MS, (resolve) => {
      socket.on('message', (answer) => {
        const text = answer.toString('latin1');
        resolve(question.isAnsweredBy(text) ? undefined : statusOf(text));
      });
      socket.send(bytes, SIP_PORT, '127.0.0.1');
      socket.send(question.request(socket.address().port), SIP_PORT, '127.0.0.1');
    });
  } finally {
    socket.close();
  }
}

/** Over a connection of its own. Whether it lives is asked over UDP, because bytes that belong to nothing end it. */
export async function sendOverTcp(message: TortureMessage): Promise<number | undefined> {
  const socket = connect(SIP_PORT, '127.0.0.1');
  socket.on('error', () => {});
  try {
    await once(socket, 'connect');
    return await within(LONGEST_MS, (resolve) => {
      let text = '';
      socket.on('data', (bytes) => {
        text += bytes.toString('latin1');
        if (text.includes('\r\n\r\n')) resolve(statusOf(text));
      });
      socket.on('close', () => resolve(undefined));
      socket.write(message.bytes, () => {
        // An answer that is due is waited for; for silence it must be enough that the exchange goes on.
        if (message.silenceAcceptable) sendOverUdp({ ...message, bytes: Buffer.alloc(0) }).then(resolve);
      });
    });
  } finally {
    socket.destroy();
  }
}

/** A request that every stranger gets an answer to. */
class Question {
  readonly #id = Math.random().toString(36).slice(2);

  request(port: number): string {
    const lines = [
      'OPTIONS sip:127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${this.#id};rport`,
      'Max-Forwards: 70',
      `From: <sip:stranger@127.0.0.1>;tag=${this.#id}`,
      'To: <sip:127.0.0.1>',
      `Call-ID: question-${this.#id}`,
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
    ];
    return `${lines.join('\r\n')}\r\n\r\n`;
  }

  isAnsweredBy(text: string): boolean {
    return text.includes(`question-${this.#id}`);
  }
}

function statusOf(text: string): number {
  return Number(/^SIP\/2\.0 (\d{3}) /.exec(text)?.[1]);
}

function within<T>(ms: number, start: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    start((value) => {
      clearTimeout(late);
      resolve(value);
    });
  });
}
