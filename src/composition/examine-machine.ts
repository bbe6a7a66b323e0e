import type { DatagramSocket, StreamListener } from '../base/sockets.ts';
import { SocketError } from '../base/sockets.ts';
import type { MachineFacts } from '../cli/doctor/machine-facts.ts';
import type { Settings } from '../config/settings.ts';
import { examineCertificate } from '../platform/certificates/server-certificate.ts';
import { isClockSynchronised } from '../platform/machine/clock-state.ts';
import * as machine from '../platform/machine/machine.ts';
import { NodeClock } from '../platform/node-clock.ts';
import { NodeNetwork } from '../platform/sockets/node-network.ts';
import { certificateSource, usesTls } from './certificate-source.ts';
import { DATABASE_FILE } from './data-files.ts';

/** What `doctor` looks at. Nothing is changed; ports are tried only while no exchange of ours holds them. */
export async function examineMachine(settings: Settings, isRunning: boolean): Promise<MachineFacts> {
  return {
    ...(await examineWhileRunning(settings)),
    database: machine.judgeDatabase(`${settings.data}/${DATABASE_FILE}`),
    portsInUse: isRunning ? [] : await portsInUse(settings),
  };
}

/** What can be looked at in a moment, without holding up an exchange in the same process. */
export async function examineWhileRunning(
  settings: Settings,
): Promise<Omit<MachineFacts, 'database' | 'portsInUse'>> {
  const folder = settings.data;
  const room = await machine.room(folder);
  const nowMs = new NodeClock().wallTime();
  return {
    platform: machine.platformName(),
    availableMemoryBytes: machine.availableMemoryBytes(),
    freeDiskBytes: room?.freeBytes,
    freeFilesPercent: room?.freeFilesPercent,
    folder: machine.judgeFolder(folder),
    filesOpenToOthers: machine.filesOpenToOthers(folder),
    journalBytes: machine.sizeOf(`${folder}/${DATABASE_FILE}-wal`),
    openFilesLimit: machine.openFilesLimit(),
    receiveBufferBytes: machine.largestReceiveBuffer(),
    rewritesSip: machine.rewritesSip(),
    isBridged: machine.isBridgedContainer(),
    certificate: usesTls(settings)
      ? examineCertificate(certificateSource(settings, folder), nowMs)
      : undefined,
    isClockSynchronised: await isClockSynchronised(),
    nowMs,
  };
}

async function portsInUse({
  bind,
  sipPort,
  sipExtraPorts,
  sipsPort,
  httpPort,
}: Settings): Promise<readonly string[]> {
  const network = new NodeNetwork();
  const taken = new Set<string>();
  for (const address of bind) {
    for (const port of [sipPort, ...sipExtraPorts].filter((one) => one > 0)) {
      if (await isInUse(() => network.bindDatagram({ address, port }, () => {}))) taken.add(`UDP ${port}`);
    }
    for (const port of [sipPort, ...sipExtraPorts, sipsPort, httpPort].filter((one) => one > 0)) {
      const listen = () =>
        network.listenStream(
          { address, port },
          () => false,
          () => {},
        );
      if (await isInUse(listen)) taken.add(`TCP ${port}`);
    }
  }
  return [...taken];
}

/** Another address family than the machine has, or too low a port, is another matter. */
async function isInUse(open: () => Promise<DatagramSocket | StreamListener>): Promise<boolean> {
  try {
    (await open()).close();
    return false;
  } catch (error) {
    if (error instanceof SocketError) return error.reason === 'in-use';
    throw error;
  }
}
