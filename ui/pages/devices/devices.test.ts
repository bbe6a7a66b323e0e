import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

let site: SiteUnderTest;
before(async () => {
  site = await SiteUnderTest.open();
});
after(() => site.close());

describe('the examples of phones', () => {
  it('are at least twelve families, each with a page in both languages that says what is not sure', async () => {
    const html = await site.page('/toestellen');
    const guides = [...html.matchAll(/href="(\/toestellen\/[\w-]+)"/g)].map(([, path]) => path ?? '');
    const phones = guides.filter((path) => path !== '/toestellen/routers');
    assert.ok(phones.length >= 12, `${phones.length} guides`);
    for (const path of phones) {
      assert.match(await site.page(path), /zonder garantie/, path);
      await site.page(`/en${path}`);
    }
    assert.match(await site.page('/toestellen/yealink'), /kan anders heten/);
  });

  it('have their routers on a page of their own', async () => {
    const html = await site.page('/en/toestellen/routers');
    const [first = ''] = /\/en\/toestellen\/[\w-]+/.exec(html) ?? [];
    assert.notEqual(first, '');
    await site.page(first);
  });

  it('count in the units of the phone: Grandstream in minutes, others in seconds', async () => {
    assert.match(await site.page('/toestellen/grandstream'), />60<\/strong> <span class="hint">minuten/);
    assert.match(await site.page('/toestellen/yealink'), />3600<\/strong> <span class="hint">seconden/);
  });

  it('are none for what nobody wrote', async () => {
    assert.equal((await site.ask('/toestellen/nothing')).status, 404);
    assert.equal((await site.ask('/toestellen/..%2F..%2Fbans')).status, 404);
  });

  it('hold the member’s own number where he has logged in, never a password', async () => {
    assert.match(await site.page('/toestellen/yealink'), /je nummer/);
    await site.asMember('317', 'PX0ABC');
    const html = await site.page('/toestellen/yealink');
    assert.match(html, /<strong class="mono">317<\/strong>/);
    assert.match(html, /<strong class="mono">PX0ABC<\/strong>/);
    assert.match(html, /het wachtwoord van dit toestel/);
  });
});
