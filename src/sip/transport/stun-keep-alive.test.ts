import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import { answerBinding } from './stun-keep-alive.ts';

const SOURCE: SocketAddress = { family: 'ipv4', address: '192.0.2.1', port: 32853 };
const SOURCE6: SocketAddress = {
  family: 'ipv6',
  address: '2001:db8:1234:5678:11:2233:4455:6677',
  port: 32853,
};

/** Of RFC 5769 §2.2 and §2.3: what these sources look like under this transaction id. */
const TRANSACTION_ID = 'b7e7a701bc34d686fa87dfae';
const XOR_IPV4 = '00200008' + '0001a147' + 'e112a643';
const XOR_IPV6 = '00200014' + '0002a147' + '0113a9faa5d3f179bc25f4b5bed2b9d9';

function binding(
  attributes = '',
  { type = '0001', cookie = '2112a442', length = attributes.length / 2 } = {},
): Buffer {
  const size = length.toString(16).padStart(4, '0');
  return Buffer.from(type + size + cookie + TRANSACTION_ID + attributes, 'hex');
}

function answer(request: Uint8Array, source = SOURCE): string | undefined {
  const bytes = answerBinding(request, source);
  return bytes && Buffer.from(bytes).toString('hex');
}

describe('a STUN Binding request', () => {
  it('is told where it came from, as in RFC 5769', () => {
    assert.equal(answer(binding()), `0101000c2112a442${TRANSACTION_ID}${XOR_IPV4}`);
    assert.equal(answer(binding(), SOURCE6), `010100182112a442${TRANSACTION_ID}${XOR_IPV6}`);
  });

  it('may carry what need not be understood', () => {
    const software = `80220003${Buffer.from('abc\0').toString('hex')}`;
    const fingerprint = '8028000400000000';
    assert.ok(answer(binding(software + fingerprint)));
  });

  it('that asks for more, or is none, gets nothing', () => {
    for (const [what, bytes] of [
      ['empty', Buffer.alloc(0)],
      ['too short', binding().subarray(0, 19)],
      ['another cookie', binding('', { cookie: '2112a443' })],
      ['an indication', binding('', { type: '0011' })],
      ['an answer', binding('', { type: '0101' })],
      ['an allocation', binding('', { type: '0003' })],
      ['a length that is wrong', binding('', { length: 4 })],
      ['trailing bytes', Buffer.concat([binding(), Buffer.of(0)])],
      ['a user name, as ICE has', binding('0006000461626364')],
      ['a request to change the address', binding('0003000400000006')],
      ['half an attribute', binding('8022', { length: 2 })],
      ['an attribute that is too long', binding('8022000800000000')],
    ] as const)
      assert.equal(answer(bytes), undefined, what);
  });

  it('of any bytes ends in an answer no larger than 32 or in nothing', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seededRandom(seed);
      const bytes = Buffer.from(binding('8022000461626364'));
      for (let flips = 1 + random.integer(4); flips > 0; flips--)
        bytes[random.integer(bytes.length)] = random.integer(256);
      const given = answerBinding(bytes.subarray(0, random.integer(bytes.length + 1)), SOURCE);
      assert.ok(given === undefined || given.length === 32, `seed ${seed}`);
    }
  });
});
