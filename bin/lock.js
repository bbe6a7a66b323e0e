/** One process at a time prepares, however many are started at once. */
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './pinned-node.js';

const LOCK = join(ROOT, '.prepare.lock');
const LOOK_AGAIN_MS = 200;
const EMPTY_IS_DEAD_MS = 5000;

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPrepareLock(work) {
  await takeLock();
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** A file that only one process can make, with its process id. One whose maker is dead is taken over. */
async function takeLock() {
  while (!makeLock()) {
    if (isDead(LOCK)) removeDeadLock();
    else await sleep(LOOK_AGAIN_MS);
  }
}

function makeLock() {
  try {
    const file = openSync(LOCK, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lock */
function isDead(lock) {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // Empty for the moment between making and writing it.
    if (holder === 0) return Date.now() - statSync(lock).mtimeMs > EMPTY_IS_DEAD_MS;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** By renaming, so that of two processes that find it dead only one removes it. */
function removeDeadLock() {
  const aside = `${LOCK}.${process.pid}`;
  try {
    renameSync(LOCK, aside);
    // The other one was faster and this is its living lock: it is put back.
    if (!isDead(aside)) linkSync(aside, LOCK);
    rmSync(aside, { force: true });
  } catch {
    // The other one was first.
  }
}
