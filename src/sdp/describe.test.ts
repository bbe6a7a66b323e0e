import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { latin1ToBytes } from '../base/bytes.ts';
import type { OwnAudio } from './describe.ts';
import { describeAudio } from './describe.ts';
import { parseSdp } from './parse.ts';
import type { SessionDescription } from './session-description.ts';

const OURS: OwnAudio = {
  address: '203.0.113.5',
  family: 'ipv4',
  port: 30000,
  sessionId: '77',
  sessionVersion: 1,
  codecs: [
    { payloadType: 8, encoding: 'PCMA/8000', parameters: undefined },
    { payloadType: 101, encoding: 'telephone-event/8000', parameters: '0-15' },
  ],
  ptimeMs: 20,
  direction: 'sendrecv',
};

function text(ours: Partial<OwnAudio> = {}): string {
  return Buffer.from(describeAudio({ ...OURS, ...ours })).toString('latin1');
}

function template(...media: string[]): SessionDescription {
  const start =
    'v=0\r\no=phone 1 1 IN IP4 192.0.2.1\r\ns=Product 1.2\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\na=tool:Product\r\n';
  const parsed = parseSdp(latin1ToBytes(start + media.join('\r\n')));
  assert.ok(parsed.ok);
  return parsed.value;
}

function mediaLines(sdp: string): string[] {
  return sdp.split('\r\n').filter((line) => line.startsWith('m='));
}

describe('describeAudio', () => {
  it('says what we are and no more', () => {
    assert.equal(
      text(),
      'v=0\r\no=- 77 1 IN IP4 203.0.113.5\r\ns=-\r\nc=IN IP4 203.0.113.5\r\nt=0 0\r\nm=audio 30000 RTP/AVP 8 101\r\n' +
        'a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n',
    );
  });

  it('writes IPv6 as such', () => {
    const sdp = text({ family: 'ipv6', address: '2001:db8::5' });
    assert.ok(sdp.includes('o=- 77 1 IN IP6 2001:db8::5\r\n') && sdp.includes('c=IN IP6 2001:db8::5\r\n'));
  });

  it('answers every m= line in its place and copies nothing else of the template', () => {
    const offered = template(
      'm=video 5000 RTP/AVP 96 97',
      'a=rtpmap:96 VP8/90000',
      'm=audio 4000 RTP/AVP 8',
      'a=label:x',
      'm=image 4002 udptl t38',
    );
    const sdp = text({ template: offered });
    assert.deepEqual(mediaLines(sdp), [
      'm=video 0 RTP/AVP 96 97',
      'm=audio 30000 RTP/AVP 8 101',
      'm=image 0 udptl t38',
    ]);
    assert.ok(!/192\.0\.2\.1|Product|tool|label|VP8/.test(sdp));
  });

  it('mirrors the profile, takes the plain one of two audio sections, and refuses the other', () => {
    assert.deepEqual(mediaLines(text({ template: template('m=audio 4000 RTP/AVPF 8') })), [
      'm=audio 30000 RTP/AVPF 8 101',
    ]);
    assert.deepEqual(
      mediaLines(text({ template: template('m=audio 4000 RTP/SAVP 8', 'm=audio 4002 RTP/AVP 8') })),
      ['m=audio 0 RTP/SAVP 8', 'm=audio 30000 RTP/AVP 8 101'],
    );
    assert.deepEqual(
      mediaLines(
        text({ template: template('m=audio 4000 RTP/AVP 8', 'm=audio 4002 RTP/AVP 8'), mediaIndex: 1 }),
      ),
      ['m=audio 0 RTP/AVP 8', 'm=audio 30000 RTP/AVP 8 101'],
    );
  });

  it('refuses all when there is nothing plain', () => {
    assert.deepEqual(mediaLines(text({ template: template('m=audio 4000 RTP/SAVP 8 0') })), [
      'm=audio 0 RTP/SAVP 8 0',
    ]);
  });

  it('takes up a section again that was refused before', () => {
    assert.deepEqual(mediaLines(text({ template: template('m=audio 0 RTP/AVP 8') })), [
      'm=audio 30000 RTP/AVP 8 101',
    ]);
  });

  it('writes known codecs only, each number once, with what may be known of their parameters', () => {
    const sdp = text({
      codecs: [
        { payloadType: 96, encoding: 'opus/48000/2', parameters: 'useinbandfec=1; x=192.0.2.1' },
        { payloadType: 96, encoding: 'PCMA/8000', parameters: undefined },
        { payloadType: 97, encoding: 'X-PRODUCT/8000', parameters: undefined },
      ],
    });
    assert.deepEqual(mediaLines(sdp), ['m=audio 30000 RTP/AVP 96']);
    assert.ok(sdp.includes('a=rtpmap:96 opus/48000/2\r\na=fmtp:96 useinbandfec=1\r\n'));
    assert.ok(!sdp.includes('192.0.2.1'));
  });
});
