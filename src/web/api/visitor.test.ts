import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { isConfidential } from './visitor.ts';

function asks(ip: string, localAddress: string | undefined, protocol = 'http'): boolean {
  return isConfidential({ ip, protocol, socket: { localAddress }, server: {} } as FastifyRequest);
}

test('a password may travel encrypted, in a private network, and from a machine to itself', () => {
  assert.equal(asks('203.0.113.7', '198.51.100.1', 'https'), true);
  assert.equal(asks('192.168.1.7', '192.168.1.1'), true);
  assert.equal(asks('::1', '::1'), true);
  assert.equal(asks('198.51.100.1', '::ffff:198.51.100.1'), true);
  assert.equal(asks('203.0.113.7', '198.51.100.1'), false);
  assert.equal(asks('203.0.113.7', undefined), false);
});
