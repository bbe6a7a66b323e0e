import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import type { HostWords } from '../../../testkit/memory-settings.ts';
import type { Outcome } from '../console/outcome.ts';
import type { SettingChange, SettingView } from '../console/settings.ts';

async function open(host: HostWords = {}, actor = 'admin:kees') {
  const desk = await CliDesk.open(undefined, undefined, undefined, host);
  const { settings } = desk.console.by(actor);
  return {
    desk,
    change: (values: SettingChange['values'], was?: SettingChange['was']) => settings.change({ values, was }),
    setting(key: string): SettingView {
      return settings.list().find((one) => one.key === key) ?? assert.fail(key);
    },
    async audit() {
      const rows = await desk.console.audit.list({ action: 'setting.change', limit: 10 });
      assert.ok(rows.ok);
      return rows.value;
    },
  };
}

function refusedAs(outcome: Outcome<unknown>): string {
  assert.ok(!outcome.ok);
  return outcome.error.code;
}

describe('settings that are changed while the exchange runs', () => {
  it('are stored, told with who did it, and in the audit log with what was and what is', async () => {
    const { desk, change, setting, audit } = await open();
    assert.ok((await change({ ban: ' 5/300/60 ' })).ok);
    const { value, origin, byDefault, changedBy } = setting('ban');
    assert.deepEqual(
      [value, origin, byDefault, changedBy],
      ['5/300/60', 'console', '3/300/3600', 'admin:kees'],
    );
    const { ledger } = await desk.store.load();
    assert.deepEqual(
      ledger.consoleSettings.map(({ id, value: kept }) => [id, kept]),
      [['ban', '5/300/60']],
    );
    const [row] = await audit();
    assert.deepEqual(
      [row?.actor, row?.target, row?.detail],
      ['admin:kees', 'ban', { from: '3/300/3600', to: '5/300/60' }],
    );
  });

  it('go back to what holds without the console, of the file for one', async () => {
    const { change, setting, audit } = await open({ file: '\nban = "4/300/600"\n' });
    await change({ ban: '5/300/60' });
    assert.deepEqual(setting('ban').beneath, { value: '4/300/600', origin: 'file' });
    assert.equal(setting('ban').fileLine, 2);
    await change({ ban: null });
    const { value, origin, changedBy } = setting('ban');
    assert.deepEqual([value, origin, changedBy], ['4/300/600', 'file', null]);
    const [back] = await audit();
    assert.deepEqual(back?.detail, { from: '5/300/60', to: '4/300/600', back: 'file' });
  });

  it('change all or none', async () => {
    const { change, setting, audit } = await open();
    assert.equal(refusedAs(await change({ club: 'Example', ban: 'three' })), 'setting-value-invalid');
    assert.equal(setting('club').value, '');
    assert.deepEqual(await audit(), []);
    assert.ok((await change({ club: 'Example', contact: 'info@club.example' })).ok);
    assert.equal((await audit()).length, 2);
  });

  it('are left alone when they need a restart, name a file, or are pinned by the host', async () => {
    const { change } = await open({ environment: { HAMVOIP_BAN: '9/9/9' } });
    assert.equal(refusedAs(await change({ 'sip-port': '5070' })), 'setting-fixed');
    assert.equal(refusedAs(await change({ 'smtp-password-file': '/etc/shadow' })), 'setting-fixed');
    assert.equal(refusedAs(await change({ ban: '5/300/60' })), 'setting-pinned');
    assert.equal(refusedAs(await change({ colour: 'blue' })), 'setting-unknown');
    assert.equal(refusedAs(await change({ club: 'x'.repeat(5_000) })), 'setting-value-invalid');
  });

  it('are not overwritten by who saw an older value', async () => {
    const { change, setting } = await open();
    await change({ ban: '5/300/60' });
    const late = await change({ ban: '4/300/60' }, { ban: '3/300/3600' });
    assert.equal(refusedAs(late), 'setting-changed');
    assert.equal(setting('ban').value, '5/300/60');
    assert.ok((await change({ ban: '4/300/60' }, { ban: '5/300/60' })).ok);
  });

  it('of two who change at once, one is told', async () => {
    const { change } = await open();
    const was = { ban: '3/300/3600' };
    const both = await Promise.all([change({ ban: '4/300/60' }, was), change({ ban: '5/300/60' }, was)]);
    assert.deepEqual(
      both.map(({ ok }) => ok),
      [true, false],
    );
  });

  it('take no word of the console where it says what holds anyway', async () => {
    const { change, setting, audit } = await open();
    assert.ok((await change({ ban: '3/300/3600' })).ok);
    assert.equal(setting('ban').origin, 'default');
    assert.deepEqual(await audit(), []);
  });

  it('hold after the next start', async () => {
    const { desk, change } = await open();
    await change({ club: 'Example' });
    const next = await CliDesk.open(undefined, desk.store);
    const [club] = next.console.settings.list().filter(({ key }) => key === 'club');
    assert.deepEqual([club?.value, club?.origin], ['Example', 'console']);
  });

  it('never show a secret, nor keep it readable', async () => {
    const { desk, change, setting, audit } = await open();
    assert.ok((await change({ 'smtp-password': 'a long secret' })).ok);
    const { value, isSet, isSecret } = setting('smtp-password');
    assert.deepEqual([value, isSet, isSecret], ['', true, true]);
    const { ledger } = await desk.store.load();
    assert.doesNotMatch(JSON.stringify(ledger.consoleSettings), /a long secret/);
    assert.deepEqual(
      (await audit()).map(({ detail }) => detail),
      [{ secret: 'set' }],
    );
    await change({ 'smtp-password': null });
    assert.equal(setting('smtp-password').isSet, false);
  });

  it('about networks stand in the audit log by their number', async () => {
    const { change, audit } = await open();
    await change({ trusted: '192.0.2.0/24, 198.51.100.7' });
    const [row] = await audit();
    assert.deepEqual(row?.detail, { from: 0, to: 2 });
    assert.match(row?.address ?? '', /192\.0\.2\.0\/24/);
  });
});
