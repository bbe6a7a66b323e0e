/** Builds the pages of `ui/` when their sources changed since the last time. Silent when they did not. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPrepareLock } from './lock.js';
import { findNode, ROOT } from './pinned-node.js';
import { runProgram } from './run-program.js';
import { say } from './words.js';

/** What the pages are made of: their own sources, the API's schemas, and the tools in their versions. */
const SOURCES = [
  'ui',
  'src/web/contract',
  'src/web/contract.ts',
  'src/policy',
  'src/directory',
  'src/store',
  'package-lock.json',
];

/** `ui/build.ts` writes it when all else is written. */
const STAMP = join(ROOT, 'build', 'ui', 'stamp');

/** @returns {Promise<boolean>} whether the pages are there */
export async function preparePages() {
  if (pagesAreCurrent()) return true;
  return withPrepareLock(async () => pagesAreCurrent() || (await buildPages()));
}

function pagesAreCurrent() {
  // A release may come with its pages built and without their sources.
  if (!existsSync(join(ROOT, 'ui'))) return existsSync(STAMP);
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, source);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const full = join(ROOT, path);
  const entries = readEntries(full);
  if (entries === undefined) {
    hash.update(`${path}\0`).update(readFileSync(full));
    return;
  }
  for (const entry of entries) addTo(hash, `${path}/${entry}`);
}

/** @param {string} path */
function readEntries(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** @returns {Promise<boolean>} */
async function buildPages() {
  say({ nl: 'Pagina’s bouwen …', en: 'Building the pages …' });
  const { code, output } = await runProgram(findNode() ?? process.execPath, [
    '--disable-warning=ExperimentalWarning',
    join(ROOT, 'ui', 'build.ts'),
    fingerprint(),
  ]);
  if (code === 0) return true;
  say({
    nl: `Pagina’s bouwen is mislukt (code ${code}). Dit was de melding:`,
    en: `Building the pages failed (code ${code}). This was the message:`,
  });
  process.stderr.write(`${output.trimEnd()}\n`);
  return false;
}
