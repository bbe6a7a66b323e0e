/** Brings node_modules up to date with the lock file, once, however many processes ask at the same time. */
import { spawn } from 'node:child_process';
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
import { say } from './words.js';

const LOCK = join(ROOT, '.prepare.lock');
const LOOK_AGAIN_MS = 200;
const EMPTY_IS_DEAD_MS = 5000;

/** npm's own words that are shown when it fails. */
const LAST_LINES = 20;

/** @returns {Promise<boolean>} whether the packages are there */
export async function preparePackages() {
  if (packagesAreCurrent()) return true;
  await takeLock();
  try {
    // Another process may have done the work while we waited.
    return packagesAreCurrent() || (await installPackages());
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** npm writes `.package-lock.json` when it is done: a broken install has none. */
function packagesAreCurrent() {
  const installed = modifiedAt(join(ROOT, 'node_modules', '.package-lock.json'));
  const wanted = modifiedAt(join(ROOT, 'package-lock.json'));
  return installed !== undefined && (wanted === undefined || installed >= wanted);
}

/** @param {string} path */
function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** @returns {Promise<boolean>} */
async function installPackages() {
  say({
    nl: 'Pakketten installeren (npm ci), een halve minuut …',
    en: 'Installing packages (npm ci), half a minute …',
  });
  const { code, output } = await runNpm([
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ]);
  if (code === 0) return true;
  say({
    nl: `Pakketten installeren is mislukt (npm ci, code ${code}). Dit zei npm:`,
    en: `Installing the packages failed (npm ci, code ${code}). This is what npm said:`,
  });
  process.stderr.write(`${output.trimEnd().split('\n').slice(-LAST_LINES).join('\n')}\n`);
  return false;
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function runNpm(args) {
  const cli = process.env.npm_execpath;
  const viaNode = cli?.endsWith('npm-cli.js') === true;
  const child = spawn(viaNode ? process.execPath : 'npm', viaNode ? [cli, ...args] : args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (/** @type {Buffer} */ bytes) => {
    output += bytes;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
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
