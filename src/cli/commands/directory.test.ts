import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

async function open(language: 'nl' | 'en' = 'en'): Promise<CliDesk> {
  const desk = await CliDesk.open();
  desk.environment = { HAMVOIP_LANG: language };
  await desk.good('extension add 301 --callsign PX0AAA --name Jaap');
  await desk.good('extension add 302 --callsign PX0AAB --name Anne');
  return desk;
}

for (const how of ['running', 'stopped'] as const) {
  describe(`hamvoip directory on an exchange that is ${how}`, () => {
    it('makes an issue of those who agreed and tells its password', async () => {
      const desk = await open();
      desk.isRunning = how === 'running';
      await desk.good('extension listed 301 on');
      const made = (await desk.run('directory build --json --data /srv/hamvoip')).json() as Record<
        string,
        unknown
      >;
      assert.deepEqual([made['issue'], made['entries']], [1, 1]);
      assert.equal(made['file'], '/srv/hamvoip/directory/extensielijst-1.pdf');
      assert.match(String(made['password']), /^[a-z2-9]{20}$/);
      assert.deepEqual((await desk.run('directory password --json')).json(), {
        issue: 1,
        password: made['password'],
      });
    });
  });
}

describe('hamvoip directory', () => {
  it('keeps the password of an older issue', async () => {
    const desk = await open();
    const first = (await desk.run('directory build --json')).json() as { password: string };
    const second = (await desk.run('directory build --format a5 --order name --json')).json() as {
      password: string;
      format: string;
      order: string;
    };
    assert.deepEqual([second.format, second.order], ['a5', 'name']);
    assert.notEqual(second.password, first.password);
    assert.ok((await desk.good('directory password --issue 1')).includes(first.password));
    assert.ok((await desk.good('directory password')).includes(second.password));
  });

  it('shows what changed since the current issue, by number only', async () => {
    const desk = await open();
    assert.match(await desk.good('directory show'), /no directory yet.*directory build/s);
    await desk.good('extension listed 301 on');
    await desk.good('directory build');
    await desk.good('extension listed 302 on');
    await desk.good('extension listed 301 off');
    const shown = await desk.good('directory show');
    assert.match(shown, /1 of 2 extensions/);
    assert.match(shown, /1 new, 1 gone, 0 changed/);
    assert.doesNotMatch(shown, /Jaap|Anne|PX0/);
    assert.match(await desk.good('directory list'), /issue +made +extensions/);
  });

  it('warns of a list of nobody', async () => {
    const desk = await open('nl');
    const { code, err } = await desk.run('directory build');
    assert.equal(code, 0);
    assert.match(err, /Nog niemand staat in de lijst/);
  });

  it('refuses an issue that is not there and paper it does not know', async () => {
    const desk = await open();
    const password = await desk.run('directory password');
    assert.equal(password.code, 1);
    assert.match(password.err, /directory list/);
    assert.equal((await desk.run('directory build --format a3')).code, 2);
  });
});

describe('hamvoip extension listed', () => {
  it('writes down who agreed to which text, and lets them leave', async () => {
    const desk = await open();
    assert.match(await desk.good('extension listed 301'), /does not want to be listed/);
    assert.match(await desk.good('extension listed 301 on'), /since 1 Jan 2026 .*text 2026-11/);
    const listed = (await desk.run('extension listed 301 --json')).json() as Record<string, unknown>;
    assert.deepEqual(
      [listed['listed'], listed['textVersion'], listed['agreedBy']],
      [true, '2026-11', 'host'],
    );
    assert.match(await desk.good('extension listed 301 off'), /does not want to be listed/);
    const audit = await desk.good('audit list');
    assert.match(audit, /directory\.list-in/);
    assert.match(audit, /directory\.list-out/);
  });

  it('tells of an extension that is not there and of a word it does not know', async () => {
    const desk = await open();
    assert.equal((await desk.run('extension listed 399 on')).code, 1);
    const { code, err } = await desk.run('extension listed 301 yes');
    assert.equal(code, 2);
    assert.match(err, /on: the holder wants to be listed/);
  });

  it('goes with the extension', async () => {
    const desk = await open();
    await desk.good('extension listed 301 on');
    await desk.good('extension remove 301');
    await desk.good('extension add 301 --callsign PX0AAC --name Zoe');
    assert.match(await desk.good('extension listed 301'), /does not want to be listed/);
  });
});

describe('hamvoip extension set-up', () => {
  it('gives the address of a letter, of a phone’s settings, and the password it made', async () => {
    const desk = await open();
    const letter = await desk.good('extension set-up 301 letter');
    assert.match(letter, /welkom\/[a-z2-7]{32}/);
    assert.match(letter, /New password +[a-z2-9]{20}/);
    const given = (await desk.run('extension set-up 302 linphone --json')).json() as Record<string, unknown>;
    assert.equal(given['newPassword'], null);
    assert.match(String(given['address']), /\/p\/[a-z2-7]{32}\/linphone\.xml$/);
  });

  it('refuses what it cannot make and a password that is another’s', async () => {
    const desk = await open();
    assert.equal((await desk.run('extension set-up 301 gigaset')).code, 2);
    assert.equal((await desk.run('extension set-up 301 snom --password another-one')).code, 2);
    assert.equal((await desk.run('extension set-up 301 letter --mail')).code, 2);
  });
});
