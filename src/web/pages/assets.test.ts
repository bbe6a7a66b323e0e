import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const STYLE = 'body { margin: 0 }';

let site: SiteUnderTest;
beforeEach(async () => {
  const text = Buffer.from(STYLE);
  site = await SiteUnderTest.open({
    assets: new Map([
      ['site-1a.css', { bytes: text, gzip: gzipSync(text) }],
      ['letters-2b.woff2', { bytes: Buffer.from('wOF2'), gzip: undefined }],
    ]),
  });
});
afterEach(() => site.close());

describe('what pages load', () => {
  it('has its type, is kept for a year by browsers, and comes small to who can read that', async () => {
    const plain = await site.ask('/assets/site-1a.css');
    assert.deepEqual([plain.status, plain.body], [200, STYLE]);
    assert.equal(plain.headers['content-type'], 'text/css; charset=utf-8');
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(plain.headers['x-content-type-options'], 'nosniff');
    const small = await site.ask('/assets/site-1a.css', { headers: { 'accept-encoding': 'br, gzip' } });
    assert.deepEqual([small.headers['content-encoding'], small.headers['vary']], ['gzip', 'accept-encoding']);
    const letters = await site.ask('/assets/letters-2b.woff2', { headers: { 'accept-encoding': 'gzip' } });
    assert.deepEqual(
      [letters.headers['content-type'], letters.headers['content-encoding'], letters.body],
      ['font/woff2', undefined, 'wOF2'],
    );
  });

  it('is nothing else than what was built', async () => {
    for (const path of [
      '/assets/site-0.css',
      '/assets/',
      '/assets/..%2f..%2fpackage.json',
      '/assets/__proto__',
    ])
      assert.equal((await site.ask(path)).status, 404, path);
  });
});
