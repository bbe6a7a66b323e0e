import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

let site: SiteUnderTest;
before(async () => {
  site = await SiteUnderTest.open();
});
after(() => site.close());

describe('the frame of every page', () => {
  it('says that the service is an experiment, whom to write to, and that 112 does not work', async () => {
    for (const url of ['/', '/inloggen', '/weergave']) {
      const html = await site.page(url);
      assert.match(html, /Deze dienst is een experiment/, url);
      assert.match(html, /mailto:info@club\.example/, url);
      assert.match(html, /112 werkt hier niet/, url);
    }
    assert.match(await site.page('/en'), /This service is an experiment/);
  });

  it('says so on errors, too', async () => {
    const { status, body } = await site.ask('/en/nothing-here');
    assert.equal(status, 404);
    assert.match(body, /There is no such page/);
    assert.match(body, /mailto:info@club\.example/);
  });

  it('keeps the page when the language is switched', async () => {
    assert.match(await site.page('/weergave?a=1'), /href="\/en\/weergave\?a=1"/);
    assert.match(await site.page('/en/weergave'), /href="\/weergave"/);
  });

  it('holds no script or style inside its text', async () => {
    for (const url of ['/', '/en/inloggen', '/weergave']) {
      const html = await site.page(url);
      assert.doesNotMatch(html, /<style|\sstyle="|\son[a-z]+="|<script(?![^>]*src=)/, url);
    }
  });

  it('loads files that are there, may be kept for ever, and come from nowhere else', async () => {
    const html = await site.page('/');
    const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+|\/icon\.svg)"/g)].map(
      ([, url]) => url ?? '',
    );
    assert.ok(files.length >= 3);
    for (const url of files) {
      const { status, headers } = await site.ask(url);
      assert.equal(status, 200, url);
      if (url.startsWith('/assets/')) assert.match(String(headers['cache-control']), /immutable/);
    }
    assert.doesNotMatch(html, /(?:src|href)="https?:/);
  });
});

describe('how somebody likes to see the pages', () => {
  it('is kept, and shown by the server', async () => {
    const { status, headers } = await site.ask('/weergave', {
      form: { theme: 'dark', 'text-size': '150', back: '/inloggen?a=1' },
    });
    assert.deepEqual([status, headers['location']], [303, '/inloggen?a=1']);
    assert.match(await site.page('/'), /<html lang="nl" data-theme="dark" data-text-size="150"/);
    await site.ask('/weergave', { form: { 'text-size': 'smaller' } });
    assert.match(await site.page('/'), /data-theme="dark" data-text-size="125"/);
  });

  for (const back of ['//evil.example', '/\\evil.example', 'https://evil.example', '']) {
    it(`never leads to another site: ${JSON.stringify(back)}`, async () => {
      const { headers } = await site.ask('/weergave', { form: { theme: 'light', back } });
      assert.equal(headers['location'], '/weergave');
    });
  }
});
