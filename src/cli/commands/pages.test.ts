import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

describe('pages', () => {
  it('lists and shows what the exchange came with, in both languages', async () => {
    assert.match(await desk.good('pages list'), /house-rules +1 .*hamvoip +geen/);
    assert.match(await desk.good('pages show house-rules'), /Versie +1\n[\s\S]*## 1\. Een experiment/);
    assert.match(
      await desk.good('pages show house-rules --lang en'),
      /Version +1\n[\s\S]*## 9\. No emergency/,
    );
    await desk.bad('pages show koffie', 1, 'not-found');
  });

  it('publishes from files, says how they read, and gives them back as they were', async () => {
    desk.files.set('nl.md', '# Regels\n\nIndien je belt.\n');
    desk.files.set('en.md', '# Rules\n\nBe kind.\n');
    const { code, out, err } = await desk.run(
      'pages publish house-rules --nl nl.md --en en.md --change Korter --change-en Shorter --confirm',
    );
    assert.deepEqual([code, /Versie 2 van de huisregels/.test(out), /bevestigen/.test(out)], [0, true, true]);
    assert.match(err, /Een moeilijk woord: "Indien". Makkelijker: "als"/);
    assert.equal(await desk.good('pages export house-rules nl'), '# Regels\n\nIndien je belt.\n');
    assert.equal(await desk.good('pages export house-rules en'), '# Rules\n\nBe kind.\n');
    assert.match((await desk.run('pages export house-rules nl 1')).out, /Het is en blijft een experiment/);
    assert.match(await desk.good('pages history house-rules --lang en'), /2 .*host +Shorter\n1 .*hamvoip/);
    assert.match(await desk.good('pages changes house-rules 1'), /\[-[\s\S]*-\]\{\+Indien je belt\.\+\}/);
  });

  it('keeps the language that no file is given for', async () => {
    desk.files.set('nl.md', 'Mail ons.');
    await desk.good('pages publish contact --nl nl.md --change Korter');
    assert.match((await desk.run('pages export contact en')).out, /Behind this exchange are volunteers/);
    assert.equal(await desk.good('pages export contact nl'), 'Mail ons.\n');
  });

  it('puts an earlier version back, or the first text', async () => {
    desk.files.set('nl.md', 'Mail ons.');
    await desk.good('pages publish contact --nl nl.md --change Korter');
    assert.match(await desk.good('pages restore contact 1 --lang en'), /Version 3/);
    assert.match(await desk.good('pages history contact --lang en'), /3 .*Version 1 is back\./);
    assert.match(await desk.good('pages changes contact 1'), /niets veranderd/);
    assert.match(await desk.good('pages reset contact'), /Versie 4/);
    await desk.bad('pages restore contact 9', 1, 'not-found');
    await desk.bad('pages restore contact x', 1, 'not-found');
  });

  it('refuses what is no text, and a change nobody is told of', async () => {
    desk.files.set('nl.md', 'x'.repeat(12_001));
    await desk.bad('pages publish contact --nl nl.md --change Langer', 1, 'text-invalid');
    desk.files.set('nl.md', 'a\u0007b');
    await desk.bad('pages publish contact --nl nl.md --change Bel', 1, 'text-invalid');
    await desk.bad('pages publish contact', 1, 'change-missing');
    await desk.bad('pages publish contact --nl nowhere --change X', 2, 'file-missing');
    await desk.bad('pages export contact de', 2, 'setting-invalid');
  });

  it('shows who confirmed the house rules', async () => {
    assert.match(await desk.good('pages confirmations'), /geen versie/);
    await desk.good('extension add 301 --callsign PX0AAA --name Jan');
    await desk.good('pages reset house-rules');
    await desk.good('pages restore house-rules 1 --confirm');
    assert.match(
      await desk.good('pages confirmations'),
      /Versie 3 is bevestigd door 0 van 1[\s\S]*Nog niet: 301/,
    );
    await desk.console.pages.confirmRules('301', 3);
    assert.match(await desk.good('pages confirmations --lang en'), /confirmed by 1 of 1 extensions\.\n$/);
  });
});
