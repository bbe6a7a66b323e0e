import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { openBrowser, PICTURES, watchComplaints } from './browser.ts';
import { serveSite } from './serve.ts';

const PAGES = [
  '/',
  '/status',
  '/aanvragen',
  '/huisregels',
  '/huisregels/versies',
  '/huisregels/versies/1',
  '/conferenties',
  '/toestellen',
  '/toestellen/yealink',
  '/toestellen/routers',
  '/downloads',
  '/hulp',
  '/hulp/niet-aangemeld',
  '/hulp/HC-SYS-003',
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
  const { exchange, base } = serveSite(23_100);

  before(async () => {
    const told = async (path: string, body: object) => {
      const { status, body: answer } = await exchange().api('POST', path, body);
      assert.ok(status < 300, path);
      return (answer as { readonly id: string }).id;
    };
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const incident = { kind: 'incident', parts: ['calls'], text: 'Wie belt hoort niets.' };
    const id = await told('/incidents', { ...incident, title: 'Geen geluid', from: at(-200) });
    await told(`/incidents/${id}/closing`, { text: 'De router was stuk; er staat een nieuwe.' });
    await told('/incidents', { ...incident, title: 'Bellen hapert', from: at(-1) });
    const work = { kind: 'maintenance', parts: [], text: 'De centrale is een half uur weg.' };
    await told('/incidents', { ...work, title: 'Nieuwe schijf', from: at(5), until: at(6) });
  });

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
        if (path === '/' || path === '/status') {
          const picture = `${path === '/' ? 'welcome' : 'status'}-nl-${colorScheme}.png`;
          await page.screenshot({ path: join(PICTURES, picture), fullPage: true });
        }
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
