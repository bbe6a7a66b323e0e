/** A page that loads itself anew takes nothing away: not what somebody typed, nor what he chose. */
import assert from 'node:assert/strict';
import { before, describe, it, type TestContext } from 'node:test';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { serveSite } from './serve.ts';

const ADMINISTRATOR = { name: 'kees', password: 'correct horse battery staple' };
/** The page of radios loads itself after 10 s. */
const OVERDUE_MS = 60_000;
const RADIOS = '/beheer/radio';

describe('a page that loads itself anew', () => {
  const { exchange, base } = serveSite(23_700);

  before(async () => {
    for (const [path, body] of [
      ['/administrators', ADMINISTRATOR],
      ['/conferences', { number: '900', name: 'Ronde' }],
      ['/conferences', { number: '901', name: 'Techniek' }],
    ] as const) {
      assert.ok((await exchange().api('POST', path, body)).status < 300, path);
    }
  });

  async function open(t: TestContext, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const browser = await openBrowser(t, { locale: 'nl-NL', baseURL: base(), ...options });
    const data = { method: 'password', ...ADMINISTRATOR };
    assert.equal((await browser.request.post('/api/v1/session', { data })).status(), 201);
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(path);
    return page;
  }

  /** Whether it is another page after more than the time in which it loads itself. */
  async function isLoadedAnew(page: Page): Promise<boolean> {
    await page.evaluate('document.body.dataset.before = "yes"');
    await page.locator('html.has-script').waitFor();
    await page.clock.runFor(OVERDUE_MS);
    // What was asked for of the page before is answered by the page that is there then.
    await page.waitForLoadState();
    return (await page.locator('body[data-before]').count()) === 0;
  }

  it('does so while nobody does anything', async (t) => {
    assert.equal(await isLoadedAnew(await open(t, RADIOS)), true);
  });

  const filledIn: Readonly<Record<string, (field: (name: string) => Locator) => Promise<unknown>>> = {
    'text that was typed': (field) => field('address').fill('192.0.2.7'),
    'what was chosen of a list': (field) => field('conference').selectOption('901'),
    'a tick': (field) => field('courtesyTone').uncheck(),
  };
  for (const [what, fill] of Object.entries(filledIn)) {
    it(`keeps ${what}`, async (t) => {
      const page = await open(t, RADIOS);
      await fill((name) => page.locator(`form [name=${name}]:not([type=hidden])`));
      // The focus alone would hold the page.
      await page.locator('h1').first().click();
      assert.equal(await isLoadedAnew(page), false);
    });
  }

  it('keeps what was refused, and does not send the form again', async (t) => {
    const page = await open(t, RADIOS);
    await page.locator('[name=name]').fill('dak');
    await page.locator('[name=address]').fill('not an address');
    await page.locator('main form.form button').click();
    await page.locator('#error-summary').waitFor();
    await page.locator('h1').first().click();
    assert.equal(await isLoadedAnew(page), false);
    assert.equal(await page.locator('[name=address]').inputValue(), 'not an address');
  });

  it('waits to be asked where there is no script, and has nothing to fill in then', async (t) => {
    const page = await open(t, '/beheer/conferenties/900', { javaScriptEnabled: false });
    const reload = page.locator('meta[http-equiv=refresh]');
    const fields = page.locator('input:not([type=hidden]), select, textarea');
    assert.equal(await reload.count(), 0);
    assert.ok((await fields.count()) > 5);
    await page.getByRole('link', { name: 'Ververs steeds vanzelf' }).click();
    assert.equal(await reload.count(), 1);
    assert.equal(await fields.count(), 0);
    await page.getByRole('link', { name: 'Stop daarmee' }).click();
    assert.equal(await reload.count(), 0);
    assert.equal(page.url(), `${base()}/beheer/conferenties/900`);
  });
});
