import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** For instance `linux-x64`. */
export function platformName(): string {
  return `${process.platform}-${process.arch}`;
}

/** What programs could still get, caches given back; undefined where the system does not say. */
export function availableMemoryBytes(): number | undefined {
  const [, kb] = /^MemAvailable:\s+(\d+) kB/m.exec(textOf('/proc/meminfo')) ?? [];
  return kb === undefined ? undefined : Number(kb) * 1024;
}

/** Room on the file system that holds `path`, in bytes and in files; undefined when there is no such path. */
export async function room(
  path: string,
): Promise<{ readonly freeBytes: number; readonly freeFilesPercent: number | undefined } | undefined> {
  try {
    const { bavail, bsize, files, ffree } = await statfs(path);
    // Some file systems (btrfs) make inodes as they need them and count none.
    const freeFilesPercent = files === 0 ? undefined : Math.floor((100 * ffree) / files);
    return { freeBytes: bavail * bsize, freeFilesPercent };
  } catch {
    return undefined;
  }
}

export function judgeFolder(path: string): 'good' | 'missing' | 'not-writable' | 'open-to-others' {
  try {
    const { mode } = statSync(path);
    accessSync(path, constants.W_OK | constants.X_OK);
    return (mode & 0o077) === 0 ? 'good' : 'open-to-others';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'not-writable';
  }
}

/** Names of the files in a folder that others than its owner may read or write; folders and sockets are left out. */
export function filesOpenToOthers(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && (statSync(join(path, entry.name)).mode & 0o077) !== 0)
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Reads every page of the database; it may be in use meanwhile. */
export function judgeDatabase(path: string): 'good' | 'broken' | 'missing' {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return 'missing';
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    try {
      const [row] = database.prepare('PRAGMA quick_check(1)').all();
      return row?.['quick_check'] === 'ok' ? 'good' : 'broken';
    } finally {
      database.close();
    }
  } catch {
    return 'broken';
  }
}

/** How many files this process may have open. */
export function openFilesLimit(): number | undefined {
  const [, limit] = /^Max open files\s+(\d+)/m.exec(textOf('/proc/self/limits')) ?? [];
  return limit === undefined ? undefined : Number(limit);
}

/** The largest receive buffer a socket of this machine gets. */
export function largestReceiveBuffer(): number | undefined {
  const bytes = Number.parseInt(textOf('/proc/sys/net/core/rmem_max'), 10);
  return Number.isNaN(bytes) ? undefined : bytes;
}

/** Whether the kernel has the module that rewrites SIP behind NAT. */
export function rewritesSip(): boolean {
  return /^nf_(conntrack|nat)_sip /m.test(textOf('/proc/modules'));
}

/** Whether this is a container whose only way out is a bridge: its single interface has no hardware behind it. */
export function isBridgedContainer(): boolean {
  if (textOf('/.dockerenv', true) === undefined && textOf('/run/.containerenv', true) === undefined)
    return false;
  const devices = textOf('/proc/net/dev')
    .split('\n')
    .flatMap((line) => /^\s*([^:\s]+):/.exec(line)?.[1] ?? [])
    .filter((name) => name !== 'lo');
  return (
    devices.length === 1 &&
    devices[0] === 'eth0' &&
    statSync('/sys/class/net/eth0/device', { throwIfNoEntry: false }) === undefined
  );
}

function textOf(path: string): string;
function textOf(path: string, orNothing: true): string | undefined;
function textOf(path: string, orNothing = false): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return orNothing ? undefined : '';
  }
}
