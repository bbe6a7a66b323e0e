import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

let site: SiteUnderTest;
before(async () => {
  site = await SiteUnderTest.open();
});
after(() => site.close());

it('the API is described for people, every route of it, as the exchange describes it to programs', async () => {
  const html = await site.page('/en/api/docs');
  const { body } = await site.ask('/api/v1/openapi.json');
  const { paths } = JSON.parse(body) as { paths: Record<string, Record<string, unknown>> };
  const told = html.replaceAll(/<!--.*?-->/g, '');
  let count = 0;
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      assert.ok(told.includes(`${method.toUpperCase()} ${path}<`), `${method} ${path}`);
      count += 1;
    }
  }
  assert.ok(count > 100);
  assert.match(told, /POST \/api\/v1\/conferences<[\s\S]{0,200}scope write; sends: number, name/);
  assert.match(told, /GET \/api\/v1\/site<[\s\S]{0,200}for everyone/);
  assert.match(told, /GET \/api\/v1\/me<[\s\S]{0,200}about his own extension/);
  assert.match(await site.page('/api/docs'), /in het Engels/);
});
