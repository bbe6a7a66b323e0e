import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latin1ToBytes } from '../base/bytes.ts';
import { parseSdp } from './parse.ts';
import { offeredProtection } from './protection.ts';

const START = 'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n';
const CRYPTO = 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n';

const cases: readonly [what: string, sdp: string, expected: string | undefined][] = [
  ['the plain profile', 'm=audio 4000 RTP/AVP 8\r\n', 'none'],
  ['the plain profile with feedback', 'm=audio 4000 RTP/AVPF 8\r\n', 'none'],
  ['keys under the plain profile', `m=audio 4000 RTP/AVP 8\r\n${CRYPTO}`, 'optional'],
  ['a fingerprint of the session', 'a=fingerprint:sha-256 AA:BB\r\nm=audio 4000 RTP/AVP 8\r\n', 'optional'],
  ['both profiles', `m=audio 4000 RTP/SAVP 8\r\n${CRYPTO}m=audio 4000 RTP/AVP 8\r\n`, 'optional'],
  ['the secure profile alone', `m=audio 4000 RTP/SAVP 8\r\n${CRYPTO}`, 'required'],
  ['the secure profile of browsers', 'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n', 'required'],
  [
    'a secure one beside a plain one that was taken away',
    'm=audio 4000 RTP/SAVP 8\r\nm=audio 0 RTP/AVP 8\r\n',
    'required',
  ],
  ['encrypted video beside plain sound', 'm=audio 4000 RTP/AVP 8\r\nm=video 5000 RTP/SAVP 96\r\n', 'none'],
  ['no sound at all', 'm=image 4000 udptl t38\r\n', undefined],
];

for (const [what, sdp, expected] of cases) {
  test(`${what}: ${expected}`, () => {
    const session = parseSdp(latin1ToBytes(START + sdp));
    assert.ok(session.ok);
    assert.equal(offeredProtection(session.value), expected);
  });
}
