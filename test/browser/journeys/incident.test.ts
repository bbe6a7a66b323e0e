/** An outage from the console to everyone: the front page, the status page, its feed, and *55. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { writePcmWav } from '../../../src/media/prompts/wav.ts';
import { SAMPLE_RATE, sine } from '../../../testkit/tone.ts';
import { until } from '../../faults/waiting.ts';
import { BROWSERS, Club, sees } from './club.ts';

/** In the place of what is spoken, so that one can hear which line it is. */
const LINES = { 'outage-calls': 700, 'all-works': 1500 } as const;
const LINE_S = 3;

describe('an outage', () => {
  for (const [browser, scripts] of BROWSERS) {
    it(`is opened in the console, told on every way there is, and closed with what it was (${browser})`, async (t) => {
      const club = await Club.open(t, { scripts });
      await sayTones(t, club);
      const console = await club.administrator();
      const visitor = await club.visitor();
      assert.equal(await lineHeard(club), 'all-works');
      await visitor.goto('/');
      await sees(visitor, 'Alles werkt');

      await console.goto('/beheer/status');
      await console.getByLabel('Storing, nu').check();
      await console.getByLabel('Kort: wat is er').fill('Bellen hapert');
      await console.getByLabel('Bellen', { exact: true }).check();
      await console.getByLabel('Wat merken leden ervan').fill('Wie belt hoort soms niets.');
      await console.getByRole('button', { name: 'Zet op de statuspagina' }).click();
      await sees(console, 'Het staat op de statuspagina.');
      await isTold(club, visitor, 'Bellen hapert', 'Wie belt hoort soms niets.');
      await visitor.goto('/');
      await sees(visitor, /Bellen hapert/);
      assert.equal(await visitor.getByText('Alles werkt').count(), 0);
      assert.equal(await lineHeard(club), 'outage-calls');

      await console.getByLabel('Nieuw bericht').fill('De router wordt vervangen.');
      await console.getByRole('button', { name: 'Plaats het bericht' }).click();
      await sees(console, 'Het bericht staat erbij.');
      await isTold(club, visitor, 'Bellen hapert', 'De router wordt vervangen.');

      await console.getByLabel('Wat was het, en wat is eraan gedaan').fill('De router was stuk.');
      await console.getByRole('button', { name: 'Sluit af' }).click();
      await sees(console, 'De storing is afgesloten.');
      await isTold(club, visitor, 'Bellen hapert', 'De router was stuk.');
      await visitor.goto('/');
      await sees(visitor, 'Alles werkt');
      assert.equal(await lineHeard(club), 'all-works');
      await club.exchange.assertNoExceptions();
    });
  }
});

/** On the status page, and in the feed that readers of feeds find there by themselves. */
async function isTold(club: Club, visitor: Page, title: string, text: string): Promise<void> {
  await visitor.goto('/status');
  await sees(visitor, title);
  await sees(visitor, text);
  const feed = await visitor.locator('link[type="application/atom+xml"]').getAttribute('href');
  const answer = await fetch(new URL(feed ?? assert.fail('the page names no feed'), club.base));
  assert.match(answer.headers.get('content-type') ?? '', /^application\/atom\+xml/);
  const atom = await answer.text();
  assert.ok(atom.includes(title) && atom.includes(text), atom);
}

async function sayTones(t: TestContext, club: Club): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-lines-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, frequencyHz] of Object.entries(LINES)) {
    const file = join(folder, `${name}.wav`);
    writeFileSync(
      file,
      writePcmWav({ rate: SAMPLE_RATE, samples: sine(frequencyHz, 12_000, 0, LINE_S * SAMPLE_RATE) }),
    );
    await club.exchange.command('prompt', 'set', `nl/${name}`, file);
  }
}

/** Which of the lines somebody hears who dials *55. */
async function lineHeard(club: Club): Promise<string> {
  const phone = await club.exchange.registered('390');
  const call = await phone.call('*55');
  // Who sends nothing is sent no more than a second (security 2.8).
  call.media?.startSilence();
  let heard: string | undefined;
  await until('a line is spoken', () => {
    heard = Object.entries(LINES).find(([, hz]) => call.media?.hears(hz))?.[0];
    return heard !== undefined;
  });
  await call.hangUp();
  club.exchange.discard(phone);
  return heard ?? '';
}
