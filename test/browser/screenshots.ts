/**
 * `npm run screenshots` makes docs/screenshots anew: the main pages of the demo in both languages and themes. The
 * demo's people are invented, so no picture shows a member.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BrowserContext } from 'playwright-core';
import { openBrowser } from './browser.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PICTURES = join(ROOT, 'docs', 'screenshots');
const LARGEST_BYTES = 150_000;
/** Until calls run, bridges have spoken and voice messages were left. */
const SETTLED_MS = 32_000;

const LANGUAGES = [
  { language: 'nl', prefix: '' },
  { language: 'en', prefix: '/en' },
] as const;
const THEMES = ['light', 'dark'] as const;

const PAGES = [
  { name: 'welcome', path: '', as: 'visitor' },
  { name: 'status', path: '/status', as: 'visitor' },
  { name: 'member-today', path: '/mijn', as: 'member' },
  { name: 'member-diagnosis', path: '/mijn/diagnose', as: 'member' },
  { name: 'console-today', path: '/beheer', as: 'administrator' },
  { name: 'console-live', path: '/beheer/live', as: 'administrator' },
  { name: 'console-messages', path: '/beheer/berichten', as: 'administrator' },
] as const;

interface Demo {
  readonly url: string;
  readonly administrator: { readonly name: string; readonly password: string };
  readonly member: { readonly number: string; readonly password: string };
}

rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES, { recursive: true });
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
for (const language of LANGUAGES) await picture(language);

async function picture({ language, prefix }: (typeof LANGUAGES)[number]): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'src', 'main.ts'), 'demo', '--json', '--lang', language],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const closers: (() => unknown)[] = [];
  try {
    const demo = await firstLine(child);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    const keeper = { after: (close: () => unknown) => closers.push(close) };
    const browser = await openBrowser(keeper, { viewport: { width: 1180, height: 740 } });
    for (const { name, path, as } of PAGES) {
      await logIn(browser, demo, as);
      const page = await browser.newPage();
      const shown = await page.goto(new URL(`${prefix}${path}`, demo.url).href);
      if (shown?.status() !== 200) throw new Error(`${prefix}${path} answers ${shown?.status()}`);
      await page.waitForTimeout(1_000);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        const file = join(PICTURES, `${name}-${language}-${colorScheme}.png`);
        await page.screenshot({ path: file });
        const size = shrink(file);
        if (size > LARGEST_BYTES) throw new Error(`${file} has ${size} bytes, more than ${LARGEST_BYTES}`);
        console.log(`${name} ${language} ${colorScheme} ${size}`);
      }
      await page.close();
    }
  } finally {
    for (const close of closers) await close();
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
  }
}

/** In a palette of its own, where ffmpeg is installed: a page has few colours, and the repository stays small. */
function shrink(file: string): number {
  const { size } = statSync(file);
  if (!hasFfmpeg) return size;
  const small = `${file}.small.png`;
  const filter = 'split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none';
  const { status } = spawnSync('ffmpeg', ['-v', 'error', '-y', '-i', file, '-vf', filter, small]);
  if (status === 0) renameSync(small, file);
  return statSync(file).size;
}

async function firstLine({ stdout }: ChildProcess): Promise<Demo> {
  if (stdout !== null) for await (const line of createInterface(stdout)) return JSON.parse(line) as Demo;
  throw new Error('the demo did not begin');
}

async function logIn(browser: BrowserContext, demo: Demo, as: (typeof PAGES)[number]['as']): Promise<void> {
  await browser.clearCookies();
  if (as === 'visitor') return;
  const data =
    as === 'member' ? { method: 'extension', ...demo.member } : { method: 'password', ...demo.administrator };
  const answer = await browser.request.post(new URL('/api/v1/session', demo.url).href, { data });
  if (answer.status() !== 201) throw new Error(`${as} cannot log in: ${await answer.text()}`);
}
