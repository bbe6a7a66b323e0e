import assert from 'node:assert/strict';
import type { Random } from '../../src/base/random.ts';
import { StreamFramer } from '../../src/sip/transport/stream-framer.ts';
import { phoneMessages, tortureMessages } from '../corpus.ts';
import type { FuzzTarget } from '../target.ts';

const LIMITS = { headerBytes: 16 * 1024, bodyBytes: 64 * 1024 };
const MESSAGE = 'message ';

/** A stream is cut into the same messages however its bytes were cut on their way. */
export const STREAM_FRAMING: FuzzTarget = { name: 'stream-framing', seeds: seeds(), run };

function seeds(): Uint8Array[] {
  const messages = [...tortureMessages(), ...phoneMessages(['REGISTER', 'INVITE'])];
  const pairs = messages.map((message, index) =>
    Buffer.concat([message, Buffer.from('\r\n\r\n'), messages[(index * 7) % messages.length] ?? message]),
  );
  const thousands = Buffer.alloc(48_000, '@[2\nl: 0\r\n\r\n');
  return [...messages, ...pairs, thousands];
}

function run(input: Uint8Array, random: Random): void {
  const whole = framed([input]);
  assert.deepEqual(framed(cut(input, random)), whole);
  const total = whole.reduce(
    (sum, item) => sum + (item.startsWith(MESSAGE) ? item.length - MESSAGE.length : 0),
    0,
  );
  assert.ok(total <= input.length, 'nothing is made up');
}

function cut(input: Uint8Array, random: Random): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const longest = 1 + random.integer(random.integer(2) === 0 ? 8 : 4096);
  for (let at = 0; at < input.length; ) {
    const length = 1 + random.integer(longest);
    pieces.push(input.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

/** Messages as text, and what else came of the bytes. */
function framed(pieces: readonly Uint8Array[]): string[] {
  const found: string[] = [];
  const framer = new StreamFramer(LIMITS, {
    onMessage: (bytes) => found.push(MESSAGE + Buffer.from(bytes).toString('latin1')),
    onPing: () => found.push('ping'),
    onBroken: () => found.push('broken'),
  });
  for (const piece of pieces) framer.push(piece);
  return found;
}
