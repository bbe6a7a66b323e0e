import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { processTree } from '../machine/cpu-time.ts';
import { onServerCpu } from '../machine/pinning.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { Child } from './child.ts';
import { firstAnswer } from './first-answer.ts';
import type { RunningServer } from './server.ts';

const CONFIGURATION = new URL('kamailio.cfg', import.meta.url).pathname;
const ADDRESS = '127.0.0.1';
const PORT = 17_061;

/** Registrar in memory and proxy without media, one worker process, digest for REGISTER and INVITE. */
export async function startKamailio(): Promise<RunningServer> {
  const folder = mkdtempSync(join(temporaryFolder(), 'kamailio-'));
  const child = new Child(
    onServerCpu(
      [
        'kamailio',
        '-DD',
        '-E',
        '-f',
        CONFIGURATION,
        '-m',
        '512',
        '-M',
        '16',
        '-w',
        folder,
        '-Y',
        folder,
      ].concat(['-P', join(folder, 'pid')]),
    ),
  );
  await firstAnswer(ADDRESS, PORT).catch((error: unknown) => {
    throw new Error(`kamailio does not start: ${child.said}`, { cause: error });
  });
  return {
    name: 'kamailio',
    address: ADDRESS,
    port: PORT,
    pids: processTree(child.pid),
    stop: () => child.stop(),
  };
}
