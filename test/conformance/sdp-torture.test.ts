/**
 * Session descriptions that are legal and odd, or not legal at all: RFC 4566 and 8866 in their grammar, RFC 3264 in
 * offer and answer, RFC 4568 in what encrypted sound looks like, RFC 3605, 4585, 5761 and 8843 in what stands beside.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAudio } from '../../src/sdp/audio.ts';
import { describeAudio } from '../../src/sdp/describe.ts';
import { answerDirection, answerLocally } from '../../src/sdp/negotiate.ts';
import { parseSdp } from '../../src/sdp/parse.ts';

const OURS = ['PCMA/8000', 'PCMU/8000'];
const HEAD = ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'];
const AUDIO = 'm=audio 4000 RTP/AVP 8';
const CRYPTO = 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32';

type Outcome = 'unreadable' | 'not acceptable' | readonly string[];

/** What an echo of ours answers to an offer: its m= lines and direction. */
function answerTo(lines: readonly string[], end = '\r\n'): Outcome {
  const session = parseSdp(Buffer.from(lines.join(end) + end, 'latin1'));
  if (!session.ok) return 'unreadable';
  const audio = readAudio(session.value);
  if (!audio.ok) return 'not acceptable';
  const answer = answerLocally(audio.value, OURS);
  if (!answer.ok) return 'not acceptable';
  const written = describeAudio({
    address: '203.0.113.9',
    family: 'ipv4',
    port: 20_000,
    sessionId: '7',
    sessionVersion: 1,
    codecs: answer.value.codecs,
    direction: answerDirection(audio.value.direction),
    template: session.value,
    mediaIndex: audio.value.mediaIndex,
  });
  const text = Buffer.from(written).toString('latin1');
  assert.ok(!text.includes('192.0.2.1'), 'nothing of the offer leaks into the answer');
  assert.ok(parseSdp(written).ok, 'what we write can be read');
  const said = text.split('\r\n').filter((line) => line.startsWith('m='));
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)$/m.exec(text.replaceAll('\r', ''))?.[1] ?? '';
  return [...said, direction];
}

const OK: Outcome = ['m=audio 20000 RTP/AVP 8', 'sendrecv'];

const CASES: readonly (readonly [name: string, lines: readonly string[], outcome: Outcome])[] = [
  ['the plain one', [...HEAD, AUDIO], OK],
  ['no o=, s= or t=', ['v=0', 'c=IN IP4 192.0.2.1', AUDIO], OK],
  [
    'lines in the wrong order',
    ['v=0', 't=0 0', 'c=IN IP4 192.0.2.1', 's=-', 'o=- 1 1 IN IP4 192.0.2.1', AUDIO],
    OK,
  ],
  [
    'every line of the grammar',
    [
      'v=0',
      'o=jdoe 2890844526 2890842807 IN IP4 192.0.2.1',
      's=SDP Seminar',
      'i=A Seminar on the session description protocol',
      'u=http://www.example.com/seminars/sdp.pdf',
      'e=j.doe@example.com (Jane Doe)',
      'p=+1 617 555-6011',
      'c=IN IP4 192.0.2.1/127',
      'b=X-YZ:128',
      't=2873397496 2873404696',
      'r=7d 1h 0 25h',
      'z=2882844526 -1h 2898848070 0',
      'k=clear:secret',
      'a=recvonly',
      'm=audio 49170 RTP/AVP 0 8',
      'i=the sound',
      'b=AS:64',
      'k=prompt',
    ],
    ['m=audio 20000 RTP/AVP 0', 'sendonly'],
  ],
  [
    'numbers of 64 bits in o=',
    ['v=0', 'o=- 18446744073709551615 18446744073709551615 IN IP4 192.0.2.1', ...HEAD.slice(2), AUDIO],
    OK,
  ],
  ['an empty session name', [...HEAD.slice(0, 2), 's=', ...HEAD.slice(3), AUDIO], OK],
  [
    'attributes nobody knows, without a name, and empty',
    [...HEAD, AUDIO, 'a=', 'a=:', 'a=x-y:z', 'a=__proto__:1', 'a=constructor'],
    OK,
  ],
  ['lines that are none', [...HEAD, AUDIO, 'nonsense', '=', 'zz=1', 'a'], OK],
  ['two ports', [...HEAD, 'm=audio 4000/2 RTP/AVP 8'], OK],
  ['blanks too many', [...HEAD, 'm=audio  4000   RTP/AVP  8 '], OK],
  ['a multicast time-to-live behind the address', ['v=0', 'c=IN IP4 192.0.2.1/127/3', AUDIO], OK],
  ['a host name for an address', ['v=0', 'c=IN IP4 host.example.com', AUDIO], 'not acceptable'],
  ['no address at all', ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', AUDIO], 'not acceptable'],
  ['an address of another network', ['v=0', 'c=ATM NSAP 47.0091', AUDIO], 'not acceptable'],
  ['an address of its own section', ['v=0', 'c=IN IP4 198.51.100.1', AUDIO, 'c=IN IP4 192.0.2.1'], OK],
  ['an IPv6 address', ['v=0', 'c=IN IP6 2001:db8::1', AUDIO], OK],
  ['a payload number twice', [...HEAD, 'm=audio 4000 RTP/AVP 8 8 8'], OK],
  ['payload numbers that are none', [...HEAD, 'm=audio 4000 RTP/AVP 8 128 -1 999 x *'], OK],
  [
    'two names for one number',
    [...HEAD, 'm=audio 4000 RTP/AVP 96 8', 'a=rtpmap:96 PCMA/8000', 'a=rtpmap:96 L16/44100'],
    OK,
  ],
  [
    'a static number with another name',
    [...HEAD, 'm=audio 4000 RTP/AVP 0', 'a=rtpmap:0 PCMA/8000'],
    ['m=audio 20000 RTP/AVP 0', 'sendrecv'],
  ],
  ['a name for a number that is not offered', [...HEAD, AUDIO, 'a=rtpmap:97 speex/8000'], OK],
  ['a dynamic number without a name', [...HEAD, 'm=audio 4000 RTP/AVP 97'], 'not acceptable'],
  ['codecs nobody has', [...HEAD, 'm=audio 4000 RTP/AVP 18 4 3'], 'not acceptable'],
  [
    'telephone-event and nothing else',
    [...HEAD, 'm=audio 4000 RTP/AVP 101', 'a=rtpmap:101 telephone-event/8000'],
    'not acceptable',
  ],
  [
    'video before the sound',
    [...HEAD, 'm=video 5000 RTP/AVP 96', AUDIO],
    ['m=video 0 RTP/AVP 96', 'm=audio 20000 RTP/AVP 8', 'sendrecv'],
  ],
  [
    'sound that is refused, then sound',
    [...HEAD, 'm=audio 0 RTP/AVP 8', AUDIO],
    ['m=audio 0 RTP/AVP 8', 'm=audio 20000 RTP/AVP 8', 'sendrecv'],
  ],
  [
    'fax beside the sound',
    [...HEAD, AUDIO, 'm=image 5000 udptl t38'],
    ['m=audio 20000 RTP/AVP 8', 'm=image 0 udptl t38', 'sendrecv'],
  ],
  [
    'text, application and message',
    [...HEAD, AUDIO, 'm=text 5000 RTP/AVP 98', 'm=application 9 UDP/BFCP *', 'm=message 5002 TCP/MSRP *'],
    [
      'm=audio 20000 RTP/AVP 8',
      'm=text 0 RTP/AVP 98',
      'm=application 0 UDP/BFCP *',
      'm=message 0 TCP/MSRP *',
      'sendrecv',
    ],
  ],
  ['no sound', [...HEAD, 'm=video 5000 RTP/AVP 96'], 'not acceptable'],
  ['no section at all', HEAD, 'not acceptable'],
  ['sound that was taken away', [...HEAD, 'm=audio 0 RTP/AVP 8'], 'not acceptable'],
  ['encrypted sound only (RFC 4568)', [...HEAD, 'm=audio 4000 RTP/SAVP 8', CRYPTO], 'not acceptable'],
  [
    'the same sound plain and encrypted',
    [...HEAD, 'm=audio 4002 RTP/SAVP 8', CRYPTO, AUDIO],
    ['m=audio 0 RTP/SAVP 8', 'm=audio 20000 RTP/AVP 8', 'sendrecv'],
  ],
  [
    'keys beside plain sound, as Yealink’s optional encryption',
    [...HEAD, AUDIO, CRYPTO, 'a=crypto:x', 'a=crypto:'],
    OK,
  ],
  [
    'feedback (RFC 4585)',
    [...HEAD, 'm=audio 4000 RTP/AVPF 8', 'a=rtcp-fb:* nack'],
    ['m=audio 20000 RTP/AVPF 8', 'sendrecv'],
  ],
  [
    'one port for both and bundles (RFC 5761, RFC 8843)',
    [...HEAD, 'a=group:BUNDLE 0 1', AUDIO, 'a=mid:0', 'a=rtcp-mux', 'a=rtcp:4000 IN IP4 192.0.2.1'],
    OK,
  ],
  [
    'a direction for the session, another for the sound',
    [...HEAD, 'a=inactive', AUDIO, 'a=sendonly'],
    ['m=audio 20000 RTP/AVP 8', 'recvonly'],
  ],
  [
    'two directions: the first counts',
    [...HEAD, AUDIO, 'a=sendonly', 'a=sendrecv'],
    ['m=audio 20000 RTP/AVP 8', 'recvonly'],
  ],
  ['hold as in RFC 2543', ['v=0', 'c=IN IP4 0.0.0.0', AUDIO], ['m=audio 20000 RTP/AVP 8', 'recvonly']],
  [
    'hold as in RFC 2543, with a direction',
    ['v=0', 'c=IN IP4 0.0.0.0', AUDIO, 'a=sendonly'],
    ['m=audio 20000 RTP/AVP 8', 'recvonly'],
  ],
  ['hold over IPv6', ['v=0', 'c=IN IP6 ::', AUDIO, 'a=inactive'], ['m=audio 20000 RTP/AVP 8', 'inactive']],
  ['a port that is none', [...HEAD, 'm=audio 65536 RTP/AVP 8'], 'unreadable'],
  ['a negative port', [...HEAD, 'm=audio -1 RTP/AVP 8'], 'unreadable'],
  ['a section without a port', [...HEAD, 'm=audio'], 'unreadable'],
  ['another version', ['v=1', ...HEAD.slice(1), AUDIO], 'unreadable'],
  ['the version second', ['s=-', 'v=0', AUDIO], 'unreadable'],
  ['nothing', [], 'unreadable'],
  ['a NUL in a section', [...HEAD, 'm=audio 4000 RTP/AVP\0 8'], 'unreadable'],
  ['NULs and controls in attributes', [...HEAD, AUDIO, 'a=x:\0\x01\x7f', 'a=\x1b[31m'], OK],
  ['bytes that are no UTF-8 in a name', [...HEAD.slice(0, 2), 's=\xff\xfe\x80', ...HEAD.slice(3), AUDIO], OK],
  ['sections without end', [...HEAD, ...Array.from({ length: 200 }, () => AUDIO)], 'unreadable'],
  ['attributes without end', [...HEAD, AUDIO, ...Array.from({ length: 5000 }, (_, i) => `a=x${i}:y`)], OK],
  ['formats without end', [...HEAD, `m=audio 4000 RTP/AVP 8 ${'9 '.repeat(10_000)}`], OK],
];

for (const [name, lines, outcome] of CASES)
  test(`SDP with ${name}`, () => {
    assert.deepEqual(answerTo(lines), outcome);
    assert.deepEqual(answerTo(lines, '\n'), outcome, 'with LF alone');
  });
