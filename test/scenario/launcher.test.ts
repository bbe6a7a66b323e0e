/** What stands between the command line and the exchange: bin/, before any TypeScript runs. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';

const ROOT = join(import.meta.dirname, '..', '..');
const LAUNCHER_PIPE = new URL('../../src/platform/process/launcher-pipe.ts', import.meta.url).href;

/** A folder with our bin/ and what else a clone needs, its pages built, with a Node and an npm of the test's own. */
function clone(t: TestContext, main = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-clone-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  mkdirSync(join(folder, 'build', 'ui'), { recursive: true });
  writeFileSync(join(folder, 'build', 'ui', 'stamp'), '');
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'main.ts'), main);
  return folder;
}

/** What `npm ci` leaves behind. */
function install(folder: string): void {
  const bin = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');
  mkdirSync(bin, { recursive: true });
  if (!existsSync(join(bin, 'node'))) symlinkSync(process.execPath, join(bin, 'node'));
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '{}');
}

/** An npm that writes its arguments into npm.log, then installs or fails. */
function fakeNpm(folder: string, outcome: 'installs' | 'fails'): Record<string, string> {
  const path = join(folder, 'npm-cli.js');
  const work = `
    import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
    appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
    if (${JSON.stringify(outcome)} === 'fails') { console.error('npm error the registry is away'); process.exit(1); }
    mkdirSync('node_modules', { recursive: true });
    writeFileSync('node_modules/.package-lock.json', '{}');`;
  writeFileSync(path, work);
  return { npm_execpath: path };
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  folder: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const env = { ...Object.fromEntries(inherited), HAMVOIP_LANG: 'en', ...environment };
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess): Promise<Ended> {
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (bytes: Buffer) => {
      text[name] += bytes;
    });
  }
  const [code, signal] = await once(child, 'close');
  return { code, signal, ...text };
}

describe('prepare', () => {
  it('says and does nothing when the packages are there', async (t) => {
    const folder = clone(t);
    install(folder);
    const run = await ended(start(folder, ['bin/prepare.js'], fakeNpm(folder, 'fails')));
    assert.deepEqual(run, { code: 0, signal: null, stdout: '', stderr: '' });
  });

  it('installs them when they are missing, once for all that ask', async (t) => {
    const folder = clone(t);
    const npm = fakeNpm(folder, 'installs');
    const runs = await Promise.all([1, 2, 3].map(() => ended(start(folder, ['bin/prepare.js'], npm))));
    assert.deepEqual(new Set(runs.map(({ code }) => code)), new Set([0]));
    assert.equal(runs.filter(({ stderr }) => /^Installing packages [^\n]*\n$/.test(stderr)).length, 1);
    const calls = readFileSync(join(folder, 'npm.log'), 'utf8').trim().split('\n');
    assert.equal(calls.length, 1);
    assert.match(calls[0] ?? '', /^ci --ignore-scripts /);
    assert.equal(existsSync(join(folder, '.prepare.lock')), false);
  });

  it('installs them when the lock file is newer', async (t) => {
    const folder = clone(t);
    install(folder);
    utimesSync(join(folder, 'node_modules', '.package-lock.json'), 1, 1);
    await ended(start(folder, ['bin/prepare.js'], fakeNpm(folder, 'installs')));
    assert.ok(existsSync(join(folder, 'npm.log')));
  });

  it('shows what npm said when it fails', async (t) => {
    const folder = clone(t);
    const run = await ended(start(folder, ['bin/prepare.js'], fakeNpm(folder, 'fails')));
    assert.equal(run.code, 1);
    assert.match(run.stderr, /failed \(npm ci, code 1\)[^\n]*\nnpm error the registry is away\n$/);
    assert.equal(existsSync(join(folder, '.prepare.lock')), false);
  });

  it('takes over from a process that died', async (t) => {
    const folder = clone(t);
    const dead = start(folder, ['-e', '']);
    await ended(dead);
    writeFileSync(join(folder, '.prepare.lock'), String(dead.pid));
    const run = await ended(start(folder, ['bin/prepare.js'], fakeNpm(folder, 'installs')));
    assert.equal(run.code, 0);
  });
});

/** Runs under the launcher: says who it is, then obeys its argument. */
const CHILD = `
  const { endWithLauncher } = await import(${JSON.stringify(LAUNCHER_PIPE)});
  endWithLauncher(process.env);
  const [how, ...rest] = process.argv.slice(2);
  if (how === 'exit') process.exit(Number(rest[0]));
  let interrupts = 0;
  process.on('SIGINT', () => { interrupts += 1; console.log('interrupted'); });
  process.on('SIGTERM', () => process.exit(40 + interrupts));
  setInterval(() => {}, 1000);
  console.log(process.pid + ' ' + process.env.LAUNCHER_PIPE);
`;

/** The launcher with a child that is up, and the child's process id. */
async function launch(t: TestContext): Promise<{ launcher: ChildProcess; childPid: number }> {
  const folder = clone(t, CHILD);
  install(folder);
  const launcher = start(folder, ['bin/hamvoip.js', 'stay']);
  t.after(() => launcher.kill('SIGKILL'));
  assert.ok(launcher.stdout);
  const [line] = await once(launcher.stdout, 'data');
  const [pid, pipe] = String(line).trim().split(' ');
  assert.equal(pipe, 'undefined');
  return { launcher, childPid: Number(pid) };
}

describe('the launcher', () => {
  it('runs the sources with its arguments and ends with their exit code', async (t) => {
    const folder = clone(t, CHILD);
    install(folder);
    assert.equal((await ended(start(folder, ['bin/hamvoip.js', 'exit', '78']))).code, 78);
    assert.equal((await ended(start(folder, ['bin/on-pinned-node.js', 'src/main.ts', 'exit', '3']))).code, 3);
  });

  it('installs the packages first', async (t) => {
    const folder = clone(t, CHILD);
    const run = await ended(start(folder, ['bin/hamvoip.js', 'exit', '5'], fakeNpm(folder, 'installs')));
    assert.equal(run.code, 5);
  });

  it('passes a signal on, and one that comes twice at once a single time', async (t) => {
    const { launcher } = await launch(t);
    const end = ended(launcher);
    assert.ok(launcher.stdout);
    const interrupted = once(launcher.stdout, 'data');
    launcher.kill('SIGINT');
    launcher.kill('SIGINT');
    await interrupted;
    launcher.kill('SIGTERM');
    const { code, stdout } = await end;
    assert.equal(code, 41);
    assert.equal(stdout, 'interrupted\n');
  });

  it('dies of the signal that its child died of', async (t) => {
    const { launcher, childPid } = await launch(t);
    const end = ended(launcher);
    process.kill(childPid, 'SIGKILL');
    assert.equal((await end).signal, 'SIGKILL');
  });

  it('takes its child along when it is killed', async (t) => {
    const { launcher } = await launch(t);
    // The child holds the other end of standard output: 'close' comes when both are gone.
    const end = ended(launcher);
    launcher.kill('SIGKILL');
    assert.equal((await end).signal, 'SIGKILL');
  });

  it('ends with the npm that started it', async (t) => {
    const folder = clone(t, CHILD);
    install(folder);
    const npm = spawn('sh', ['-c', '"$0" bin/hamvoip.js stay & wait', process.execPath], {
      cwd: folder,
      env: { ...process.env, npm_package_json: join(folder, 'package.json') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(npm.stdout, 'data');
    const end = once(npm, 'close');
    npm.kill('SIGKILL');
    await end;
  });
});
