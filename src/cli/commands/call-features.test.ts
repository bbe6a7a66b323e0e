import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  for (const number of ['301', '302']) {
    await desk.good(`extension add ${number} --callsign PX0AAA --name Jan`);
  }
});

describe('extension forward', () => {
  it('shows where calls go, and sets one forward without touching the others', async () => {
    assert.match(await desk.good('extension forward 301'), /Altijd naar +niet doorgeschakeld\n/);
    await desk.good('extension forward 301 --busy *43');
    const set = await desk.good('extension forward 301 --unanswered 302 --after 15');
    assert.match(set, /In gesprek naar +\*43\n/);
    assert.match(set, /Geen antwoord naar +302 na 15 seconden\n/);
    const { json } = await desk.run('extension forward 301 --busy off --json');
    assert.deepEqual(json(), {
      extension: '301',
      doNotDisturb: false,
      forwardAlways: null,
      forwardBusy: null,
      forwardNoAnswer: '302',
      ringSeconds: 15,
      pickupGroup: null,
    });
  });

  it('refuses what is no number of this exchange, itself, and times no phone rings', async () => {
    for (const target of ['301', '399', '112', '0612345678', '*97', 'sip:302@example.net']) {
      const said = await desk.bad(`extension forward 301 --always ${target}`, 2, 'forward-invalid');
      assert.match(said, /andere extensie/);
    }
    for (const seconds of ['4', '61', 'long']) {
      const said = await desk.bad(`extension forward 301 --after ${seconds}`, 2, 'ring-time-invalid');
      assert.match(said, /van 5 tot 60/);
    }
    await desk.bad('extension forward 399', 1, 'not-found');
    await desk.bad('extension forward 399 --busy 301', 1, 'not-found');
  });
});

describe('extension language', () => {
  it('shows, sets and gives back the language an extension is spoken to in', async () => {
    assert.match(await desk.good('extension language 301 --lang=en'), /hears English, the language of the/);
    assert.match(await desk.good('extension language 301 nl'), /Extensie 301 hoort Nederlands\./);
    const { json } = await desk.run('extension language 301 --json');
    assert.deepEqual(json(), { extension: '301', own: 'nl', effective: 'nl' });
    assert.match(await desk.good('extension language 301 default'), /de taal van de centrale/);
  });

  it('knows two languages, and extensions that are there', async () => {
    assert.match(await desk.bad('extension language 301 de', 2, 'usage'), /nl, en, of default/);
    await desk.bad('extension language 399 nl', 1, 'not-found');
  });
});

describe('extension do-not-disturb and pickup-group', () => {
  it('switch do not disturb, and name a group', async () => {
    assert.match(await desk.good('extension do-not-disturb 301 on --lang=en'), /Do not disturb +on\n/);
    assert.match(await desk.good('extension do-not-disturb 301 off'), /Niet storen +uit\n/);
    assert.match(await desk.good('extension do-not-disturb 301'), /Niet storen +uit\n/);
    assert.match(await desk.good('extension pickup-group 301 Shack-2'), /Opneemgroep +shack-2\n/);
    assert.match(await desk.good('extension pickup-group 301'), /Opneemgroep +shack-2\n/);
    assert.match(await desk.good('extension pickup-group 301 off'), /Opneemgroep +geen\n/);
  });

  it('refuse what cannot be', async () => {
    assert.match(await desk.bad('extension do-not-disturb 301 loud', 2, 'usage'), /loud/);
    assert.match(await desk.bad('extension pickup-group 301 a_b', 2, 'group-invalid'), /streepjes/);
  });
});
