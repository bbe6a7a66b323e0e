import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';

/** Set by bin/pinned-node.js: `<file descriptor>:<process id of the launcher>`. */
const VARIABLE = 'LAUNCHER_PIPE';

/**
 * Ends this process at once when its launcher (bin/pinned-node.js) is gone. Whoever kills the launcher means the
 * exchange; a SIGKILL cannot be passed on, but the kernel closes the pipe between the two.
 *
 * Does nothing when there is no launcher. The variable is removed, so that no child takes it for its own.
 */
export function endWithLauncher(environment: NodeJS.ProcessEnv): void {
  const told = /^(\d+):(\d+)$/.exec(environment[VARIABLE] ?? '');
  delete environment[VARIABLE];
  if (told === null || Number(told[2]) !== process.ppid) return;
  const descriptor = Number(told[1]);
  if (!isPipe(descriptor)) return;
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false });
  pipe.on('error', () => {});
  pipe.on('close', () => process.kill(process.pid, 'SIGKILL'));
  pipe.resume();
  pipe.unref();
}

function isPipe(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isSocket() || status.isFIFO();
  } catch {
    return false;
  }
}
