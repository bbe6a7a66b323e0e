import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { fail } from '../../base/result.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

test('a good certificate is shown with where it comes from, whom it is for and its end', async () => {
  assert.match(
    await desk.good('certificate show'),
    /Afkomst +eigen bestanden\n +Voor +tel\.example\.net\n +Geldig tot +\S/,
  );
  const { json } = await desk.run('certificate show --json');
  assert.deepEqual(json(), {
    source: 'files',
    fault: null,
    expiresAt: '1970-04-01T00:00:00.000Z',
    names: ['tel.example.net'],
  });
});

test('reading it again tells what came of it, and leaves a row in the audit log', async () => {
  desk.certificate.shown = { source: 'files', fault: 'wrong-key', expiresAtMs: undefined, names: [] };
  const { code, out, err } = await desk.run('certificate reload --lang en');
  assert.equal(code, 1);
  assert.match(out, /Valid until +-/);
  assert.match(err, /wrong with the certificate for TLS: the key belongs to\s+another\s+certificate/);
  assert.match(await desk.good('audit list'), /certificate\.reload/);
});

test('without TLS there is none', async () => {
  const { console } = desk;
  const detail = { what: 'certificate', name: 'TLS' };
  console.by = () => console;
  console.certificate.show = () => fail({ code: 'not-found', message: 'There is none', detail });
  await desk.bad('certificate show', 1, 'not-found');
});
