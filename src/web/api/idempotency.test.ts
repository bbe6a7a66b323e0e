import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type FastifyInstance, fastify } from 'fastify';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { HOST } from './caller.ts';
import { IdempotencyKeys } from './idempotency.ts';

let api: FastifyInstance;
let keys: IdempotencyKeys;
let clock: FakeClock;
let done = 0;
let answer: () => void = () => {};

beforeEach(() => {
  done = 0;
  clock = new FakeClock();
  keys = new IdempotencyKeys({ clock });
  api = fastify();
  api.decorateRequest('caller');
  api.addHook('onRequest', async (request) => {
    request.caller = HOST;
  });
  keys.guard(api);
  api.post('/slow', async () => {
    done += 1;
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return { done };
  });
  api.post('/fault', async (_request, reply) => {
    done += 1;
    return reply.code(done === 1 ? 503 : 200).send({ done });
  });
  api.post('/large', async () => {
    done += 1;
    return { done, text: 'x'.repeat(100_000) };
  });
});

afterEach(() => api.close());

const post = (url: string, key: string) =>
  api.inject({ method: 'POST', url, headers: { 'idempotency-key': key } });

describe('an Idempotency-Key', () => {
  it('is told that its first request is still being worked on', async () => {
    const first = post('/slow', 'a');
    while (done === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = await post('/slow', 'a');
    assert.deepEqual([second.statusCode, second.json().code], [409, 'request-in-progress']);
    answer();
    assert.equal((await first).json().done, 1);
    assert.equal((await post('/slow', 'a')).json().done, 1);
  });

  it('stands for an act whose answer nobody heard', async () => {
    await api.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.server.address() as AddressInfo;
    const options = { host: '127.0.0.1', port, path: '/slow', headers: { 'idempotency-key': 'a' } };
    const broken = request({ ...options, method: 'POST' }).on('error', () => {});
    broken.end();
    while (done === 0) await new Promise((resolve) => setImmediate(resolve));
    const closed = new Promise((resolve) => broken.once('close', resolve));
    broken.destroy();
    await closed;
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    const again = await post('/slow', 'a');
    assert.deepEqual([again.statusCode, done], [200, 1]);
  });

  it('may be tried again after a fault of ours', async () => {
    assert.equal((await post('/fault', 'a')).statusCode, 503);
    assert.equal((await post('/fault', 'a')).json().done, 2);
    assert.equal((await post('/fault', 'a')).json().done, 2);
  });

  it('does not keep answers that are large', async () => {
    await post('/large', 'a');
    assert.equal((await post('/large', 'a')).json().done, 2);
  });

  it('is forgotten when a thousand others came, and when its time is over', async () => {
    for (let n = 0; n < 1_100; n += 1) await post('/fault', `k${n}`);
    assert.ok(keys.size <= 1_000);
    await clock.advance(600_000);
    await post('/fault', 'new');
    assert.equal(keys.size, 1);
  });
});
