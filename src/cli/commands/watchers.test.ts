import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  for (const number of ['301', '302', '303']) {
    await desk.good(`extension add ${number} --callsign PX0AAA --name Jan`);
  }
});

describe('extension watchers', () => {
  it('is nobody at first, then who was named, then everyone, and those named again', async () => {
    assert.match(await desk.good('extension watchers 301'), /Mag volgen +niemand\n/);
    assert.match(await desk.good('extension watchers 301 --add 303,302'), /Mag volgen +302, 303\n/);
    assert.match(await desk.good('extension watchers 301 --everyone --lang=en'), /May watch +everyone\n/);
    assert.match(await desk.good('extension watchers 301 --named --remove 302'), /Mag volgen +303\n/);
    const { json } = await desk.run('extension watchers 301 --json');
    assert.deepEqual(json(), { extension: '301', everyone: false, watchers: ['303'] });
  });

  it('takes no stranger, and not the extension itself', async () => {
    for (const number of ['399', '301', '900', '112'])
      assert.match(
        await desk.bad(`extension watchers 301 --add ${number}`, 2, 'watcher-invalid'),
        /andere extensie/,
      );
    assert.match(await desk.good('extension watchers 301'), /niemand/);
    await desk.bad('extension watchers 399', 1, 'not-found');
  });
});
