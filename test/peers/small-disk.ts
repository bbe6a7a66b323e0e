import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './programs.ts';

const SIZE = '64m';
const MEBIBYTE = 1024 * 1024;

/** A disk of its own in memory that can be filled up. Needs root, as CI has it. */
export class SmallDisk {
  readonly folder: string;
  #isMounted = true;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async mount(): Promise<SmallDisk> {
    const folder = await mkdtemp(join(tmpdir(), 'hamvoip-disk-'));
    const { code, stderr } = await runProgram('mount', [
      ...['-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'tmpfs'],
      folder,
    ]);
    assert.equal(code, 0, `a small disk cannot be mounted; these tests need root: ${stderr}`);
    return new SmallDisk(folder);
  }

  /** Until not one byte more goes in. */
  async fill(): Promise<void> {
    const file = await open(this.#ballast, 'w');
    try {
      for (let size = MEBIBYTE; size >= 1; ) {
        try {
          const { bytesWritten } = await file.write(Buffer.alloc(size));
          if (bytesWritten < size) size = Math.floor(size / 2);
        } catch (error) {
          assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
          size = Math.floor(size / 2);
        }
      }
    } finally {
      await file.close();
    }
  }

  async empty(): Promise<void> {
    await rm(this.#ballast);
  }

  async unmount(): Promise<void> {
    if (!this.#isMounted) return;
    this.#isMounted = false;
    await runProgram('umount', ['--lazy', this.folder]);
    await rm(this.folder, { recursive: true, force: true });
  }

  get #ballast(): string {
    return join(this.folder, 'ballast');
  }
}
