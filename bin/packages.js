/** Brings node_modules up to date with the lock file, once, however many processes ask at the same time. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { withPrepareLock } from './lock.js';
import { ROOT } from './pinned-node.js';
import { runProgram } from './run-program.js';
import { say } from './words.js';

/** npm's own words that are shown when it fails. */
const LAST_LINES = 20;

/** @returns {Promise<boolean>} whether the packages are there */
export async function preparePackages() {
  if (packagesAreCurrent()) return true;
  // Another process may have done the work while we waited.
  return withPrepareLock(async () => packagesAreCurrent() || (await installPackages()));
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

/** @param {readonly string[]} args */
function runNpm(args) {
  const cli = process.env.npm_execpath;
  const viaNode = cli?.endsWith('npm-cli.js') === true;
  return runProgram(viaNode ? process.execPath : 'npm', viaNode ? [cli, ...args] : args);
}
