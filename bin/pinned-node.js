/**
 * Runs a script on the Node that this project pins (node_modules/node-linux-*), whatever Node started us. The
 * platform packages cannot be reached through `.bin`, because npm 10 drops a name that two packages share.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from './words.js';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node whose TypeScript, SQLite and crypto the sources rely on. */
const NEEDED_MAJOR = 26;

/** `EX_UNAVAILABLE` of sysexits(3). */
const EXIT_UNAVAILABLE = 69;

/** Half of a start is reading and compiling sources; src/main.ts fills the cache when it is up. */
const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'compiled');

/** File descriptor of the pipe in the child; src/platform/process/launcher-pipe.ts watches it. */
const PIPE_DESCRIPTOR = 3;

/** A terminal and npm both send Ctrl-C to us; pressed twice on purpose it comes later than this. */
const SAME_SIGNAL_MS = 400;

const LOOK_AT_NPM_MS = 250;

/** @returns {string | undefined} the path of a Node that is new enough */
export function findNode() {
  const pinned = join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  return Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR ? process.execPath : undefined;
}

/**
 * Runs `script` with its arguments, then ends this process the way the child ended.
 * @param {readonly string[]} args
 */
export function runOnPinnedNode(args) {
  const node = findNode();
  if (node === undefined) {
    sayUnsupported();
    process.exit(EXIT_UNAVAILABLE);
  }
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: {
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...process.env,
      LAUNCHER_PIPE: `${PIPE_DESCRIPTOR}:${process.pid}`,
    },
    // A session of its own: what a terminal or supervisor sends to the group reaches the child once, through us.
    detached: true,
  });
  // An error of the pipe means that the child is gone, which 'exit' tells as well.
  child.stdio[PIPE_DESCRIPTOR]?.on('error', () => {});
  forwardSignals(child);
  endWithNpm(child);
  child.on('error', (error) => {
    sayCannotRun(node, error);
    process.exit(EXIT_UNAVAILABLE);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Reached only by a signal that does not end a process of its own accord.
    setTimeout(() => process.exit(1), 1000);
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    let lastAt = Number.NEGATIVE_INFINITY;
    process.on(signal, () => {
      const now = performance.now();
      if (now - lastAt < SAME_SIGNAL_MS) return;
      lastAt = now;
      child.kill(signal);
    });
  }
  // Ctrl-Z stops the terminal's group; the child is in another.
  process.on('SIGTSTP', () => {
    child.kill('SIGSTOP');
    process.kill(process.pid, 'SIGSTOP');
  });
  process.on('SIGCONT', () => child.kill('SIGCONT'));
}

/**
 * Under `npm start` npm is what people see and kill. A SIGKILL of npm cannot reach us, but we get another parent.
 * @param {import('node:child_process').ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env.npm_package_json !== join(ROOT, 'package.json')) return;
  const npm = process.ppid;
  const look = () => {
    if (process.ppid !== npm) child.kill('SIGKILL');
  };
  setInterval(look, LOOK_AT_NPM_MS).unref();
}

function sayUnsupported() {
  const machine = `${process.platform}-${process.arch}`;
  const supported = machine === 'linux-x64' || machine === 'linux-arm64';
  if (supported) {
    say({
      nl: `Node ${NEEDED_MAJOR} ontbreekt in node_modules. Doe dit: npm ci --ignore-scripts --include=optional`,
      en: `Node ${NEEDED_MAJOR} is missing from node_modules. Do this: npm ci --ignore-scripts --include=optional`,
    });
    return;
  }
  say({
    nl: `HamVoIP heeft voor ${machine} geen eigen Node. Doe dit: installeer Node ${NEEDED_MAJOR} of nieuwer en start opnieuw.`,
    en: `HamVoIP brings no Node of its own for ${machine}. Do this: install Node ${NEEDED_MAJOR} or newer and start again.`,
  });
}

/**
 * @param {string} node
 * @param {Error} error
 */
function sayCannotRun(node, error) {
  if (usesMusl()) {
    say({
      nl: `De meegeleverde Node draait alleen met glibc, en dit systeem heeft musl. Doe dit: installeer Node ${NEEDED_MAJOR} of nieuwer, verwijder node_modules/node-linux-${process.arch} en start opnieuw.`,
      en: `The Node that comes along needs glibc, and this system has musl. Do this: install Node ${NEEDED_MAJOR} or newer, remove node_modules/node-linux-${process.arch} and start again.`,
    });
    return;
  }
  say({ nl: `${node} start niet: ${error.message}`, en: `${node} does not start: ${error.message}` });
}

function usesMusl() {
  const header = process.report?.getReport().header;
  return process.platform === 'linux' && header !== undefined && header.glibcVersionRuntime === undefined;
}
