/**
 * Builds `ui/` into `build/ui`: what browsers load, with a hash in every name, and the bundle that renders the pages
 * on the server. `bin/pages.js` calls it with the fingerprint of the sources.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'build', 'ui');
/** Built aside and moved as a whole: whoever reads meanwhile sees the old pages or the new ones. */
const ASIDE = join(ROOT, 'build', `ui.${process.pid}`);

const COMMON: InlineConfig = {
  root: ROOT,
  configFile: false,
  envFile: false,
  publicDir: false,
  logLevel: 'error',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

/** What the pages refer to, by the name of its source. */
const ENTRIES = {
  script: 'ui/islands/browser.ts',
  style: 'ui/style/site.css',
  dark: 'ui/style/dark.css',
} as const;

async function buildForBrowsers(): Promise<Record<string, string>> {
  await build({
    ...COMMON,
    base: '/assets/',
    build: {
      outDir: join(ASIDE, 'public'),
      assetsDir: '.',
      manifest: 'manifest.json',
      // No `data:` addresses: the Content-Security-Policy stays short.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // iOS 15 and Chrome 90.
      target: ['safari15', 'chrome90', 'firefox90'],
      rolldownOptions: { input: Object.values(ENTRIES) },
    },
  });
  const path = join(ASIDE, 'public', 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { readonly file: string }>;
  rmSync(path);
  return Object.fromEntries(
    Object.entries(ENTRIES).map(([name, source]) => [name, `/assets/${manifest[source]?.file}`]),
  );
}

async function buildForServer(assets: Readonly<Record<string, string>>): Promise<void> {
  await build({
    ...COMMON,
    define: { BUILT_ASSETS: JSON.stringify(assets) },
    build: {
      ssr: 'ui/site.tsx',
      outDir: join(ASIDE, 'server'),
      target: 'node26',
      rolldownOptions: { output: { entryFileNames: 'site.js' } },
    },
  });
}

mkdirSync(ASIDE, { recursive: true });
try {
  await buildForServer(await buildForBrowsers());
  writeFileSync(join(ASIDE, 'stamp'), process.argv[2] ?? '');
  rmSync(TARGET, { recursive: true, force: true });
  renameSync(ASIDE, TARGET);
} finally {
  rmSync(ASIDE, { recursive: true, force: true });
}
