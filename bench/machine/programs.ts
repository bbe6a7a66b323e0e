import { spawnSync } from 'node:child_process';

/** Whether Debian's package with this program is installed. */
export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}
