import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { latin1ToBytes } from '../base/bytes.ts';
import { parseSdp } from './parse.ts';
import type { SessionDescription } from './session-description.ts';
import { writeSdp } from './write.ts';

fc.configureGlobal({ seed: 1 });

function parsed(text: string): SessionDescription {
  const result = parseSdp(latin1ToBytes(text));
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
}

function isRefused(text: string): boolean {
  return !parseSdp(latin1ToBytes(text)).ok;
}

describe('parseSdp', () => {
  it('reads every part of a description', () => {
    const session = parsed(
      'v=0\r\no=alice 1 2 IN IP4 192.0.2.1\r\ns=call\r\ni=about\r\nc=IN IP4 192.0.2.2\r\nb=AS:64\r\nt=0 0\r\na=sendrecv\r\n' +
        'm=audio 4000/2 RTP/AVP 8 101\r\nc=IN IP4 192.0.2.3/127\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n',
    );
    assert.deepEqual(session, {
      origin: {
        username: 'alice',
        sessionId: '1',
        sessionVersion: '2',
        addressType: 'IP4',
        address: '192.0.2.1',
      },
      name: 'call',
      connection: { addressType: 'IP4', address: '192.0.2.2' },
      attributes: [{ name: 'sendrecv', value: undefined }],
      media: [
        {
          kind: 'audio',
          port: 4000,
          protocol: 'RTP/AVP',
          formats: ['8', '101'],
          connection: { addressType: 'IP4', address: '192.0.2.3' },
          attributes: [
            { name: 'rtpmap', value: '101 telephone-event/8000' },
            { name: 'ptime', value: '20' },
          ],
          others: [],
        },
      ],
      others: [
        { type: 'i', value: 'about' },
        { type: 'b', value: 'AS:64' },
        { type: 't', value: '0 0' },
      ],
    });
  });

  it('takes LF alone, blank lines, blanks at the end of lines, and no s= or t=', () => {
    const session = parsed(
      'v=0\n\no=- 1 1 IN IP4 192.0.2.1 \nc=IN  IP4\t192.0.2.1\nm=audio  4000  RTP/AVP  0\n',
    );
    assert.equal(session.name, undefined);
    assert.equal(session.connection?.address, '192.0.2.1');
    assert.deepEqual(session.media[0]?.formats, ['0']);
  });

  it('keeps unknown lines and lines without a type apart', () => {
    const session = parsed('v=0\r\nx=unknown\r\nm=audio 4000 RTP/AVP 0\r\nnonsense\r\n');
    assert.deepEqual(session.others, [{ type: 'x', value: 'unknown' }]);
    assert.deepEqual(session.media[0]?.others, [{ type: '', value: 'nonsense' }]);
  });

  it('reads an origin with blanks in the user name and ignores one that is too short', () => {
    assert.equal(parsed('v=0\r\no=Max M 1 2 IN IP4 192.0.2.1\r\n').origin?.username, 'Max M');
    assert.equal(parsed('v=0\r\no=- 1 2 IN IP4\r\n').origin, undefined);
  });

  it('ignores a connection of another network', () => {
    assert.equal(parsed('v=0\r\nc=ATM NSAP 47.0091\r\n').connection, undefined);
  });

  it('takes a refused m= line without formats', () => {
    assert.deepEqual(parsed('v=0\r\nm=video 0 RTP/AVP\r\n').media[0]?.formats, []);
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['blank lines only', '\r\n\r\n'],
    ['what does not begin with v=0', 'o=- 1 1 IN IP4 192.0.2.1\r\nv=0\r\n'],
    ['another version', 'v=1\r\n'],
    ['an m= line without port', 'v=0\r\nm=audio\r\n'],
    ['a port out of range', 'v=0\r\nm=audio 65536 RTP/AVP 0\r\n'],
    ['a negative port', 'v=0\r\nm=audio -1 RTP/AVP 0\r\n'],
    ['an m= line without protocol', 'v=0\r\nm=audio 4000\r\n'],
    ['a control character in an m= line', 'v=0\r\nm=audio 4000 RTP/AVP 0\u0000\r\n'],
    ['more m= lines than anyone offers', `v=0\r\n${'m=audio 0 RTP/AVP 0\r\n'.repeat(33)}`],
  ] as const) {
    it(`refuses ${what}`, () => assert.ok(isRefused(text)));
  }

  it('reads a body full of attributes', () => {
    const session = parsed(`v=0\r\nm=audio 4000 RTP/AVP 0\r\n${'a=x\r\n'.repeat(13_000)}`);
    assert.equal(session.media[0]?.attributes.length, 13_000);
  });

  function linesOf(unit: 'grapheme-ascii' | 'binary-ascii') {
    return fc.array(
      fc.oneof(
        fc.constantFrom(
          'v=0',
          'm=audio 4000 RTP/AVP 0 8',
          'c=IN IP4 192.0.2.1',
          'o=a 1 2 IN IP4 h',
          's=x',
          't=0 0',
        ),
        fc
          .tuple(fc.constantFrom('a=', 'm=', 'c=', 'o=', 'b=', 'a=fmtp:'), fc.string({ unit }))
          .map((parts) => parts.join('')),
      ),
    );
  }

  function mediaOf({ media }: SessionDescription) {
    return media.map(({ kind, port, protocol }) => ({ kind, port, protocol }));
  }

  it('reads what was written as what was read', () => {
    fc.assert(
      fc.property(linesOf('grapheme-ascii'), (lines) => {
        const first = parseSdp(latin1ToBytes(['v=0', ...lines].join('\r\n')));
        if (!first.ok) return;
        const again = parseSdp(writeSdp(first.value));
        assert.ok(again.ok);
        assert.deepEqual(mediaOf(again.value), mediaOf(first.value));
        assert.deepEqual(writeSdp(again.value), writeSdp(first.value));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(linesOf('binary-ascii'), (lines) => {
        const first = parseSdp(latin1ToBytes(['v=0', ...lines].join('\n')));
        if (!first.ok) return;
        const again = parseSdp(writeSdp(first.value));
        assert.ok(again.ok);
        assert.deepEqual(mediaOf(again.value), mediaOf(first.value));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        parseSdp(bytes);
      }),
    );
  });
});

describe('writeSdp', () => {
  const EMPTY: SessionDescription = {
    origin: undefined,
    name: undefined,
    connection: undefined,
    attributes: [],
    media: [],
    others: [],
  };

  it('fills in the compulsory lines', () => {
    assert.equal(
      Buffer.from(writeSdp(EMPTY)).toString(),
      'v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n',
    );
  });

  it('lets no value add a line', () => {
    const attributes = [{ name: 'x\r\nm=audio 1 RTP/AVP 0', value: 'y\na=z\u0000' }];
    const text = Buffer.from(writeSdp({ ...EMPTY, name: 'n\r\nc=IN IP4 192.0.2.1', attributes })).toString();
    assert.equal(text.split('\r\n').length, 6);
    assert.ok(!/[\u0000]|\n[mc]=/.test(text));
  });
});
