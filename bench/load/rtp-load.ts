import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '../machine/programs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { MediaTarget } from './user-agent.ts';

const SOURCE = new URL('rtpload.c', import.meta.url).pathname;

/** All legs send and receive here; the server's port tells them apart. */
export const MEDIA_PORT = 17_200;

/** One phone of the load: it sends to `target`. */
export interface RtpLeg {
  readonly id: number;
  /** In a call the leg that must get what this one sends. */
  readonly peer?: number;
  readonly room?: number;
  readonly target: MediaTarget;
}

export interface RtpLoad {
  readonly kind: 'relay' | 'conference' | 'conference delay';
  readonly legs: readonly RtpLeg[];
  readonly seconds: number;
  readonly serverPids: readonly number[];
  /** Of each room; all where left out. The others send silence. */
  readonly talkers?: number;
}

export interface RtpResult {
  /** Length of the measured window. */
  readonly window_s: number;
  readonly sent: number;
  readonly received: number;
  readonly server_cpu_pct: number;
  readonly other_cpu_pct: number;
  readonly stolen_pct: number;
  /** Relay only. */
  readonly loss_pct?: number;
  /** Conference only: received packets to those that should have come. */
  readonly rx_ratio?: number;
  readonly delay_us?: { readonly p50: number; readonly p99: number };
  /** Conference only: in the last second that each leg heard, voices of others that lack and own ones that do not. */
  readonly mix?: {
    readonly legs_checked: number;
    readonly tones_missing: number;
    readonly own_tone_heard: number;
  };
}

const WARMING_S = 2;
const MODES = {
  relay: ['--mode', 'relay'],
  conference: ['--mode', 'conf', '--capture', '1000'],
  'conference delay': ['--mode', 'conf', '--pulse'],
} as const;

export function canLoadRtp(): boolean {
  return isInstalled('gcc');
}

/** Every leg sends 50 packets a second; what the server sends is measured by the kernel's time stamps. */
export async function loadRtp({ kind, legs, seconds, serverPids, talkers }: RtpLoad): Promise<RtpResult> {
  const file = join(temporaryFolder(), 'legs.txt');
  const lines = legs.map(
    ({ id, peer, room, target }) => `${id} ${peer ?? -1} ${target.address} ${target.port} ${room ?? 0}`,
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  const args = ['--legs', file, '--bind', `127.0.0.1:${MEDIA_PORT}`, ...MODES[kind]];
  args.push('--warmup', `${WARMING_S}`, '--seconds', `${WARMING_S + seconds}`, '--pid', serverPids.join(','));
  if (talkers !== undefined) args.push('--talkers', `${talkers}`);
  const generator = spawn(program(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  generator.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(generator, 'close');
  return JSON.parse(output);
}

function program(): string {
  const path = join(temporaryFolder(), 'rtpload');
  if (!existsSync(path)) execFileSync('gcc', ['-O2', '-o', path, SOURCE, '-lm']);
  return path;
}
