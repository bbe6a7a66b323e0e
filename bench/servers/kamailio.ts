import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { processTree } from '../machine/cpu-time.ts';
import { onServerCpu } from '../machine/pinning.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { Child } from './child.ts';
import { firstAnswer } from './first-answer.ts';
import { assertPortIsFree } from './free-port.ts';
import type { RunningServer } from './server.ts';

const CONFIGURATION = new URL('kamailio.cfg', import.meta.url).pathname;
const ADDRESS = '127.0.0.1';
const PORT = 17_061;

/** Registrar in memory and proxy without media, one worker process, digest for REGISTER and INVITE. */
export async function startKamailio(): Promise<RunningServer> {
  const folder = mkdtempSync(join(temporaryFolder(), 'kamailio-'));
  await assertPortIsFree(ADDRESS, PORT);
  const command = ['kamailio', '-DD', '-E', '-f', CONFIGURATION, '-m', '512', '-M', '16'];
  const child = new Child(onServerCpu([...command, '-w', folder, '-Y', folder, '-P', join(folder, 'pid')]));
  await firstAnswer(ADDRESS, PORT).finally(() => child.assertRunning('kamailio'));
  const pids = processTree(child.pid);
  return { name: 'kamailio', address: ADDRESS, port: PORT, pids, stop: () => child.stop() };
}
