import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../servers/server.ts';
import { injectionFile } from './injection-files.ts';
import { type LoadResult, measured, register } from './registrations.ts';
import { Sipp } from './sipp.ts';

const CALLER_PORT = 17_072;
const CALLEE_PORT = 17_074;
const CALLEE_STARTS_MS = 300;
const REGISTRATIONS_PER_S = 2000;
/** A server that has just started on a busy machine may need another. */
const ATTEMPTS = 3;

/** Every extension registers from the port on which the called phones will answer. */
export async function registerCallees(server: RunningServer, extensions: number): Promise<void> {
  const load = { extensions, rate: REGISTRATIONS_PER_S, count: extensions, ownPort: CALLEE_PORT };
  let failed = extensions;
  for (let attempt = 0; attempt < ATTEMPTS && failed > 0; attempt += 1) {
    failed = (await register(server, load)).failed;
  }
  if (failed > 0) throw new Error(`${failed} callees cannot register`);
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
