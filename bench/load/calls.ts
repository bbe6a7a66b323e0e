import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../servers/server.ts';
import { injectionFile } from './injection-files.ts';
import { type LoadResult, measured, register } from './registrations.ts';
import { Sipp } from './sipp.ts';

const CALLER_PORT = 17_072;
const CALLEE_PORT = 17_074;
const CALLEE_STARTS_MS = 300;

/** Every extension registers from the port on which the called phones will answer. */
export async function registerCallees(server: RunningServer, extensions: number): Promise<void> {
  const result = await register(server, { extensions, rate: 1500, count: extensions, ownPort: CALLEE_PORT });
  if (result.successful < extensions)
    throw new Error(`${extensions - result.successful} callees cannot register`);
}

/** INVITE with digest, 180, 200, ACK, BYE between registered extensions. */
export async function call(
  server: RunningServer,
  load: { readonly extensions: number; readonly rate: number; readonly count: number },
): Promise<LoadResult> {
  const injection = injectionFile(load.extensions);
  const callee = new Sipp(server, { scenario: 'callee', ownPort: CALLEE_PORT });
  await sleep(CALLEE_STARTS_MS);
  try {
    const { rate, count } = load;
    const caller = new Sipp(server, { scenario: 'caller', ownPort: CALLER_PORT, injection, rate, count });
    return await measured(server, caller);
  } finally {
    await callee.stop();
  }
}
