/** Without a mouse: where the focus goes, that one sees it, and the main tasks by keys alone. */
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { ADMINISTRATOR, BusyClub, type Role } from './club/busy-club.ts';
import { FOCUS, type Focus } from './in-page.ts';

const WALKS: Readonly<Record<Role, readonly string[]>> = {
  visitor: ['/', '/status', '/aanvragen', '/inloggen', '/hulp', '/toestellen/yealink'],
  member: [
    '/mijn',
    '/mijn/toestellen',
    '/mijn/toestellen/nieuw?device=yealink',
    '/mijn/blokkade',
    '/mijn/gegevens',
  ],
  administrator: [
    ...[
      '/beheer',
      '/beheer/extensies',
      '/beheer/extensies/nieuw',
      '/beheer/extensies/305',
      '/beheer/aanvragen',
    ],
    ...[
      '/beheer/blokkades',
      '/beheer/conferenties/900',
      '/beheer/schorsingen',
      '/beheer/status',
      '/beheer/lijst',
    ],
  ],
};
const WINDOWS = [
  { width: 1280, height: 900 },
  { width: 390, height: 700 },
];
const FOCUS_OUTLINE_PX = 3;
/** More stops than any page has. */
const MOST_STOPS = 300;
/** Lines of text that stand beside each other differ a little. */
const SAME_LINE_PX = 12;

describe('without a mouse', () => {
  const closers: (() => unknown)[] = [];
  const keeper = { after: (close: () => unknown) => closers.push(close) } as Pick<TestContext, 'after'>;
  let club: BusyClub;

  before(async () => {
    club = await BusyClub.open(keeper, 19_500);
  });
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });

  async function as(t: TestContext, role: Role, options: BrowserContextOptions = {}): Promise<Page> {
    const browser = await openBrowser(t, { locale: 'nl-NL', baseURL: club.base, ...options });
    const cookie = await club.cookieOf(role);
    if (cookie !== undefined) await browser.addCookies([{ ...cookie, url: club.base }]);
    return browser.newPage();
  }

  for (const role of ['visitor', 'member', 'administrator'] as const) {
    it(`the focus is always seen, is never covered, and goes as one reads, for a ${role}`, async (t) => {
      const page = await as(t, role, { reducedMotion: 'reduce' });
      const wrong: string[] = [];
      for (const size of WINDOWS) {
        await page.setViewportSize(size);
        for (const address of WALKS[role]) {
          await page.goto(address);
          const stops = await walkThrough(page);
          assert.ok(stops.length > 10, `${address} has ${stops.length} stops`);
          wrong.push(...faultsOf(stops).map((fault) => `${size.width} ${address} ${fault}`));
        }
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('an extension is applied for', async (t) => {
    const page = await as(t, 'visitor');
    await page.goto('/aanvragen');
    await tabTo(page, 'Roepletters');
    for (const text of ['PX0KEY', 'Toetsen Bord', 'toetsen@club.example', 'Zwolle', '', '346', '']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    // The directory, the way to the rules, the rules, 112, the button.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/aanvragen\/.+/);
    assert.match(await club.read('/applications'), /"PX0KEY".*"wishedNumber":"346"/);
  });

  it('an administrator logs in, finds who is in trouble and lifts the ban', async (t) => {
    const page = await as(t, 'visitor');
    await page.goto('/beheer');
    await tabTo(page, 'Naam');
    await page.keyboard.type(ADMINISTRATOR.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(ADMINISTRATOR.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/beheer');
    await tabTo(page, 'Help: 306 is geblokkeerd');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/beheer/blokkades');
    await tabTo(page, 'Hef op: 127.9.0.66');
    await page.keyboard.press('Enter');
    await page.getByText('De blokkade is opgeheven.').waitFor();
    assert.doesNotMatch(await club.read('/bans'), /127\.9\.0\.66/);
  });
});

/** Every stop of the Tab key, from the first to the last. */
async function walkThrough(page: Page): Promise<readonly Focus[]> {
  const stops: Focus[] = [];
  for (let press = 0; press < MOST_STOPS; press += 1) {
    await page.keyboard.press('Tab');
    const focus = (await page.evaluate(FOCUS)) as Focus | null;
    if (focus === null) return stops;
    stops.push(focus);
  }
  assert.fail(`the focus does not come to an end after ${stops.slice(-3).map(({ what }) => what)}`);
}

function faultsOf(stops: readonly Focus[]): readonly string[] {
  return stops.flatMap((stop, index) => {
    const before = stops[index - 1];
    const faults = [];
    if (stop.outline < FOCUS_OUTLINE_PX) faults.push(`${stop.what} has an outline of ${stop.outline}`);
    if (!stop.isSeen) faults.push(`${stop.what} is covered`);
    const isBack = before !== undefined && before.place === stop.place && stop.y < before.y - SAME_LINE_PX;
    // The top of the next column is further right.
    if (isBack && stop.x <= before.x)
      faults.push(`${stop.what} comes after ${before.what}, and stands before it`);
    return faults;
  });
}

/** Presses Tab until that has the focus, by the name it is read aloud with. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < MOST_STOPS; press += 1) {
    await page.keyboard.press('Tab');
    const named = await page.evaluate(NAME);
    if (String(named).startsWith(name)) return;
  }
  assert.fail(`the focus never comes to ${name}`);
}

const NAME = `(() => {
  const element = document.activeElement;
  return (element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText ?? '').trim();
})()`;
