import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
});

describe('mailbox', () => {
  it('is switched on and off, and listed with its counts', async () => {
    assert.match(await desk.good('mailbox list'), /Niemand heeft voicemail/);
    assert.match(
      await desk.good('mailbox set 301 on'),
      /Voicemail +aan\n +Per mail +uit\n +Berichten +0 nieuw, 0 bewaard/,
    );
    assert.match(await desk.good('mailbox list --lang=en'), /Extension +Voicemail +New +Kept\n301 +on +0 +0/);
    const { json } = await desk.run('mailbox show 301 --json');
    assert.deepEqual(json(), {
      extension: '301',
      takesMessages: true,
      byMail: false,
      unheard: 0,
      heard: 0,
      seconds: 0,
      bytes: 0,
      ownGreeting: false,
    });
    assert.match(await desk.good('mailbox set 301 off'), /Voicemail +uit/);
    assert.match(await desk.good('mailbox empty 301'), /Begroeting +de gewone/);
  });

  it('goes by mail to who has an address', async () => {
    assert.match(await desk.bad('mailbox mail 301 on', 2, 'email-missing'), /geen mailadres/);
    await desk.good('extension add 302 --callsign PX0AAB --name Piet --email piet@example.net');
    assert.match(await desk.good('mailbox mail 302 on'), /Per mail +aan/);
    assert.match(await desk.good('mailbox mail 302 off --lang=en'), /By mail +off/);
  });

  it('is refused for what is neither on nor off, and for nobody', async () => {
    assert.match(await desk.bad('mailbox set 301 maybe', 2, 'usage'), /on of off/);
    for (const command of ['mailbox show 399', 'mailbox set 399 on', 'mailbox empty 399']) {
      await desk.bad(command, 1, 'not-found');
    }
  });
});
