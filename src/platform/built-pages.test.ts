import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { openBuiltPages } from './built-pages.ts';

function build(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['server', 'public']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'server', 'site.js'), 'export const made = "first";');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'public', name), text);
  writeFileSync(join(folder, 'stamp'), '');
}

it('built pages are kept as they were when the exchange began, whatever is built later', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-pages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  build(folder, { 'site-1.css': 'body {}', 'letters-1.woff2': 'wOF2' });
  const pages = (await openBuiltPages(folder)) ?? assert.fail('they are there');
  build(folder, { 'site-2.css': 'main {}' });
  assert.deepEqual([...pages.assets.keys()].sort(), ['letters-1.woff2', 'site-1.css']);
  const style = pages.assets.get('site-1.css');
  assert.equal(String(style?.bytes), 'body {}');
  assert.equal(String(gunzipSync(style?.gzip ?? '')), 'body {}');
  assert.equal(pages.assets.get('letters-1.woff2')?.gzip, undefined, 'it is compressed already');
  assert.equal((pages.module as { made: string }).made, 'first');
});

it('pages that were never built are none, and a folder that is no build is refused', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-pages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  assert.equal(await openBuiltPages(folder), undefined);
  build(folder, { 'film.bin': 'x'.repeat(8_000_001) });
  await assert.rejects(openBuiltPages(folder), /more than 8000000 bytes/);
});
