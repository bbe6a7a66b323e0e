import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser, PICTURES, watchComplaints } from './browser.ts';
import { serveSite } from './serve.ts';

const PAGES = [
  '/mijn',
  '/mijn/toestellen',
  '/mijn/toestellen/nieuw',
  '/mijn/toestellen/nieuw?device=yealink',
  '/mijn/diagnose',
  '/mijn/blokkade',
  '/mijn/lijst',
  '/mijn/live',
  '/mijn/gesprekken',
  '/mijn/berichten',
  '/en/mijn/gegevens',
];
const PASSWORD = 'correct horse battery';

describe('a member in a browser', () => {
  const { exchange, base } = serveSite(23_400);

  async function member(t: TestContext, number: string, options: BrowserContextOptions = {}): Promise<Page> {
    const extension = { number, callsign: 'PX0ABC', name: 'Jan', password: PASSWORD };
    assert.equal((await exchange().api('POST', '/extensions', extension)).status, 201);
    const browser = await openBrowser(t, options);
    const page = await browser.newPage();
    await page.goto(`${base()}/mijn`);
    await page.locator('#number').fill(number);
    await page.getByLabel('Wachtwoord van een toestel').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.waitForURL(`${base()}/mijn`);
    return page;
  }

  for (const [colorScheme, number] of [
    ['light', '311'],
    ['dark', '312'],
  ] as const) {
    it(`meets no barrier that axe finds on his pages, in ${colorScheme}`, async (t) => {
      const page = await member(t, number, { colorScheme });
      const complaints = watchComplaints(page);
      for (const path of PAGES) {
        await page.goto(base() + path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html}`),
          [],
        );
        const name = path.replaceAll(/\W+/g, '-').slice(1);
        await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`), fullPage: true });
      }
      assert.deepEqual(complaints, []);
    });
  }

  it('reads all of it on a narrow screen', async (t) => {
    const page = await member(t, '313', { viewport: { width: 320, height: 640 } });
    for (const path of PAGES) {
      await page.goto(base() + path);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      assert.ok(width <= 320, `${path} is ${width} wide`);
    }
  });

  it('adds a phone, and the page turns green by itself when it registers', async (t) => {
    const page = await member(t, '314');
    await page.getByRole('link', { name: 'Voeg een toestel toe' }).first().click();
    await page.getByRole('link', { name: /Yealink/ }).click();
    await page.getByLabel('Hoe noem je dit toestel?').fill('shack');
    await page.getByRole('button', { name: 'Maak een wachtwoord' }).click();
    const password = (await page.locator('.secret').textContent()) ?? '';
    assert.match(password, /^[a-z2-9]{20}$/);
    const phone = await exchange().phone('314', { password });
    await phone.register();
    await page.getByRole('heading', { name: 'Gelukt! Je bent bereikbaar.' }).waitFor();
    await page.goto(`${base()}/mijn`);
    assert.ok(await page.getByRole('heading', { name: 'Je bent bereikbaar' }).isVisible());
    await page.screenshot({ path: join(PICTURES, 'today-reachable.png'), fullPage: true });
  });
});
