import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { isPinned } from './pinning.ts';

export interface MachineDescription {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
  readonly pinned: boolean;
}

export function describeMachine(): MachineDescription {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    pinned: isPinned,
  };
}

/** Short name of the commit; with `+` when the tree holds changes that are not committed. */
export function describeCommit(folder: string): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  try {
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--', 'src', 'bin') === '' ? '' : '+')
    );
  } catch {
    return 'unknown';
  }
}
