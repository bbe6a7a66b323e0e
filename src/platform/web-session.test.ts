import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { WebSession } from './web-session.ts';

const LOGIN = { number: '301', password: 'a password' };

interface Asked {
  readonly line: string;
  readonly cookie: string | undefined;
  readonly csrf: unknown;
  readonly body: string;
}

describe('a session at the web site', () => {
  let server: Server;
  let base: string;
  let asked: Asked[];
  let login: { readonly status: number; readonly body: string };

  beforeEach(async () => {
    asked = [];
    login = { status: 201, body: '{"csrfToken":"a token"}' };
    server = createServer(async (request, response) => {
      asked.push(await read(request));
      if (request.url === '/api/session') {
        response.writeHead(login.status, { 'set-cookie': 'session=a secret; HttpOnly' }).end(login.body);
      } else response.writeHead(200).end('{"done":true}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('shows its cookie and its token with what it asks', async () => {
    const session = await WebSession.open(base, LOGIN);
    assert.deepEqual((await session?.ask('PUT', '/me/company', { shown: true }))?.body, { done: true });
    const [first, second] = asked;
    assert.deepEqual(JSON.parse(first?.body ?? ''), { method: 'extension', ...LOGIN });
    assert.deepEqual(second, {
      line: 'PUT /api/me/company',
      cookie: 'session=a secret',
      csrf: 'a token',
      body: '{"shown":true}',
    });
  });

  it('is none for who is not let in, nor at something else', async () => {
    login = { status: 401, body: '{}' };
    assert.equal(await WebSession.open(base, LOGIN), undefined);
    login = { status: 201, body: 'not JSON' };
    assert.equal(await WebSession.open(base, LOGIN), undefined);
  });

  it('has no answer when nobody is there any more', async () => {
    const session = await WebSession.open(base, LOGIN);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    assert.equal(await session?.ask('GET', '/me', undefined), undefined);
  });
});

async function read(request: IncomingMessage): Promise<Asked> {
  let body = '';
  for await (const piece of request) body += piece;
  const { method, url, headers } = request;
  return { line: `${method} ${url}`, cookie: headers.cookie, csrf: headers['x-csrf-token'], body };
}
