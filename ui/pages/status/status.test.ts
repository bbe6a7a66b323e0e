import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { NewIncident } from '../../../src/exchange/console/incidents.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
});
afterEach(() => site.close());

const nowMs = () => site.desk.clock.wallTime();

async function open(wanted: Partial<NewIncident> = {}): Promise<string> {
  const opened = await site.desk.console.incidents.open({
    kind: 'incident',
    title: 'Geen geluid',
    parts: ['calls'],
    text: 'Wie belt hoort niets.',
    ...wanted,
  });
  assert.ok(opened.ok);
  return opened.value.id;
}

async function close(id: string, text: string): Promise<void> {
  assert.ok((await site.desk.console.incidents.close(id, text)).ok);
}

function plan(fromMs: number): Promise<string> {
  return open({
    kind: 'maintenance',
    title: 'Nieuwe schijf',
    parts: [],
    fromMs,
    untilMs: fromMs + HOUR_MS,
    text: 'De centrale is even weg.',
  });
}

function inOrder(html: string, ...parts: readonly string[]): void {
  const places = parts.map((part) => html.indexOf(part));
  assert.ok(!places.includes(-1), `${parts} at ${places}`);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
}

describe('the status page', () => {
  it('says that there was no outage when there was none', async () => {
    const html = await site.page('/status');
    assert.match(html, /De afgelopen 90 dagen was er geen storing/);
    assert.doesNotMatch(html, /Nu aan de hand|Gepland onderhoud/);
    assert.match(await site.page('/en/status'), /There was no outage in the last 90 days/);
  });

  it('shows an open outage with what was told of it, the newest first', async () => {
    const id = await open();
    site.desk.clock.jumpWallTime(5 * 60_000);
    assert.ok((await site.desk.console.incidents.update(id, 'Het is de <router>.')).ok);
    const html = await site.page('/status');
    inOrder(html, 'Nu aan de hand', `id="${id}"`, 'Geen geluid', 'Het is de &lt;router', 'Wie belt hoort');
    assert.match(html, /Bellen · sinds/);
    assert.doesNotMatch(html, /geen storing/);
  });

  it('tells what a closed one was, and its course', async () => {
    const id = await open();
    site.desk.clock.jumpWallTime(3 * HOUR_MS);
    await close(id, 'De router was stuk.');
    const html = await site.page('/status');
    assert.match(html, /Wat het was: <\/strong>De router was stuk\./);
    assert.match(html, /Alle 2 berichten/);
    assert.doesNotMatch(html, /Nu aan de hand/);
    assert.match(await site.page('/en/status'), /What it was: /);
  });

  it('shows the last twelve', async () => {
    for (let n = 1; n <= 13; n++) {
      await close(await open({ title: `Storing nummer ${n}.` }), 'Voorbij.');
      site.desk.clock.jumpWallTime(HOUR_MS);
    }
    const html = await site.page('/status');
    inOrder(html, 'nummer 13.', 'nummer 12.', 'nummer 2.');
    assert.doesNotMatch(html, /nummer 1\./);
  });

  it('tells of planned maintenance, the next one first, and when it was called off', async () => {
    const later = await plan(nowMs() + 9 * DAY_MS);
    const next = await plan(nowMs() + 2 * DAY_MS);
    const html = await site.page('/status');
    inOrder(html, 'Gepland onderhoud', `id="${next}"`, `id="${later}"`);
    assert.match(html, /alles · .* tot /);
    await close(next, 'De schijf is er nog niet.');
    const after = await site.page('/status');
    inOrder(after, `id="${later}"`, 'Wat er was', `id="${next}"`, 'ging niet door');
  });

  it('draws 90 days of every part, and says in words what is drawn', async () => {
    site.desk.clock.jumpWallTime(10 * DAY_MS);
    const id = await open({ parts: ['calls', 'registration'] });
    site.desk.clock.jumpWallTime(3 * HOUR_MS);
    await close(id, 'Voorbij.');
    const html = await site.page('/status');
    const bars = [...html.matchAll(/<svg class="bar".*?aria-label="([^"]*)">(.*?)<\/svg>/g)];
    assert.deepEqual(
      bars.map(([, label, drawn]) => [
        label,
        drawn?.match(/<rect/g)?.length,
        drawn?.match(/tone-err/g)?.length,
      ]),
      [
        ['Bellen: Storing: zo 11 jan.', 90, 1],
        ['Conferenties: Geen storing gemeld.', 90, undefined],
        ['Website: Geen storing gemeld.', 90, undefined],
        ['Aanmelden van toestellen: Storing: zo 11 jan.', 90, 1],
      ],
    );
    assert.match(html, /Storing op 1 dag, samen ongeveer 3 uur\./);
    assert.match(await site.page('/en/status'), /Outage on 1 day, about 3 hours together\./);
  });

  it('leads to the feed, also by itself', async () => {
    const html = await site.page('/status');
    assert.match(
      html,
      /<link rel="alternate" type="application\/atom\+xml" href="\/api\/v1\/incidents\/feed"/,
    );
    assert.match(html, /<a class="button" href="\/api\/v1\/incidents\/feed"/);
    assert.equal((await site.ask('/api/v1/incidents/feed')).status, 200);
    assert.doesNotMatch(await site.page('/'), /rel="alternate"/);
  });
});

describe('what everyone should know at once', () => {
  it('stands on the welcome page, maintenance from a day before it', async () => {
    await plan(nowMs() + 25 * HOUR_MS);
    assert.doesNotMatch(await site.page('/'), /Nieuwe schijf/);
    site.desk.clock.jumpWallTime(HOUR_MS);
    assert.match(await site.page('/'), /Straks onderhoud: Nieuwe schijf \(vr 2 jan, 02\.00 uur\)/);
    site.desk.clock.jumpWallTime(24 * HOUR_MS);
    assert.match(await site.page('/en'), /Maintenance now: Nieuwe schijf/);
    await open();
    inOrder(await site.page('/'), 'Storing: Geen geluid', 'Nu onderhoud: Nieuwe schijf');
    site.desk.clock.jumpWallTime(HOUR_MS);
    assert.doesNotMatch(await site.page('/'), /Nieuwe schijf/);
  });

  it('stands above a member’s own page, and leads to its course', async () => {
    await site.asMember();
    assert.doesNotMatch(await site.page('/mijn'), /Kijk hoe het ervoor staat/);
    const id = await open();
    const html = await site.page('/mijn');
    inOrder(html, 'Storing: Geen geluid', 'Wie belt hoort niets', `href="/status#${id}"`, '>301<');
    await close(id, 'Voorbij.');
    assert.doesNotMatch(await site.page('/mijn'), /Geen geluid/);
  });
});
