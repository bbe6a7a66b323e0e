import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

async function shown(key: string): Promise<{ value: string; origin: string }> {
  const { out } = await desk.run('config --json');
  return JSON.parse(out)[key];
}

describe('hamvoip config', () => {
  it('changes a setting while the exchange runs, and shows where it came from', async () => {
    desk.isRunning = true;
    assert.match(
      await desk.good('config set ban 5/300/60 --lang en'),
      /ban is 5\/300\/60 now\. It holds at once\./,
    );
    const { value, origin } = await shown('ban');
    assert.deepEqual([value, origin], ['5/300/60', 'console']);
    assert.match(await desk.good('config --lang en'), /ban +console +5\/300\/60/);
    assert.match(
      await desk.good('config reset hamvoip-ban --lang en'),
      /ban is 3\/300\/3600 again \(default\)/,
    );
    assert.equal((await shown('ban')).origin, 'default');
  });

  it('says that a stopped exchange takes it at its next start', async () => {
    assert.match(await desk.good('config set club Example'), /Dat geldt vanaf de volgende start/);
  });

  it('explains what cannot be set', async () => {
    assert.match(await desk.bad('config set ban three', 2, 'setting-value-invalid'), /Toegestaan: pogingen/);
    assert.match(await desk.bad('config set sip-port 5070', 2, 'setting-fixed'), /bij de start gelezen/);
    await desk.bad('config set colour blue', 2, 'setting-unknown');
  });

  it('checks, and names what the console says over a line of the file', async () => {
    await desk.good('config set ban 5/300/60');
    desk.files.set('./data/hamvoip.toml', 'club = "Example"\nban = "4/300/60"\n');
    const out = await desk.good('config check --lang en');
    assert.match(out, /settings are right/);
    assert.match(out, /ban: the console says 5\/300\/60, over line 2 of hamvoip\.toml/);
    assert.doesNotMatch(out, /club/);
  });

  it('makes no data folder where there is none', async () => {
    desk.replace = {
      hasDatabase: () => false,
      openOffline: async () => assert.fail('nothing is opened'),
    };
    assert.equal((await shown('ban')).value, '3/300/3600');
  });
});
