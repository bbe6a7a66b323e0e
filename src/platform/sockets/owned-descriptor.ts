import { closeSync, openSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';
import { type Libc, O_CLOEXEC } from './libc.ts';

/**
 * Puts a descriptor of the C library in the place of a file that Node opened, and closes the first: Node closes the
 * files of a thread that ends, however it ends, where a descriptor it does not know would keep its port for good.
 * Closed by `closeSync`. Throws a system error when there are no more descriptors.
 */
export function ownDescriptor(libc: Libc, foreign: number): number {
  try {
    const fd = openSync('/', 'r');
    if (libc.dup3(foreign, fd, O_CLOEXEC) === fd) return fd;
    closeSync(fd);
    throw systemError(libc);
  } finally {
    libc.close(foreign);
  }
}

/** What the last call of the C library failed with, as Node would say it. */
export function systemError(libc: Libc): Error {
  const code = getSystemErrorName(-libc.errno());
  return Object.assign(new Error(code), { code });
}
