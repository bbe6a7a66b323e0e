import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { DEFAULT_CONNECTION_LIMITS } from './connection-limits.ts';
import { StreamFramer } from './stream-framer.ts';

function framer(limits = DEFAULT_CONNECTION_LIMITS) {
  const seen: string[] = [];
  const subject = new StreamFramer(limits, {
    onMessage: (bytes) => seen.push(`message ${Buffer.from(bytes).toString('latin1')}`),
    onPing: () => seen.push('ping'),
    onBroken: (head) => seen.push(`broken ${Buffer.from(head).toString('latin1')}`),
  });
  return { seen, subject };
}

function feed(text: string, sizes: (left: number) => number, limits = DEFAULT_CONNECTION_LIMITS): string[] {
  const { seen, subject } = framer(limits);
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; ) {
    const size = Math.max(1, sizes(bytes.length - at));
    // A copy each, as a socket gives: nothing may be kept by reference to what comes next.
    subject.push(Uint8Array.from(bytes.subarray(at, at + size)));
    at += size;
  }
  return seen;
}

const whole = (left: number): number => left;
const bytewise = (): number => 1;

function message(body: string, field = 'Content-Length'): string {
  return `INFO sip:x SIP/2.0\r\nVia: SIP/2.0/TCP h\r\n${field}: ${body.length}\r\nX: y\r\n\r\n${body}`;
}

const STREAM = [
  message(''),
  '\r\n\r\n',
  message('hello'),
  message('two\r\n\r\nlines\r\n\r\n', 'l'),
  '\r\n',
  message('three', 'CONTENT-length  '),
  '\r\n\r\n\r\n\r\n',
  message('\0\xff', 'L'),
].join('');

const EXPECTED = [
  `message ${message('')}`,
  'ping',
  `message ${message('hello')}`,
  `message ${message('two\r\n\r\nlines\r\n\r\n', 'l')}`,
  `message ${message('three', 'CONTENT-length  ')}`,
  'ping',
  'ping',
  `message ${message('\0\xff', 'L')}`,
];

test('messages and pings come out the same in one piece, byte by byte and cut anywhere', () => {
  assert.deepEqual(feed(STREAM, whole), EXPECTED);
  assert.deepEqual(feed(STREAM, bytewise), EXPECTED);
  for (let cut = 1; cut < STREAM.length; cut++) {
    assert.deepEqual(
      feed(STREAM, (left) => (left === STREAM.length ? cut : left)),
      EXPECTED,
      `cut at ${cut}`,
    );
  }
  for (let seed = 1; seed <= 200; seed++) {
    const random = seededRandom(seed);
    assert.deepEqual(
      feed(STREAM, () => 1 + random.integer(40)),
      EXPECTED,
      `seed ${seed}`,
    );
  }
});

test('a message is under way from its first byte to its last, keep-alives are none', () => {
  const { subject } = framer();
  const bytes = Buffer.from(message('hello'));
  subject.push(Buffer.from('\r\n\r\n\r\n'));
  assert.equal(subject.started, false);
  subject.push(bytes.subarray(0, 1));
  assert.equal(subject.started, true);
  subject.push(bytes.subarray(1, bytes.length - 1));
  assert.equal(subject.started, true);
  subject.push(bytes.subarray(bytes.length - 1));
  assert.equal(subject.started, false);
});

test('a Content-Length in folded form and with white space is understood', () => {
  for (const written of [
    'Content-Length:5',
    'Content-Length: \t5 \t',
    'l \t:\r\n  5',
    'Content-Length: 5\r\n ',
  ]) {
    const text = `INFO sip:x SIP/2.0\r\n${written}\r\n\r\nhello`;
    assert.deepEqual(feed(text, whole), [`message ${text}`], written);
    assert.deepEqual(feed(text, bytewise), [`message ${text}`], written);
  }
});

test('a stream whose next message cannot be found breaks, and nothing after it counts', () => {
  const heads = [
    'Content-Length: -1',
    'Content-Length: +5',
    'Content-Length: 5x',
    'Content-Length: 5 5',
    'Content-Length: 5,5',
    'Content-Length:',
    'Content-Length: 0x5',
    'Content-Length: 99999999999999999999',
    'Content-Length: 65537',
    'Content-Length: 5\r\nContent-Length: 5',
    'Content-Length: 5\r\nl: 6',
    'l: 5\n',
    'X: no length at all',
    'Content-Lengths: 5',
    ' Content-Length: 5',
  ];
  for (const head of heads) {
    const text = `INFO sip:x SIP/2.0\r\n${head}\r\n\r\n`;
    for (const sizes of [whole, bytewise])
      assert.deepEqual(feed(`${text}hello${message('')}`, sizes), [`broken ${text}`], head);
  }
});

test('a body of 64 KiB passes; a header section beyond 16 KiB breaks, ended or not', () => {
  const large = message('x'.repeat(65_536));
  assert.deepEqual(feed(large, whole), [`message ${large}`]);
  assert.deepEqual(
    feed(large, () => 1000),
    [`message ${large}`],
  );

  const start = 'INFO sip:x SIP/2.0\r\nContent-Length: 0\r\nX: ';
  const fits = `${start}${'y'.repeat(16_384 - start.length - 4)}\r\n\r\n`;
  assert.equal(fits.length, 16_384);
  for (const sizes of [whole, () => 700]) {
    assert.deepEqual(feed(fits, sizes), [`message ${fits}`]);
    for (const tooLong of [fits.replace('y', 'yy'), `${start}${'y'.repeat(40_000)}`]) {
      const seen = feed(tooLong, sizes);
      assert.equal(seen.length, 1);
      assert.ok(seen[0]?.startsWith('broken INFO'));
    }
  }
});

test('what never ends is kept to the limit', () => {
  const { seen, subject } = framer();
  for (let count = 0; count < 100; count++) subject.push(Buffer.alloc(1000, 'x'));
  assert.equal(seen.length, 1);
  assert.equal(subject.started, false);
});

test('a stopped framer ignores what comes, even from within a message', () => {
  const seen: string[] = [];
  const subject: StreamFramer = new StreamFramer(DEFAULT_CONNECTION_LIMITS, {
    onMessage: () => {
      seen.push('message');
      subject.stop();
    },
    onPing: () => seen.push('ping'),
    onBroken: () => seen.push('broken'),
  });
  subject.push(Buffer.from(message('one') + message('two')));
  subject.push(Buffer.from(message('three')));
  assert.deepEqual(seen, ['message']);
});

test('any bytes in any pieces end as messages, pings or one break, never as an exception', () => {
  const pieces = [
    '\r\n',
    '\r',
    '\n',
    'l: 3\r\n',
    'Content-Length: 7\r\n',
    'x',
    ': ',
    ' ',
    '\r\n\r\n',
    '\0',
    'l:9\r\n',
  ];
  for (let seed = 1; seed <= 500; seed++) {
    const random = seededRandom(seed);
    let text = '';
    for (let count = 0; count < 60; count++) text += pieces[random.integer(pieces.length)];
    const bytewiseSeen = feed(text, bytewise);
    assert.deepEqual(feed(text, whole), bytewiseSeen, `seed ${seed}`);
    assert.deepEqual(
      feed(text, () => 1 + random.integer(9)),
      bytewiseSeen,
      `seed ${seed}`,
    );
  }
});
