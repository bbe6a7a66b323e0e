import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

describe('token', () => {
  it('is made, shown once, listed and revoked', async () => {
    const made = await desk.good('token create wallboard --scope people,read --for 30d');
    assert.match(made, /✓ Sleutel wallboard is gemaakt\./);
    assert.match(made, /Sleutel +hamvoip_[a-z2-7]{8}_[a-z2-7]{32}\n/);
    assert.match(made, /Mag +read, people\n[\s\S]*Tot +31 jan 2026/);
    const list = await desk.good('token list');
    assert.match(list, /wallboard +read,people +31 jan 2026 \d\d\.\d\d +nooit +host/);
    assert.doesNotMatch(list, /hamvoip_/);
    assert.match(await desk.good('token revoke wallboard'), /Sleutel wallboard werkt niet meer/);
    assert.match(await desk.good('token list'), /ingetrokken 1 jan 2026/);
  });

  it('gets a name and a year when nothing is said', async () => {
    const { code, json } = await desk.run('token create --scope read --json');
    const { name, expiresAt, secret } = json() as Record<string, string>;
    assert.equal(code, 0);
    assert.match(name ?? '', /^token-[a-z2-7]{8}$/);
    assert.equal(expiresAt, '2027-01-01T00:00:00.000Z');
    assert.ok(desk.console.tokens.recognise(secret ?? ''));
  });

  it('may last until a day, or for ever', async () => {
    assert.match(await desk.good('token create a --scope read --until 2026-06-01T12:00Z'), /Tot +1 jun 2026/);
    assert.match(await desk.good('token create b --scope read --no-end'), /Tot +geen einde/);
    await desk.clock.jumpWallTime(200 * 86_400_000);
    assert.match(await desk.good('token list'), /^b[\s\S]*\na .*afgelopen 1 jun 2026/m);
  });

  it('is refused in four lines', async () => {
    await desk.bad('token create --scope root', 2, 'scope-invalid');
    await desk.bad('token create a_b,c --scope read', 2, 'name-invalid');
    await desk.bad('token create a --scope read --for ever', 2, 'duration-invalid');
    await desk.bad('token create a --scope read --until sometime', 2, 'duration-invalid');
    await desk.bad('token revoke nothing', 1, 'not-found');
    await desk.bad('token create a', 2, 'usage');
    await desk.good('token create a --scope read');
    await desk.bad('token create a --scope read', 1, 'name-taken');
  });

  it('tells how to make the first one, in both languages', async () => {
    assert.match(await desk.good('token list'), /npx hamvoip token create --scope read/);
    assert.match(await desk.good('token list --lang en'), /There are no tokens yet/);
  });
});

describe('audit', () => {
  it('shows what was done, the newest first', async () => {
    assert.match(await desk.good('audit list'), /Het logboek is leeg/);
    await desk.good('extension add 301 --callsign px0aaa --name Jan');
    await desk.good('ban add 192.0.2.7 --for 2h');
    const list = await desk.good('audit list');
    assert.match(list, /2 +1 jan 2026 \d\d\.\d\d +host +ban\.create +address +192\.0\.2\.7/);
    assert.match(list, /1 +1 jan 2026 \d\d\.\d\d +host +extension\.create +301/);
    assert.doesNotMatch(await desk.good('audit list --action ban.'), /extension\.create/);
    assert.match(await desk.good('audit list --rows 1'), /Er is meer: npx hamvoip audit list --rows 4/);
    await desk.bad('audit list --rows many', 2, 'request-invalid');
  });

  it('holds no name, no call sign, no password', async () => {
    await desk.good('extension add 301 --callsign px0aaa --name Willemina');
    await desk.good('extension password 301 --password correct-horse');
    const { out } = await desk.run('audit list --json');
    assert.match(out, /extension\.password/);
    assert.doesNotMatch(out, /px0aaa|willemina|correct-horse|ha1/i);
  });

  it('proves that it is whole, and that what was kept is still there', async () => {
    await desk.good('extension add 301 --callsign px0aaa --name Jan');
    const verified = await desk.good('audit verify');
    assert.match(verified, /✓ Het logboek is heel: 1 regel\./);
    const [, head = ''] = /--head (1:[0-9a-f]{32})\n/.exec(verified) ?? [];
    await desk.good('extension remove 301');
    assert.match(await desk.good(`audit verify --head ${head}`), /heel: 2 regels/);
    await desk.bad(`audit verify --head 1:${'0'.repeat(32)}`, 1, 'audit-head-differs');
    await desk.bad(`audit verify --head 9:${'0'.repeat(32)}`, 1, 'audit-head-differs');
    await desk.bad('audit verify --head nonsense', 2, 'usage');
  });

  it('tells which row was changed', async () => {
    await desk.good('extension add 301 --callsign px0aaa --name Jan');
    const { store } = desk;
    const check = store.continueAuditCheck.bind(store);
    store.continueAuditCheck = async (before) => ({
      ...(await check(before)),
      broken: { seq: 1, reason: 'changed' },
    });
    assert.match(await desk.bad('audit verify', 1, 'audit-broken'), /regel 1[\s\S]*later veranderd/);
  });

  it('is exported whole, the oldest first, a JSON object a line, without addresses', async () => {
    for (let n = 0; n < 1_005; n += 1) {
      await desk.store.appendAudit([
        {
          atMs: n,
          actor: 'host',
          action: 'ban.create',
          target: 'address',
          detail: { n },
          address: { text: '192.0.2.7', salt: 'ab' },
        },
      ]);
    }
    const { out, code } = await desk.run('audit export');
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(code, 0);
    assert.deepEqual([rows.length, rows[0].seq, rows.at(-1).seq], [1_005, 1, 1_005]);
    assert.doesNotMatch(out, /192\.0\.2\.7/);
  });
});
