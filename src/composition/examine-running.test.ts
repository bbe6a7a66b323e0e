import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliDesk } from '../../testkit/cli-desk.ts';
import { loadSettings } from '../config/load-settings.ts';
import { inWords, runningDoctor } from './examine-running.ts';

describe('the doctor of an exchange that runs', () => {
  it('says each finding in both languages, with times of the club', () => {
    const last = '2026-11-20T12:00:00.000Z';
    const old = inWords(
      { id: 'BAK-001', verdict: 'attention', values: { days: 9, last } },
      'Europe/Amsterdam',
    );
    assert.equal(old.code, 'HC-BAK-001');
    assert.match(old.what.nl, /9 dagen oud .*13[.:]00/);
    assert.match(old.what.en, /9 days old .*13:00/);
    assert.match(old.todo?.nl ?? '', /HAMVOIP_BACKUP_PASSPHRASE_FILE/);
    const good = inWords({ id: 'SYS-007', verdict: 'good', values: {} }, 'UTC');
    assert.deepEqual([good.why, good.todo], [null, null]);
  });

  it('leaves out what would hold up calls, and judges the rule that is in force now', async () => {
    const desk = await CliDesk.open();
    const loaded = loadSettings({ flags: {}, environment: {}, readFile: () => '' });
    assert.ok(loaded.ok);
    let { settings } = loaded.value;
    const examine = runningDoctor({ settings: () => settings, console: desk.console });
    const before = await examine();
    const codes = before.map(({ code }) => code);
    assert.ok(!codes.includes('HC-SYS-007') && !codes.includes('HC-NET-001'));
    const rule = (found: typeof before) => found.find(({ code }) => code === 'HC-BAN-001')?.verdict;
    assert.equal(rule(before), 'good');
    settings = { ...settings, ban: { ...settings.ban, attempts: 5 } };
    assert.equal(rule(await examine()), 'attention');
  });
});
