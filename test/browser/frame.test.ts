import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { openBrowser, PICTURES, watchComplaints } from './browser.ts';
import { serveSite } from './serve.ts';

const PAGES = [
  '/',
  '/status',
  '/aanvragen',
  '/huisregels',
  '/conferenties',
  '/toestellen',
  '/toestellen/yealink',
  '/toestellen/routers',
  '/downloads',
  '/hulp',
  '/hulp/niet-aangemeld',
  '/contact',
  '/privacy',
  '/toegankelijkheid',
  '/112',
  '/mijn-ip',
  '/weergave',
  '/inloggen',
  '/nothing-here',
];

describe('pages in a browser', () => {
  const { base } = serveSite(23_100);

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`have no barrier that axe finds and break no rule of their own, in ${colorScheme}`, async (t) => {
      const browser = await openBrowser(t, { colorScheme });
      const page = await browser.newPage();
      const complaints = watchComplaints(page);
      for (const path of PAGES) {
        await page.goto(base() + path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html}`),
          [],
        );
      }
      // The browser itself tells of the page that is not there.
      assert.deepEqual(
        complaints.filter((text) => !text.includes('404')),
        [],
      );
    });
  }

  it('are not wider than a narrow screen, however large the letters', async (t) => {
    const browser = await openBrowser(t, { viewport: { width: 320, height: 640 } });
    const page = await browser.newPage();
    await page.goto(`${base()}/weergave`);
    await page.getByLabel('Heel groot').check();
    await page.getByRole('button', { name: 'Zo wil ik het' }).click();
    for (const path of PAGES) {
      await page.goto(base() + path);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      assert.ok(width <= 320, `${path} is ${width} wide`);
    }
  });

  it('show their look, and their forms work, without a script', async (t) => {
    const browser = await openBrowser(t, { javaScriptEnabled: false });
    const page = await browser.newPage();
    await page.goto(`${base()}/mijn-ip`);
    await page.getByRole('button', { name: 'Letters groter' }).click();
    assert.equal(page.url(), `${base()}/mijn-ip`);
    assert.equal(await page.locator('html').getAttribute('data-text-size'), '125');
    assert.equal(await page.getByRole('button', { name: 'Kopieer' }).isVisible(), false);
    const picture = join(PICTURES, 'own-address-nl-light.png');
    await page.screenshot({ path: picture, fullPage: true });
    assert.ok(statSync(picture).size > 10_000);
  });
});
