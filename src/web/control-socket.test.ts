import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fastify } from 'fastify';
import { listenOnControlSocket, requestOverSocket } from './control-socket.ts';

describe('the control socket', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hamvoip-control-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function api() {
    const server = fastify({ forceCloseConnections: true });
    server.post('/echo/:name', async (request, reply) =>
      reply.code(201).send({ got: request.body, at: request.params }),
    );
    server.delete('/empty', async (_request, reply) => reply.code(204).send());
    return server;
  }

  it('carries requests and answers, for this user only', async () => {
    const path = join(folder, 'control.sock');
    const server = api();
    await listenOnControlSocket(server, path);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const answer = await requestOverSocket(path, 'POST', '/echo/a%2Fb', { number: '301' });
    assert.deepEqual(answer, { status: 201, body: { got: { number: '301' }, at: { name: 'a/b' } } });
    assert.deepEqual(await requestOverSocket(path, 'DELETE', '/empty', undefined), {
      status: 204,
      body: undefined,
    });
    await server.close();
  });

  it('has nobody behind it when there is no socket, no folder, or only what a killed process left', async () => {
    assert.equal(await requestOverSocket(join(folder, 'none.sock'), 'GET', '/', undefined), undefined);
    assert.equal(
      await requestOverSocket(join(folder, 'no', 'folder.sock'), 'GET', '/', undefined),
      undefined,
    );
    const long = join(folder, 'x'.repeat(120));
    assert.equal(await requestOverSocket(join(long, 'control.sock'), 'GET', '/', undefined), undefined);
  });

  it('takes the place of a file that is there already', async () => {
    const path = join(folder, 'stale.sock');
    writeFileSync(path, '');
    const server = api();
    await listenOnControlSocket(server, path);
    assert.equal((await requestOverSocket(path, 'POST', '/echo/x', {}))?.status, 201);
    await server.close();
  });

  it('works in a folder whose path is longer than a socket may have', async () => {
    const deep = join(folder, 'y'.repeat(120));
    mkdirSync(deep);
    const path = join(deep, 'control.sock');
    const server = api();
    await listenOnControlSocket(server, path);
    assert.equal((await requestOverSocket(path, 'POST', '/echo/x', {}))?.status, 201);
    await server.close();
  });
});
