import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OFFLINE } from '../../../src/exchange/administration/live-exchange.ts';
import type { CallView } from '../../../src/exchange/console/calls.ts';
import { inRoom } from '../../../testkit/in-room.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';
const QUALITY = { lossPercent: 4.2, farLossPercent: null, jitterMs: 5, roundTripMs: 30, score: 3.1 };
const CALL: CallView = {
  id: 'c1',
  from: '301',
  to: '302',
  reached: '303',
  state: 'answered',
  startedAtMs: Date.UTC(2026, 0, 1) - 70_000,
  answeredAtMs: Date.UTC(2026, 0, 1) - 65_000,
  legs: [
    { extension: '301', codec: 'PCMA/8000', quality: QUALITY },
    { extension: '303', codec: 'G722/8000', quality: QUALITY },
  ],
  transcoded: true,
};

let site: SiteUnderTest;
let ended: string[];
let calls: readonly CallView[];
beforeEach(async () => {
  ended = [];
  calls = [CALL];
  site = await SiteUnderTest.open({
    live: {
      ...OFFLINE,
      calls: () => calls,
      endCall: (id) => {
        ended.push(id);
        return CALL;
      },
      participantsOf: () => 2,
      room: () => ({
        isLocked: true,
        isMuted: false,
        participants: [
          inRoom('304', { isTalking: true, talkedMs: 125_000 }),
          inRoom('305', { isMuted: true, handRaisedAtMs: 1 }),
        ],
      }),
    },
  });
  const { console } = site.desk;
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  for (const [index, callsign] of ['PX0AAA', 'PX0AAB', 'PX0AAC', 'PX0AAD', 'PX0AAE'].entries()) {
    const number = `${301 + index}`;
    assert.ok((await console.extensions.add({ number, callsign, name: 'Jan' })).ok);
  }
  assert.ok((await console.conferences.add({ number: '900', name: 'Ronde' })).ok);
  const login = { method: 'password', name: 'kees', 'administrator-password': PASSWORD };
  assert.equal((await site.send('/inloggen', login)).status, 303);
});
afterEach(() => site.close());

describe('the live page without a script', () => {
  it('says in words what the picture shows', async () => {
    const html = await site.page('/beheer/live');
    assert.match(html, /1 gesprek, 2 mensen in bruggen/);
    assert.match(html, /<svg[^>]*role="img" aria-label="Belplaatje: 1 gesprek/);
    assert.match(html, /class="line line-lossy"/);
    assert.match(html, /302 → 303.*1:05.*geluid hapert.*vertaald/s);
    assert.match(html, /bijgewerkt om 01\.00 uur/);
  });

  it('has every extension at its place, with shape, word and colour of its state', async () => {
    const html = await site.page('/en/beheer/live');
    const tiles = /<ul class="tile-map">(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
    assert.equal([...tiles.matchAll(/<li/g)].length, 10);
    assert.match(tiles, /tint-info tile-in-call" href="\/en\/beheer\/extensies\/301">.*In a call/s);
    assert.match(tiles, /tile-talking" href="\/en\/beheer\/extensies\/304">/);
    assert.match(tiles, /tile-not-registered" href="\/en\/beheer\/extensies\/302">/);
  });

  it('has of very many the tiles that matter most, and says how many others there are', async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => String(2_000 + index));
    const rows = numbers.map((number) => ({ number, callsign: 'PX0AAF', name: 'Piet' }));
    assert.ok((await site.desk.console.extensions.import(rows)).ok);
    for (const path of ['/beheer/live', '/beheer']) {
      const html = await site.page(path);
      const tiles = /<ul class="tile-map">(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
      assert.equal([...tiles.matchAll(/<li/g)].length, 200);
      assert.match(tiles, /^<li><a class="tint-live tile-talking" href="\/beheer\/extensies\/304">/);
      assert.match(
        html,
        /En nog 105: 105 niet aangemeld\. <a href="\/beheer\/extensies">Alle extensies<\/a>/,
      );
    }
  });

  it('shows how the last day went while nobody calls', async () => {
    const course = /Gesprekken tegelijk, laatste 24 uur/;
    assert.doesNotMatch(await site.page('/beheer/live'), course);
    calls = [];
    assert.match(await site.page('/beheer/live'), course);
  });

  it('ends a call', async () => {
    const { status, headers } = await site.send('/beheer/live', { act: 'end', id: 'c1' });
    assert.deepEqual([status, headers['location'], ended], [303, '/beheer/live?done=ended', ['c1']]);
  });

  it('ends a call from Today as well', async () => {
    const html = await site.page('/beheer');
    assert.match(html, /<form method="post" action="\/beheer\/live" class="act">/);
  });
});

describe('the page of a bridge', () => {
  it('shows who talks, for how long in all, and whose hand is up', async () => {
    const html = await site.page('/beheer/conferenties/900');
    assert.match(html, /De brug is op slot/);
    assert.match(html, /304 PX0AAD.*Spreekt.*2:05.*305 PX0AAE.*Gedempt.*0:00.*hand op/s);
    assert.match(html, /<rect class="talk-total" width="300"/);
  });
});

describe('a live page without a script', () => {
  const RELOADS = /<noscript><meta http-equiv="refresh" content="\d+"/;
  /** What somebody may be filling in; the fields that are hidden are nobody's. */
  const FIELD = /<(?:select|textarea)\b|<input(?![^>]*type="hidden")/;

  for (const path of ['/beheer', '/beheer/live', '/beheer/conferenties/900', '/en/beheer/conferenties/900']) {
    it(`stands still until its reader wants to follow it, and has no field then: ${path}`, async () => {
      const still = await site.page(`${path}?done=acted`);
      assert.doesNotMatch(still, RELOADS);
      assert.match(still, FIELD);
      const [, again = '', follow = ''] =
        /<noscript><p class="follow-line">.*?href="([^"]+)".*?href="([^"]+)"/.exec(still) ?? [];
      assert.deepEqual([again, follow], [path, `${path}?follow=1`]);
      const followed = await site.page(follow);
      assert.match(followed, RELOADS);
      assert.doesNotMatch(followed, FIELD);
      assert.match(followed, new RegExp(`class="follow-line".*?href="${path}"`));
    });
  }

  it('does not load itself as the answer to a form', async () => {
    const { status, body } = await site.send('/beheer/conferenties/900?follow=1', {
      act: 'settings',
      name: '',
    });
    assert.equal(status, 422);
    assert.doesNotMatch(body, RELOADS);
    assert.match(body, /<html[^>]* data-answers="form"/);
    assert.match(body, FIELD);
  });
});
