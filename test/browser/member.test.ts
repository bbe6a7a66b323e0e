import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser, PICTURES } from './browser.ts';
import { serveSite } from './serve.ts';

const PASSWORD = 'correct horse battery';

describe('a member in a browser', () => {
  const { exchange, base } = serveSite(23_400);

  async function member(t: TestContext, number: string): Promise<Page> {
    const extension = { number, callsign: 'PX0ABC', name: 'Jan', password: PASSWORD };
    assert.equal((await exchange().api('POST', '/extensions', extension)).status, 201);
    const browser = await openBrowser(t);
    const page = await browser.newPage();
    await page.goto(`${base()}/mijn`);
    await page.locator('#number').fill(number);
    await page.getByLabel('Wachtwoord van een toestel').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.waitForURL(`${base()}/mijn`);
    return page;
  }

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
