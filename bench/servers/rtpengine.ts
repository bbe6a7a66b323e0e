import { setTimeout as sleep } from 'node:timers/promises';
import { processTree } from '../machine/cpu-time.ts';
import { onServerCpu } from '../machine/pinning.ts';
import { Child } from './child.ts';
import { assertPortIsFree } from './free-port.ts';
import type { RunningServer } from './server.ts';

const CONTROL_PORT = 17_063;
const STARTS_MS = 1_000;

/** In user space, with one media thread, as a container or a virtual machine without the kernel module runs it. */
export async function startRtpengine(): Promise<RunningServer> {
  await assertPortIsFree('127.0.0.1', CONTROL_PORT);
  const child = new Child(
    onServerCpu([
      'rtpengine',
      '--config-file=none',
      '--table=-1',
      '--interface=127.0.0.1',
      `--listen-ng=127.0.0.1:${CONTROL_PORT}`,
      '--num-threads=1',
      '--port-min=18000',
      '--port-max=57999',
      '--timeout=600',
      '--silent-timeout=600',
      '--log-level=3',
      '--log-stderr',
      '--foreground',
    ]),
  );
  await sleep(STARTS_MS);
  child.assertRunning('rtpengine');
  return {
    name: 'rtpengine',
    address: '127.0.0.1',
    port: CONTROL_PORT,
    pids: processTree(child.pid),
    stop: () => child.stop(),
  };
}
