/** What holds for every page there is: barriers, width, targets, size of the scripts; and the keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { BULK_NAMES } from '../../ui/pages/console/bulk/names.ts';
import { openBrowser, watchComplaints } from './browser.ts';
import { BusyClub, MEMBER, ROLES, type Role } from './club/busy-club.ts';
import { Routes, walk } from './club/site-map.ts';
import { BLOCKING, type Blocking, REFLOW, type Reflow, TOO_SMALL } from './in-page.ts';

const MOST_SCRIPT_BYTES = 80_000;
/** Of styles, without which nothing is drawn, as they go over the wire: a tenth of a second of a line of 1.6 Mbit/s. */
const MOST_BLOCKING_BYTES = 20_000;
/** 1280 × 1024 at 400 % (WCAG 1.4.10). */
const ZOOMED = { width: 320, height: 256 };
/** Of the window; what is left must be enough to read in. */
const MOST_COVERED = 0.5;

/** Behind a choice in the list of extensions, where no link leads. */
const SEVERAL = BULK_NAMES.map((what) => `/beheer/extensies/samen?wat=${what}&alles=ja`);

describe('every page', () => {
  const closers: (() => unknown)[] = [];
  const keeper = { after: (close: () => unknown) => closers.push(close) } as Pick<TestContext, 'after'>;
  const addresses = new Map<Role, { readonly nl: readonly string[]; readonly en: readonly string[] }>();
  let club: BusyClub;

  before(async () => {
    club = await BusyClub.open(keeper, 19_300);
    const routes = await Routes.read();
    await club.leaveVoiceMessage(MEMBER.number);
    const fixed = routes.paths.filter((path) => !path.includes(':'));
    const secret = [`/aanvragen/${await club.apply('PX0APC')}`, await club.invite('derde'), '/nothing-here'];
    for (const role of ROLES) {
      const ask = (address: string) => club.ask(role, address);
      const [nl, en] = [
        await walk(routes, ask, fixed),
        await walk(routes, ask, ['/en', '/en/mijn', '/en/beheer'], 'en'),
      ];
      addresses.set(role, {
        nl: [
          ...nl.map(({ address }) => address),
          ...(role === 'visitor' ? secret : []),
          ...(role === 'administrator' ? SEVERAL : []),
        ],
        en: en.map(({ address }) => address),
      });
    }
  });
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });

  async function as(
    t: TestContext,
    role: Role,
    display = '',
  ): Promise<{ browser: BrowserContext; page: Page }> {
    const browser = await openBrowser(t, { locale: 'nl-NL' });
    const cookie = await club.cookieOf(role);
    if (cookie !== undefined) await browser.addCookies([{ ...cookie, url: club.base }]);
    if (display !== '')
      await browser.addCookies([{ name: 'hamvoip-display', value: display, url: club.base }]);
    return { browser, page: await browser.newPage() };
  }

  const pagesOf = (role: Role, language: 'nl' | 'en') => addresses.get(role)?.[language] ?? [];

  for (const role of ROLES) {
    it(`has no barrier that axe finds for a ${role}, in light and dark, and loads little`, async (t) => {
      const { page } = await as(t, role);
      const complaints = watchComplaints(page);
      const scripts = weighScripts(page);
      const barriers: string[] = [];
      for (const address of pagesOf(role, 'nl')) {
        scripts.clear();
        await page.goto(club.base + address);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const { violations } = await new AxeBuilder({ page }).analyze();
          barriers.push(
            ...violations.map(({ id, nodes }) => `${address} ${colorScheme} ${id} ${nodes[0]?.html}`),
          );
        }
        const blocking = (await page.evaluate(BLOCKING)) as Blocking;
        if (blocking.others.length > 0 || blocking.bytes > MOST_BLOCKING_BYTES) {
          barriers.push(`${address} shows nothing before ${blocking.bytes} bytes, ${blocking.others}`);
        }
        const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
        assert.ok(bytes > 0 && bytes <= MOST_SCRIPT_BYTES, `${address} loads ${bytes} bytes of scripts`);
      }
      assert.deepEqual(barriers, []);
      // The browser itself tells of the page that is not there.
      assert.deepEqual(
        complaints.filter((text) => !text.includes('404')),
        [],
      );
    });

    it(`reads without scrolling sideways at 400 %, also with very large letters, for a ${role}`, async (t) => {
      const wrong: string[] = [];
      for (const display of ['system.100', 'system.200']) {
        const { browser, page } = await as(t, role, display);
        await page.setViewportSize(ZOOMED);
        for (const address of [...pagesOf(role, 'nl'), ...pagesOf(role, 'en')]) {
          await page.goto(club.base + address);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            const { width, room, covered, wide } = (await page.evaluate(REFLOW)) as Reflow;
            const where = `${address} ${display} ${colorScheme}`;
            if (width > room) wrong.push(`${where} is ${width} wide: ${wide}`);
            if (covered > MOST_COVERED) wrong.push(`${where} stays covered by ${covered}`);
          }
        }
        await browser.close();
      }
      assert.deepEqual(wrong, []);
    });

    it(`keeps the titles of narrow tables for who has them read aloud, for a ${role}`, async (t) => {
      const { page } = await as(t, role);
      await page.setViewportSize(ZOOMED);
      const browser = await page.context().newCDPSession(page);
      const wrong: string[] = [];
      for (const address of pagesOf(role, 'nl')) {
        await page.goto(club.base + address);
        const drawn = await page.locator('table.list:visible thead th').count();
        const { nodes } = (await browser.send('Accessibility.getFullAXTree')) as unknown as Tree;
        const read = nodes.filter(({ ignored, role: is }) => !ignored && is?.value === 'columnheader').length;
        if (read < drawn) wrong.push(`${address} reads ${read} of ${drawn} titles`);
      }
      assert.deepEqual(wrong, []);
    });

    it(`has targets large enough for a thumb, for a ${role}`, async (t) => {
      const { page } = await as(t, role);
      const small = new Set<string>();
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        for (const address of pagesOf(role, 'nl')) {
          await page.goto(club.base + address);
          for (const what of (await page.evaluate(TOO_SMALL)) as string[])
            small.add(`${width} ${address} ${what}`);
        }
      }
      assert.deepEqual([...small], []);
    });
  }
});

/** What a browser tells readers of screens (CDP Accessibility.getFullAXTree). */
interface Tree {
  readonly nodes: readonly { readonly ignored: boolean; readonly role?: { readonly value: unknown } }[];
}

/** Bytes as they go over the wire, by address; a script that another one fetches counts as well. */
function weighScripts(page: Page): Map<string, number> {
  const sizes = new Map<string, number>();
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    const body = await response.body();
    const isSmall = response.headers()['content-encoding'] === 'gzip';
    sizes.set(response.url(), isSmall ? gzipSync(body).length : body.length);
  });
  return sizes;
}
