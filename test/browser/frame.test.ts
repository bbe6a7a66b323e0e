import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openBrowser, PICTURES } from './browser.ts';
import { serveSite } from './serve.ts';

describe('pages in a browser', () => {
  const { base } = serveSite(23_100);

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
