import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../testkit/cli-desk.ts';
import type { AuditRecord } from '../store/archives/audit-archive.ts';
import type { Outcome } from './console/outcome.ts';
import type { Console } from './console.ts';

const JAN = { number: '301', callsign: 'PX0AAA', name: 'Jan' };
let desk: CliDesk;
let console: Console;

beforeEach(async () => {
  desk = await CliDesk.open();
  console = desk.console;
});

function granted<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.error.code);
  return outcome.value;
}

async function log(): Promise<readonly AuditRecord[]> {
  return granted(await console.audit.list({ limit: 1_000, order: 'oldest-first' }));
}

describe('a console that speaks for someone', () => {
  it('has every act of his in the log under his name, and no refusal', async () => {
    const kees = console.by('token:kees');
    granted(await kees.extensions.add(JAN));
    granted(await kees.extensions.resetPassword('301'));
    granted(await kees.extensions.setCallerId('301', 'number'));
    granted(
      await kees.extensions.import([{ ...JAN, number: '302' }]).then((done) => done as Outcome<unknown>),
    );
    granted(await kees.conferences.add({ number: '900', name: 'Ronde', pin: '123456' }));
    granted(await kees.conferences.remove('900'));
    granted(await kees.bans.add('192.0.2.7', 60_000));
    granted(await kees.bans.lift('192.0.2.7'));
    granted(await kees.whitelist.add({ entry: '192.0.2.0/24', owner: '301' }));
    granted(await kees.whitelist.remove('192.0.2.0/24'));
    granted(await kees.extensions.remove('301'));
    for (const refused of [
      await kees.extensions.add({ ...JAN, number: 'x' }),
      await kees.bans.lift('192.0.2.7'),
      await kees.extensions.remove('301'),
      await kees.calls.end('none'),
    ]) {
      assert.equal(refused.ok, false);
    }
    assert.deepEqual(
      (await log()).map(({ actor, action, target, address }) => [actor, action, target, address]),
      [
        ['token:kees', 'extension.create', '301', null],
        ['token:kees', 'extension.password', '301', null],
        ['token:kees', 'extension.caller-id', '301', null],
        ['token:kees', 'extension.import', 'extensions', null],
        ['token:kees', 'conference.create', '900', null],
        ['token:kees', 'conference.remove', '900', null],
        ['token:kees', 'ban.create', 'address', '192.0.2.7'],
        ['token:kees', 'ban.lift', 'address', '192.0.2.7'],
        ['token:kees', 'whitelist.add', '301', '192.0.2.0/24'],
        ['token:kees', 'whitelist.remove', '301', '192.0.2.0/24'],
        ['token:kees', 'extension.remove', '301', null],
      ],
    );
    assert.equal(granted(await console.audit.verify()).broken, null);
  });

  it('shares one line of changes with all others', async () => {
    const wanted = { callsign: 'PX0AAA', name: 'Jan' };
    const made = await Promise.all(
      ['a', 'b', 'c'].map((name) => console.by(`token:${name}`).extensions.add(wanted)),
    );
    assert.deepEqual(made.map((one) => granted(one).extension.number).sort(), ['100', '101', '102']);
  });

  it('keeps what is about persons and secrets out of the log', async () => {
    const { password } = granted(await console.extensions.add({ ...JAN, email: 'jan@example.net' }));
    granted(await console.conferences.add({ number: '900', name: 'Ronde', pin: '123456' }));
    const { secret } = granted(await console.tokens.create({ scopes: ['read'] }));
    const text = JSON.stringify(await log());
    for (const hidden of [password, 'PX0AAA', 'Jan', 'jan@example.net', '123456', secret]) {
      assert.ok(!text.includes(hidden), hidden);
    }
  });

  it('writes a chain that anyone can check from its export', async () => {
    granted(await console.bans.add('192.0.2.7', 60_000));
    granted(await console.extensions.add(JAN));
    let previous = '0'.repeat(64);
    for (const row of await log()) {
      const { seq, atMs, actor, action, target, detail, addressHash, previousHash, hash } = row;
      const text = JSON.stringify([
        seq,
        atMs,
        actor,
        action,
        target,
        JSON.stringify(detail),
        addressHash,
        previousHash,
      ]);
      assert.equal(previousHash, previous);
      assert.equal(hash, createHash('sha256').update(text).digest('hex'));
      previous = hash;
    }
  });
});

describe('a token', () => {
  it('is in the store without its secret, and is known after a restart', async () => {
    const { secret, token } = granted(await console.tokens.create({ name: 'board', scopes: ['read'] }));
    const { tokens } = await desk.store.load();
    assert.deepEqual([tokens.length, tokens[0]?.id], [1, token.id]);
    assert.ok(!JSON.stringify(tokens).includes(secret.split('_')[2] ?? secret));
    const again = await CliDesk.open(undefined, desk.store);
    assert.equal(again.console.tokens.recognise(secret)?.name, 'board');
  });

  it('notes when it was last used, to the hour, and stays revoked', async () => {
    const { secret } = granted(await console.tokens.create({ name: 'board', scopes: ['read'] }));
    const lastUse = () => console.tokens.list()[0]?.lastUsedAtMs;
    assert.equal(lastUse(), null);
    const first = desk.clock.wallTime();
    console.tokens.recognise(secret);
    desk.clock.jumpWallTime(1_800_000);
    console.tokens.recognise(secret);
    assert.equal(lastUse(), first);
    desk.clock.jumpWallTime(1_800_000);
    console.tokens.recognise(secret);
    assert.equal(lastUse(), first + 3_600_000);
    granted(await console.tokens.revoke('board'));
    assert.equal(console.tokens.recognise(secret), undefined);
    const { tokens } = await desk.store.load();
    assert.equal(tokens[0]?.lastUsedAtMs, first + 3_600_000);
    assert.notEqual(tokens[0]?.revokedAtMs, null);
  });

  it('is one of at most a hundred that work; those that ended make room', async () => {
    for (let n = 0; n < 100; n += 1) {
      granted(await console.tokens.create({ scopes: ['read'], durationMs: 60_000 }));
    }
    const refused = await console.tokens.create({ scopes: ['read'] });
    assert.equal(refused.ok ? '' : refused.error.code, 'too-many-tokens');
    desk.clock.jumpWallTime(60_000);
    granted(await console.tokens.create({ scopes: ['read'] }));
  });

  it('lets its name go when it is revoked', async () => {
    granted(await console.tokens.create({ name: 'board', scopes: ['read'] }));
    granted(await console.tokens.revoke('board'));
    granted(await console.tokens.create({ name: 'board', scopes: ['write'] }));
    assert.deepEqual(
      console.tokens.list().map(({ state }) => state),
      ['working', 'revoked'],
    );
  });
});
