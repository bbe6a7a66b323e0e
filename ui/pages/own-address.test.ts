import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

let site: SiteUnderTest;
before(async () => {
  site = await SiteUnderTest.open();
});
after(() => site.close());

describe('the page of one’s own address', () => {
  it('shows the address that asks, and that it is free', async () => {
    const html = await site.page('/mijn-ip');
    assert.match(html, /192\.0\.2\.7/);
    assert.match(html, /niet geblokkeerd/);
    assert.match(html, /na 3 foute wachtwoorden binnen 5 minuten kan een adres 1 uur niet aanmelden/);
  });

  it('explains a ban: until when, why, and what to do', async () => {
    await site.desk.console.bans.add('198.51.1.9', 43 * 60_000);
    const { body } = await site.ask('/en/mijn-ip', { from: '198.51.1.9' });
    assert.match(body, /Your address is blocked until/);
    assert.match(body, /another 43 minutes/);
    assert.match(body, /an administrator blocked this address/);
    const [ban] = site.desk.console.bans.list();
    assert.ok(ban && body.includes(ban.reference));
  });

  it('tells of nobody else', async () => {
    await site.desk.console.bans.add('203.0.113.5', 60_000);
    assert.doesNotMatch(await site.page('/mijn-ip'), /203\.0\.113\.5|Je adres is geblokkeerd/);
  });
});
