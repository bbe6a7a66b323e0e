/** Security requirements SR-21 and SR-22: bad input is a value, and costs no more than its size. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAudio } from '../../../src/sdp/audio.ts';
import { parseSdp } from '../../../src/sdp/parse.ts';
import { parseAuthParams } from '../../../src/sip/message/auth-params.ts';
import { splitCommaList } from '../../../src/sip/message/comma-list.ts';
import { parseNameAddr } from '../../../src/sip/message/name-addr.ts';
import { parseMessage } from '../../../src/sip/message/parse.ts';
import { parseUri } from '../../../src/sip/message/uri.ts';
import { parseVia } from '../../../src/sip/message/via.ts';
import { validateRequest } from '../../../src/sip/validate/validate.ts';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import { readMessage } from '../../../testkit/wire.ts';
import { answerTo, REQUEST } from './bare-request.ts';
import { exceptionalRequests } from './exceptional-elements.ts';

test('SR-21 four thousand messages with one exceptional element each: no exception, nothing accepted, nothing left', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  await t.addExtension('100');
  const host = t.network.host('198.51.100.200');
  const statuses = new Map<number | undefined, number>();
  const socket = await host.bindDatagram({ address: '198.51.100.200', port: 5060 }, (bytes) => {
    const status = readMessage(bytes)?.status;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  let sent = 0;
  for (const request of exceptionalRequests()) {
    socket.send(Buffer.from(request, 'latin1'), t.address());
    sent += 1;
    if (sent % 100 === 0) await t.clock.advance(20);
  }
  await t.clock.advance(1000);
  socket.close();
  t.assertNoExceptions();
  assert.ok(sent >= 4000, `${sent} messages`);
  for (const status of statuses.keys()) assert.ok(status !== undefined && status >= 400, `${status}`);
  const { registrations, calls, dialogs, transactions, bans } = t.counts;
  assert.deepEqual([registrations, calls, dialogs, transactions, bans], [0, 0, 0, 0, 0]);
  await t.registered('100');
  await t.finish();
});

const BOMBS: readonly (readonly [what: string, piece: string])[] = [
  ['letters', 'a'],
  ['brackets', '<'],
  ['closing brackets', '>'],
  ['square brackets', '['],
  ['round brackets', '('],
  ['commas', ','],
  ['semicolons', ';'],
  ['equals signs', '='],
  ['quotes', '"'],
  ['escaped quotes', '\\"'],
  ['escapes', '%41'],
  ['half escapes', '%'],
  ['at signs', '@'],
  ['colons', ':'],
  ['blanks', ' '],
  ['tabs', '\t'],
  ['line ends', '\r\n'],
  ['folded lines', '\r\n '],
  ['parameters', ';x=y'],
  ['nameless parameters', ';='],
  ['addresses', '<sip:x@y>,'],
  ['quoted strings', '"x" '],
  ['attributes', 'a=rtpmap:96 x/8000\r\n'],
  ['sections', 'm=audio 1 RTP/AVP 0\r\n'],
  ['formats', ' 8'],
  ['numbers', '9'],
  ['credentials', 'x="y",'],
  ['digits of an address', '1.'],
  ['NUL', '\0'],
  ['bytes that are no UTF-8', '\xff'],
];

const READERS: Readonly<Record<string, (bomb: string) => void>> = {
  'a whole message': (bomb) => {
    const parsed = parseMessage(Buffer.from(REQUEST.replace('sip:100@', `${bomb}@`), 'latin1'));
    if (parsed.ok && parsed.value.kind === 'request') validateRequest(parsed.value);
  },
  'a header of a message': (bomb) => {
    const parsed = parseMessage(Buffer.from(REQUEST.replace('To: ', `To: ${bomb}`), 'latin1'));
    if (parsed.ok && parsed.value.kind === 'request') validateRequest(parsed.value);
  },
  'a URI': (bomb) => void [parseUri(`sip:${bomb}`), parseUri(`sip:a@b;${bomb}`), parseUri(`tel:${bomb}`)],
  'an address': (bomb) => void [parseNameAddr(bomb), parseNameAddr(`"x" <sip:a@b>${bomb}`)],
  'a Via': (bomb) => void [parseVia(`SIP/2.0/UDP ${bomb}`), parseVia(`SIP/2.0/UDP a;${bomb}`)],
  'a list': (bomb) => void splitCommaList(bomb),
  credentials: (bomb) => void [parseAuthParams(`Digest ${bomb}`), parseAuthParams(`Digest a="${bomb}`)],
  'a session description': (bomb) => {
    for (const head of ['v=0\r\n', 'v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 1 RTP/AVP 0 ', 'v=0\r\na=']) {
      const session = parseSdp(Buffer.from(head + bomb, 'latin1'));
      if (session.ok) readAudio(session.value);
    }
  },
};

/** Microseconds of this process, the least of several tries. */
function costOf(read: (bomb: string) => void, bomb: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i += 1) {
    const { user, system } = process.cpuUsage();
    read(bomb);
    const after = process.cpuUsage();
    least = Math.min(least, after.user + after.system - user - system);
  }
  return least;
}

for (const [reader, read] of Object.entries(READERS))
  test(`SR-22 reading ${reader} of 60 kB costs no more than its size, whatever it is filled with`, () => {
    for (const [what, piece] of BOMBS) {
      const bomb = (bytes: number): string => piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes);
      const small = costOf(read, bomb(15_000));
      const large = costOf(read, bomb(60_000));
      // Four times the size; what grows with the square would be sixteen. Below a millisecond the clock is too coarse.
      assert.ok(large < Math.max(10 * small, 2000), `${what}: ${small} µs for 15 kB, ${large} µs for 60 kB`);
    }
  });

test('SR-22 sizes beyond the limits are refused, and the next request is answered', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  for (const [, piece] of BOMBS) {
    const bomb = piece.repeat(Math.ceil(60_000 / piece.length));
    for (const text of [
      REQUEST.replace('To:', `X-Bomb: ${bomb}\r\nTo:`),
      REQUEST.replace('From: ', `From: ${bomb}`),
      REQUEST.replace('Content-Length: 0\r\n\r\n', `Content-Length: ${bomb.length}\r\n\r\n${bomb}`),
    ]) {
      const status = await answerTo(t, phone, text);
      assert.ok(status === undefined || [400, 401, 513].includes(status), String(status));
    }
  }
  const lines = Array.from({ length: 200 }, (_, i) => `X-${i}: y\r\n`).join('');
  assert.equal(await answerTo(t, phone, REQUEST.replace('Content-Length', `${lines}Content-Length`)), 513);
  t.assertNoExceptions();
  assert.equal((await t.clock.until(phone.register())).status, 200);
  await t.finish({ lossy: true });
});
