import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const holder = { number: '301', callsign: 'PX0AAA', name: 'Jan' };
  assert.ok((await site.desk.console.extensions.add(holder)).ok);
});
afterEach(() => site.close());

/** Asks for a code and gives where the browser is sent. */
async function ask(url: string, number = '301'): Promise<string> {
  const { status, headers } = await site.send(url, { method: 'phone', 'phone-number': number });
  assert.equal(status, 303);
  return String(headers['location']);
}

/** What the page tells to dial, as it stands there for people: `*70` and the code. */
function dialled(html: string): string {
  const [, secret = ''] = /<span class="mono secret">(.*?)<\/span><\/p>/.exec(html) ?? [];
  return secret.replace(/<[^>]*>/g, '');
}

describe('logging in with a phone call, without a script', () => {
  it('shows what to dial, looks again by itself, and is in after the call', async () => {
    const path = await ask('/inloggen');
    assert.equal(path, '/inloggen/toestel?follow=1');
    const html = await site.page(path);
    assert.match(html, /<noscript><meta http-equiv="refresh" content="4"/);
    assert.doesNotMatch(await site.page('/inloggen/toestel'), /http-equiv="refresh"/, 'stopped');
    const [, code = ''] = /^\*70(\d{4})$/.exec(dialled(html)) ?? [];
    assert.match(html, new RegExp(`9070${code}`));
    const early = await site.ask(path, { form: {} });
    assert.deepEqual([early.status, dialled(early.body)], [200, `*70${code}`], 'the button waits on');
    assert.equal(site.desk.site.accounts.phoneLogins.confirm('301', code), 'confirmed');
    const { status, headers } = await site.ask(path);
    assert.deepEqual([status, headers['location']], [303, '/mijn']);
    assert.match(await site.page('/'), /PX0AAA/);
    assert.match(await site.page('/mijn'), /ingelogd met je toestel/);
  });

  it('goes on to the page that was wanted, in the language of the page', async () => {
    const path = await ask('/en/inloggen?next=%2Fen%2Fmijn%2Ftoestellen');
    assert.equal(path, '/en/inloggen/toestel?next=%2Fen%2Fmijn%2Ftoestellen&follow=1');
    const code = dialled(await site.page(path)).slice(3);
    assert.equal(site.desk.site.accounts.phoneLogins.confirm('301', code), 'confirmed');
    const { headers } = await site.ask(path, { form: {} });
    assert.equal(headers['location'], '/en/mijn/toestellen');
  });

  it('says that a code is over, and offers another', async () => {
    const path = await ask('/en/inloggen');
    await site.desk.clock.advance(121_000);
    const html = await site.page(path);
    assert.match(html, /The code was used or is too old/);
    assert.match(html, /href="\/en\/inloggen"/);
    assert.doesNotMatch(html, /http-equiv="refresh"/);
  });

  it('looks the same for a number that is nobody’s', async () => {
    const pageFor = async (number: string) =>
      (await site.page(await ask('/inloggen', number))).replace(/\*?(9070|70)?(<\/?span>)*\d{2,4}/g, '#');
    assert.equal(await pageFor('301'), await pageFor('399'));
  });

  it('is not offered where it is switched off', async () => {
    Object.assign(site.desk.site.settings, { phoneLogin: false });
    assert.doesNotMatch(await site.page('/inloggen'), /phone-number/);
    const { status, body } = await site.send('/inloggen', { method: 'phone', 'phone-number': '301' });
    assert.equal(status, 422);
    assert.match(body, /kan hier niet/);
  });
});
