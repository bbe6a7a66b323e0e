import { cpuMs, machineTime } from './cpu-time.ts';

export interface Window {
  readonly wallMs: number;
  readonly serverCpuMs: number;
  /** Work of all others but the server on this machine, the load generators included. */
  readonly othersCpuMs: number;
  readonly stolenMs: number;
}

/** Measures what the server uses from now until `close`. */
export function openWindow(serverPids: readonly number[]): { close(): Window } {
  const begun = performance.now();
  const server = cpuMs(serverPids);
  const machine = machineTime();
  return {
    close() {
      const serverCpuMs = cpuMs(serverPids) - server;
      const now = machineTime();
      return {
        wallMs: performance.now() - begun,
        serverCpuMs,
        othersCpuMs: now.busyMs - machine.busyMs - serverCpuMs,
        stolenMs: now.stolenMs - machine.stolenMs,
      };
    },
  };
}
