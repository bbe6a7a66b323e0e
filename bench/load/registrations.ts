import { setTimeout as sleep } from 'node:timers/promises';
import { openWindow, type Window } from '../machine/load-window.ts';
import type { RunningServer } from '../servers/server.ts';
import { injectionFile } from './injection-files.ts';
import { Sipp, type SippResult } from './sipp.ts';

/** What is under way when the last answer has left still belongs to the load. */
const AFTERMATH_MS = 300;

export interface RegistrationLoad {
  readonly extensions: number;
  readonly rate: number;
  readonly count: number;
  /** The port the phones register from, so that they can be called there. */
  readonly ownPort?: number;
}

export interface LoadResult extends SippResult {
  readonly window: Window;
  /** Server CPU time per successful unit of work. */
  readonly cpuMsEach: number;
}

/** REGISTER, 401, REGISTER with digest, 200. */
export async function register(server: RunningServer, load: RegistrationLoad): Promise<LoadResult> {
  const injection = injectionFile(load.extensions);
  const { rate, count, ownPort = 17_070 } = load;
  return measured(server, new Sipp(server, { scenario: 'register', ownPort, injection, rate, count }));
}

/** The load that `sipp` is making now. */
export async function measured(server: RunningServer, sipp: Sipp): Promise<LoadResult> {
  const window = openWindow(server.pids);
  const result = await sipp.finished();
  await sleep(AFTERMATH_MS);
  const closed = window.close();
  return { ...result, window: closed, cpuMsEach: closed.serverCpuMs / result.successful };
}
