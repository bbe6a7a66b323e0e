import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from '../../browser/browser.ts';
import { needProgram } from '../programs.ts';

const PAGE =
  '<!doctype html><title>phone</title><script src="/jssip.js"></script><script src="/phone.js"></script>';

/** Debian's Chromium, with pages that hold a JsSIP each. */
export class Browser {
  readonly #context: BrowserContext;
  readonly #server: Server;
  readonly #close: () => unknown;

  private constructor(context: BrowserContext, server: Server, close: () => unknown) {
    this.#context = context;
    this.#server = server;
    this.#close = close;
  }

  static async start(): Promise<Browser> {
    needProgram('chromium');
    const server = await serve();
    let close: () => unknown = () => {};
    const after = (hook?: unknown): void => {
      close = hook as () => unknown;
    };
    try {
      return new Browser(await openBrowser({ after }, { ignoreHTTPSErrors: true }), server, () => close());
    } catch (error) {
      server.close();
      throw error;
    }
  }

  openPage(): Promise<Page> {
    return this.#context.newPage();
  }

  /** Where its pages come from. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.#close();
    this.#server.close();
  }
}

async function serve(): Promise<Server> {
  const phone = readFileSync(new URL('jssip-page.js', import.meta.url), 'utf8');
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', PAGE],
    '/jssip.js': ['text/javascript', await bundle()],
    '/phone.js': ['text/javascript', phone],
  };
  const server = createServer(({ url }, response) => {
    const [type, text] = files[url ?? ''] ?? ['text/plain', ''];
    response.writeHead(text === '' ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** JsSIP as one script that makes the global `JsSIP`. */
async function bundle(): Promise<string> {
  const outputs = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(import.meta.resolve('jssip')), name: 'JsSIP', formats: ['iife'] },
    },
  });
  const [first] = Array.isArray(outputs) ? outputs : [];
  const [chunk] = first?.output ?? [];
  if (chunk === undefined) throw new Error('JsSIP could not be bundled');
  return chunk.code;
}
