import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import type { Log } from '../../base/log.ts';
import { makeCertificate } from './self-made-certificate.ts';
import { type CertificateSource, examineCertificate, ServerCertificate } from './server-certificate.ts';

const DAY_MS = 86_400_000;
const NAMES = ['club.example', '192.0.2.10', '2001:db8::10'];

let folder: string;
let clock: FakeClock;
let errors: string[];
let open: ServerCertificate[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamvoip-certificate-'));
  clock = new FakeClock();
  errors = [];
  open = [];
});

afterEach(() => {
  for (const certificate of open) certificate.close();
  assert.equal(clock.pendingTimers, 0);
  rmSync(folder, { recursive: true, force: true });
});

const log: Log = {
  info() {},
  warn() {},
  error: (message: string) => errors.push(message),
};

function take(source: CertificateSource): ServerCertificate {
  const certificate = new ServerCertificate({ clock, log, source });
  open.push(certificate);
  return certificate;
}

/** One that ends in so many days, as a text that holds the key, too. */
function issue(days: number, names: readonly string[] = NAMES): string {
  const nowMs = clock.wallTime();
  return makeCertificate({
    names,
    nowMs: Math.min(nowMs, nowMs + days * DAY_MS),
    expiresAtMs: nowMs + days * DAY_MS,
  });
}

function split(text: string): { certificate: string; key: string } {
  const at = text.indexOf('-----BEGIN CERTIFICATE');
  return { key: text.slice(0, at), certificate: text.slice(at) };
}

/** Files as an authority's program leaves them. */
function put(text: string): CertificateSource & { kind: 'files' } {
  const files = {
    kind: 'files',
    certificate: join(folder, 'chain.pem'),
    key: join(folder, 'key.pem'),
  } as const;
  const { certificate, key } = split(text);
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key);
  return files;
}

describe('a certificate in files', () => {
  it('is shown with its names and its end', () => {
    const certificate = take(put(issue(60)));
    assert.deepEqual(certificate.state(), {
      source: 'files',
      fault: undefined,
      expiresAtMs: Math.floor((clock.wallTime() + 60 * DAY_MS) / 1000) * 1000,
      names: NAMES,
    });
    assert.ok(certificate.context);
    assert.deepEqual(errors, []);
  });

  it('may be one file with its key', () => {
    const file = join(folder, 'both.pem');
    writeFileSync(file, issue(60));
    assert.equal(take({ kind: 'files', certificate: file, key: file }).state().fault, undefined);
  });

  it('is read again by itself when the files change, and every server is told', async () => {
    const certificate = take(put(issue(5)));
    const told: unknown[] = [];
    certificate.watch((options) => told.push(options.cert));
    const first = certificate.context;
    await clock.advance(60_000);
    assert.equal(told.length, 1);
    assert.equal(certificate.context, first);
    put(issue(90, ['new.example']));
    await clock.advance(10_000);
    assert.equal(told.length, 2);
    assert.notEqual(certificate.context, first);
    assert.deepEqual(certificate.state().names, ['new.example']);
  });

  it('stays in use while its successor is half written, and the fault is told', async () => {
    const files = put(issue(60));
    const certificate = take(files);
    const { context } = certificate;
    const next = split(issue(90));
    writeFileSync(files.certificate, next.certificate);
    await clock.advance(10_000);
    assert.equal(certificate.state().fault, 'wrong-key');
    assert.equal(certificate.context, context);
    assert.match(errors[0] ?? '', /wrong-key; the one in use stays/);
    writeFileSync(`${files.key}.new`, next.key);
    renameSync(`${files.key}.new`, files.key);
    await clock.advance(10_000);
    assert.equal(certificate.state().fault, undefined);
    assert.notEqual(certificate.context, context);
  });

  it('that cannot be used leaves nothing to show, and none is made in its place', () => {
    const text = issue(60);
    const faults: readonly (readonly [string, (files: { certificate: string; key: string }) => void])[] = [
      ['unreadable', ({ certificate }) => rmSync(certificate)],
      ['unreadable', ({ key }) => rmSync(key)],
      ['no-certificate', ({ certificate }) => writeFileSync(certificate, 'soon')],
      ['no-key', ({ key }) => writeFileSync(key, split(text).certificate)],
      ['wrong-key', ({ key }) => writeFileSync(key, split(issue(60)).key)],
    ];
    for (const [fault, spoil] of faults) {
      const files = put(text);
      spoil(files);
      const certificate = take(files);
      assert.deepEqual(certificate.state(), { source: 'files', fault, expiresAtMs: undefined, names: [] });
      assert.equal(certificate.context, undefined);
      assert.match(errors.at(-1) ?? '', new RegExp(`${fault}; every connection is refused`));
      assert.deepEqual(examineCertificate(files, clock.wallTime()), certificate.state());
    }
  });

  it('that has expired, or expires while it is shown, is a fault; it is shown all the same', async () => {
    const past = take(put(issue(-1)));
    assert.equal(past.state().fault, 'expired');
    assert.match(errors[0] ?? '', /expired/);
    assert.ok(past.context);
    const files = put(issue(1 / 24));
    const certificate = take(files);
    assert.equal(certificate.state().fault, undefined);
    await clock.advance(DAY_MS / 24);
    assert.equal(certificate.state().fault, 'expired');
    assert.equal(examineCertificate(files, clock.wallTime())?.fault, 'expired');
  });
});

describe('a certificate of our own making', () => {
  const source = (names = NAMES) =>
    ({ kind: 'self-made', file: join(folder, 'tls-self-made.pem'), names }) as const;

  it('is made once, for ten years, and is nobody else’s to read', () => {
    assert.equal(examineCertificate(source(), clock.wallTime()), undefined);
    const { names, fault, expiresAtMs = 0 } = take(source()).state();
    assert.deepEqual({ names, fault }, { names: NAMES, fault: undefined });
    assert.equal(Math.round((expiresAtMs - clock.wallTime()) / DAY_MS), 3650);
    assert.equal(statSync(source().file).mode & 0o777, 0o600);
    const text = readFileSync(source().file, 'utf8');
    take(source());
    assert.equal(readFileSync(source().file, 'utf8'), text);
  });

  it('vouches for itself and for each of its names', () => {
    take(source());
    const certificate = new X509Certificate(readFileSync(source().file));
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.ca, true);
    assert.equal(certificate.checkHost('club.example'), 'club.example');
    assert.equal(certificate.checkHost('other.example'), undefined);
    for (const address of ['192.0.2.10', '2001:db8::10']) assert.equal(certificate.checkIP(address), address);
  });

  it('is made anew for another name, a month before its end, and when its file is damaged', async () => {
    take(source());
    assert.deepEqual(take(source(['other.example'])).state().names, ['other.example']);
    writeFileSync(source().file, 'nonsense');
    assert.equal(take(source()).state().fault, undefined);
    const fiveSeconds = 5_000 / DAY_MS;
    writeFileSync(source().file, issue(30 + fiveSeconds));
    const certificate = take(source());
    const { expiresAtMs = 0 } = certificate.state();
    await clock.advance(10_000);
    assert.ok((certificate.state().expiresAtMs ?? 0) > expiresAtMs + DAY_MS);
  });

  it('is shown even when it cannot be kept', () => {
    const nowhere = { ...source(), file: join(folder, 'missing', 'tls.pem') };
    assert.ok(take(nowhere).context);
  });
});
