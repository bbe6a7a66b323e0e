import { createSocket } from 'node:dgram';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program, runProgram } from './programs.ts';
import { until } from './waiting.ts';

export interface Packet {
  readonly fromPort: number;
  readonly toPort: number;
  /** Latin-1, a byte a character. */
  readonly payload: string;
}

/** What dumpcap sees on the loopback interface. */
export class Capture {
  readonly #folder: string;
  readonly #program: Program;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#program = new Program('dumpcap', ['-i', 'lo', '-q', '-f', 'udp', '-w', join(folder, 'all.pcapng')]);
  }

  static async start(): Promise<Capture> {
    const capture = new Capture(await mkdtemp(join(tmpdir(), 'hamvoip-capture-')));
    await capture.#sees('begins');
    return capture;
  }

  /** Ends it and gives the UDP packets in their order. */
  async stop(): Promise<readonly Packet[]> {
    await this.#sees('has come to its end');
    this.#program.kill('SIGINT');
    await this.#program.ended();
    const { stdout, stderr, code } = await runProgram('tshark', [
      ...['-r', join(this.#folder, 'all.pcapng'), '-Y', 'udp', '-T', 'fields'],
      ...['-e', 'udp.srcport', '-e', 'udp.dstport', '-e', 'udp.payload'],
    ]);
    await rm(this.#folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`tshark ended with ${code}: ${stderr}`);
    return stdout.split('\n').filter(Boolean).map(readPacket);
  }

  /** dumpcap says that it captures before it does, and writes late: a packet of our own tells when it is so. */
  async #sees(what: string): Promise<void> {
    const mark = `hamvoip capture ${what} ${process.pid}`;
    const socket = createSocket('udp4');
    try {
      await until(`the capture ${what}: ${this.#program.output}`, async () => {
        socket.send(mark, 9, '127.0.0.1');
        const bytes = await readFile(join(this.#folder, 'all.pcapng')).catch(() => Buffer.alloc(0));
        return bytes.includes(mark);
      });
    } finally {
      socket.close();
    }
  }
}

function readPacket(line: string): Packet {
  const [from, to, payload = ''] = line.split('\t');
  return {
    fromPort: Number(from),
    toPort: Number(to),
    payload: Buffer.from(payload.replaceAll(':', ''), 'hex').toString('latin1'),
  };
}
