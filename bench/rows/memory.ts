import { setTimeout as sleep } from 'node:timers/promises';
import { registerCallees } from '../load/calls.ts';
import { RelayedCalls } from '../load/relayed-calls.ts';
import { residentBytes } from '../machine/cpu-time.ts';
import { isInstalled } from '../machine/programs.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';
import { startKamailio } from '../servers/kamailio.ts';
import type { RunningServer } from '../servers/server.ts';

const ENDPOINTS = 3400;
const CALLS = 500;
const SETTLING_MS = 1_000;
const MEGABYTE = 1e6;
const KILOBYTE = 1e3;

/** Memory is measured once: it hardly varies. */
export const memoryRow: Row = {
  key: 'memory',
  async run(options): Promise<Figure[]> {
    const { registered, perCall } = await ours(options.profileFolder);
    return [
      {
        work: `Memory with ${ENDPOINTS} registered endpoints`,
        unit: 'MB',
        wanted: '≤ 200',
        atMost: 200,
        ours: [registered / MEGABYTE],
        theirs: {
          name: 'Kamailio',
          values: isInstalled('kamailio') ? [(await theirs()) / MEGABYTE] : [],
        },
        notes: ['proportional set size of all processes'],
      },
      {
        work: `Memory per call, ${CALLS} calls`,
        unit: 'kB',
        wanted: '≤ 30',
        atMost: 30,
        ours: [perCall / KILOBYTE],
        notes: ['garbage not yet collected included'],
      },
    ];
  },
};

async function ours(profileFolder: string | undefined): Promise<{ registered: number; perCall: number }> {
  const server = await startHamvoip({ extensions: ENDPOINTS, profileFolder });
  const calls = await RelayedCalls.open(server);
  try {
    const registered = await afterRegistrations(server);
    await calls.establish(0, CALLS);
    await sleep(SETTLING_MS);
    return { registered, perCall: (residentBytes(server.pids) - registered) / CALLS };
  } finally {
    calls.close();
    await server.stop();
  }
}

async function theirs(): Promise<number> {
  const server = await startKamailio();
  try {
    return await afterRegistrations(server);
  } finally {
    await server.stop();
  }
}

async function afterRegistrations(server: RunningServer): Promise<number> {
  await registerCallees(server, ENDPOINTS);
  await sleep(SETTLING_MS);
  return residentBytes(server.pids);
}
