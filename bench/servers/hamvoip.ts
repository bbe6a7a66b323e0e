import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processTree } from '../machine/cpu-time.ts';
import { onServerCpu, putAhead } from '../machine/pinning.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { Child } from './child.ts';
import { firstAnswer } from './first-answer.ts';
import { assertPortIsFree } from './free-port.ts';
import type { RunningServer } from './server.ts';
import { importFile } from './subscribers.ts';

const COMMAND = new URL('../../bin/hamvoip.js', import.meta.url).pathname;
const ADDRESS = '127.0.0.1';
const SIP_PORT = 17_060;
const HTTP_PORT = 17_080;

export const CONFERENCES = ['900', '901', '902', '903', '904', '905', '906', '907', '908', '909'] as const;

export interface HamvoipOptions {
  readonly extensions: number;
  /** Goes on with the data of an earlier run instead of a copy of fresh data. */
  readonly data?: string;
  readonly profileFolder?: string | undefined;
}

export interface RunningHamvoip extends RunningServer {
  readonly data: string;
  readonly httpPort: number;
  /** From the start of the command to the first answer. */
  readonly readyAfterMs: number;
  kill(): Promise<void>;
}

/** `hamvoip start` on a data folder of its own, on the server's CPU. */
export async function startHamvoip(options: HamvoipOptions): Promise<RunningHamvoip> {
  const data = options.data ?? freshData(options.extensions);
  const { profileFolder } = options;
  await assertPortIsFree(ADDRESS, SIP_PORT);
  const begun = performance.now();
  const child = new Child(onServerCpu([process.execPath, COMMAND, 'start']), {
    ...environment(data),
    ...(profileFolder === undefined
      ? {}
      : { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=4000 --cpu-prof-dir=${profileFolder}` }),
  });
  const answeredAt = await firstAnswer(ADDRESS, SIP_PORT).finally(() => child.assertRunning('hamvoip'));
  const pids = processTree(child.pid);
  for (const pid of pids) putAhead(pid);
  return {
    name: 'hamvoip',
    address: ADDRESS,
    port: SIP_PORT,
    pids,
    data,
    httpPort: HTTP_PORT,
    readyAfterMs: answeredAt - begun,
    stop: () => child.stop(),
    async kill() {
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await child.stop('SIGKILL');
    },
  };
}

/** A copy of a data folder with so many extensions and the conferences; the original is made once. */
function freshData(extensions: number): string {
  const original = join(temporaryFolder(), `data-${extensions}`);
  if (!existsSync(original)) {
    mkdirSync(original);
    const file = join(temporaryFolder(), `extensions-${extensions}.csv`);
    writeFileSync(file, importFile(extensions));
    hamvoip(original, 'extension', 'import', file);
    for (const number of CONFERENCES.slice(1))
      hamvoip(original, 'conference', 'add', number, '--name', `Bench ${number}`);
  }
  const copy = mkdtempSync(join(temporaryFolder(), 'run-'));
  rmSync(copy, { recursive: true });
  cpSync(original, copy, { recursive: true });
  return copy;
}

function hamvoip(data: string, ...args: string[]): void {
  execFileSync(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, ...environment(data) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function environment(data: string): Record<string, string> {
  return {
    HAMVOIP_DATA: data,
    HAMVOIP_DOMAIN: ADDRESS,
    HAMVOIP_BIND: ADDRESS,
    HAMVOIP_SIP_PORT: String(SIP_PORT),
    HAMVOIP_SIPS_PORT: String(SIP_PORT + 1),
    HAMVOIP_HTTP_PORT: String(HTTP_PORT),
    HAMVOIP_METRICS: '127.0.0.1:17090',
    HAMVOIP_RTP_PORTS: '18000-57999',
    HAMVOIP_LIMITS: 'off',
    // The generators answer nothing they did not ask for.
    HAMVOIP_KEEP_ALIVE: 'off',
  };
}
