/** Security §3: a database that is locked and a disk that is full, under a running exchange. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ExchangeProcess } from './exchange-process.ts';
import { median, timed, until } from './waiting.ts';

test('a locked database holds up no challenge and no call; registrations wait for it and are kept', {
  timeout: 60_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18410 });
  const phone = await exchange.registered('100');
  const other = await exchange.registered('101');
  const database = new DatabaseSync(join(exchange.data, 'hamvoip.db'));
  database.exec('BEGIN IMMEDIATE');
  const waiting = other.register();
  const challenges: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const { value, ms } = await timed(phone.register({ credentials: 'none' }));
    assert.equal(value.status, 401);
    challenges.push(ms);
  }
  assert.ok(median(challenges) < 50, `a challenge takes ${median(challenges)} ms`);
  const call = await phone.call('9043');
  const setupMs = await until('the call is answered', () => call.state === 'answered', 2_000);
  assert.ok(setupMs < 500, `set-up takes ${setupMs} ms`);
  await call.hangUp();
  await pause(1_000);
  database.exec('ROLLBACK');
  database.close();
  assert.equal((await waiting).status, 200);
  assert.equal(await exchange.registrations('101'), 1);
  await exchange.assertNoExceptions();
});

test('on a full disk phones register and call, the health says so, and it mends by itself', {
  timeout: 90_000,
}, async (t) => {
  // A small disk of its own, in a mount namespace of its own: gone with the process.
  const shell = 'mount -t tmpfs -o size=24m,mode=700 tmpfs "$HAMVOIP_DATA" && exec "$@"';
  const exchange = await ExchangeProcess.start(t, {
    firstPort: 18420,
    shell: `exec unshare --map-root-user --mount sh -c '${shell}' sh "$@"`,
  });
  exchange.seenThrough();
  const phone = await exchange.registered('100');
  await exchange.addExtension('101');
  const filler = join(exchange.data, 'filler');
  fill(filler);
  const callee = await exchange.phone('101');
  for (let n = 0; n < 3; n += 1) {
    assert.equal((await phone.register()).status, 200);
    assert.equal((await callee.register()).status, 200);
  }
  const call = await phone.call('101');
  await until('it rings', () => callee.calls.length === 1);
  await callee.incoming.answer();
  await until('it is answered', () => call.state === 'answered');
  await call.hangUp();
  assert.equal((await exchange.health()).status, 503);
  const refused = await exchange.api('POST', '/extensions', {
    number: '102',
    callsign: 'PX0BAC',
    name: 'New'.repeat(10),
  });
  assert.equal(refused.status, 503, JSON.stringify(refused.body));
  rmSync(filler);
  await until('it mends', async () => (await exchange.health()).status === 200, 20_000);
  await exchange.addExtension('103');
  // SQLite follows links to paths of our own: a copy, with what is not yet in the main file.
  const copy = mkdtempSync(join(tmpdir(), 'hamvoip-faults-'));
  t.after(() => rmSync(copy, { recursive: true }));
  for (const name of ['hamvoip.db', 'hamvoip.db-wal']) cpSync(join(exchange.data, name), join(copy, name));
  const database = new DatabaseSync(join(copy, 'hamvoip.db'));
  assert.equal(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0], 'ok');
  const bindings = database.prepare('SELECT extension FROM bindings ORDER BY extension').all();
  database.close();
  assert.deepEqual(
    bindings.map(({ extension }) => extension),
    ['100', '101'],
  );
});

/** Until nothing more fits. */
function fill(path: string): void {
  for (let bytes = Number(statfsSync(join(path, '..')).bavail) * 4096; bytes >= 512; bytes >>= 1) {
    try {
      writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}
