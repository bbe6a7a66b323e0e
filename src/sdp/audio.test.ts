import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { latin1ToBytes } from '../base/bytes.ts';
import type { AudioDescription } from './audio.ts';
import { announcedAddress, readAudio } from './audio.ts';
import { parseSdp } from './parse.ts';

fc.configureGlobal({ seed: 1 });

const START = 'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n';

function read(text: string) {
  const session = parseSdp(latin1ToBytes(text));
  assert.ok(session.ok, session.ok ? '' : session.error);
  return readAudio(session.value);
}

function audio(text: string): AudioDescription {
  const result = read(text);
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
}

function encodings(text: string): string[] {
  return audio(text).codecs.map(({ payloadType, encoding }) => `${payloadType} ${encoding}`);
}

describe('readAudio', () => {
  it('reads a Yealink: fmtp before rtpmap', () => {
    const description = audio(
      `${START}m=audio 11780 RTP/AVP 9 0 8 18 101\r\na=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n` +
        'a=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=no\r\na=fmtp:101 0-15\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\na=sendrecv\r\n',
    );
    const event = { payloadType: 101, encoding: 'telephone-event/8000', parameters: '0-15' };
    assert.deepEqual(description, {
      address: '192.0.2.1',
      port: 11780,
      codecs: [
        { payloadType: 9, encoding: 'G722/8000', parameters: undefined },
        { payloadType: 0, encoding: 'PCMU/8000', parameters: undefined },
        { payloadType: 8, encoding: 'PCMA/8000', parameters: undefined },
        { payloadType: 18, encoding: 'G729/8000', parameters: 'annexb=no' },
        event,
      ],
      dtmf: event,
      ptimeMs: 20,
      direction: 'sendrecv',
      rtcpPort: undefined,
      mediaIndex: 0,
    });
  });

  it('reads a Cisco 79xx: c= in the media section only, no rtpmap for static types', () => {
    const text =
      'v=0\r\no=Cisco-SIPUA 1 0 IN IP4 192.0.2.9\r\ns=SIP Call\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0 8 18 9\r\nc=IN IP4 192.0.2.9\r\n';
    assert.equal(audio(text).address, '192.0.2.9');
    assert.deepEqual(encodings(text), ['0 PCMU/8000', '8 PCMA/8000', '18 G729/8000', '9 G722/8000']);
  });

  it('reads a Polycom: direction at session level, no fmtp, no ptime', () => {
    const description = audio(
      `${START}a=sendonly\r\nm=audio 2222 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n`,
    );
    assert.equal(description.direction, 'sendonly');
    assert.equal(description.ptimeMs, undefined);
    assert.equal(description.dtmf?.parameters, undefined);
  });

  it('reads a Grandstream: direction before the rtpmaps, ptime between them, no telephone-event', () => {
    const description = audio(
      `${START}m=audio 5004 RTP/AVP 0 8\r\na=sendrecv\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\na=rtpmap:8 PCMA/8000\r\n`,
    );
    assert.equal(description.ptimeMs, 20);
    assert.equal(description.dtmf, undefined);
  });

  it('reads a Zoiper: telephone-event at four rates, the one of the first codec taken', () => {
    const text = (formats: string) =>
      `${START}m=audio 8000 RTP/AVP ${formats} 98 101 100 99\r\na=rtpmap:106 opus/48000/2\r\na=fmtp:106 sprop-maxcapturerate=16000; minptime=20; useinbandfec=1\r\n` +
      'a=rtpmap:98 telephone-event/48000\r\na=rtpmap:101 telephone-event/8000\r\na=rtpmap:100 telephone-event/16000\r\na=rtpmap:99 telephone-event/32000\r\n';
    assert.equal(audio(text('106 8')).dtmf?.payloadType, 98);
    assert.equal(audio(text('8 106')).dtmf?.payloadType, 101);
  });

  it('takes telephone-event at 8000 Hz beside Opus when there is no other', () => {
    const text = `${START}m=audio 8000 RTP/AVP 96 101\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\n`;
    assert.equal(audio(text).dtmf?.payloadType, 101);
  });

  it('spells encodings one way', () => {
    const maps = [
      '96 OPUS/48000',
      '97 pcma/8000/1',
      '98 Telephone-Event',
      '99 speex/16000',
      '9 G722/16000',
      '10 x y',
    ];
    const lines = maps.map((map) => `a=rtpmap:${map}\r\n`).join('');
    assert.deepEqual(encodings(`${START}m=audio 8000 RTP/AVP 96 97 98 99 9 10\r\n${lines}`), [
      '96 opus/48000/2',
      '97 PCMA/8000',
      '98 telephone-event/8000',
      '99 speex/16000',
      '9 G722/8000',
      '10 L16/44100/2',
    ]);
  });

  it('leaves out formats that are no payload type, come twice or have no name', () => {
    assert.deepEqual(encodings(`${START}m=audio 8000 RTP/AVP 8 8 t38 128 999 96\r\n`), ['8 PCMA/8000']);
  });

  for (const [what, lines, direction] of [
    ['sendonly', 'a=sendonly\r\n', 'sendonly'],
    ['inactive', 'a=inactive\r\n', 'inactive'],
    ['c=0.0.0.0', 'c=IN IP4 0.0.0.0\r\n', 'sendonly'],
    ['c=:: with recvonly', 'c=IN IP6 ::\r\na=recvonly\r\n', 'inactive'],
    ['c=0.0.0.0 with inactive', 'c=IN IP4 0.0.0.0\r\na=inactive\r\n', 'inactive'],
  ] as const) {
    it(`sees hold by ${what}`, () => {
      const description = audio(`${START}m=audio 4000 RTP/AVP 8\r\n${lines}`);
      assert.equal(description.direction, direction);
      const nowhere = lines.startsWith('c=');
      assert.deepEqual(
        announcedAddress(description),
        nowhere ? undefined : { address: '192.0.2.1', port: 4000 },
      );
    });
  }

  it('prefers the direction of the media section to that of the session', () => {
    assert.equal(
      audio(`${START}a=inactive\r\nm=audio 4000 RTP/AVP 8\r\na=sendrecv\r\n`).direction,
      'sendrecv',
    );
  });

  it('takes the plain one of two audio sections (Linphone) and RTP/AVPF', () => {
    assert.equal(audio(`${START}m=audio 4000 RTP/SAVP 8\r\nm=audio 4002 RTP/AVP 8\r\n`).mediaIndex, 1);
    assert.equal(audio(`${START}m=audio 4000 RTP/AVPF 8\r\n`).mediaIndex, 0);
    assert.equal(audio(`${START}m=video 4000 RTP/AVP 96\r\nm=audio 4002 RTP/AVP 8\r\n`).mediaIndex, 1);
  });

  it('reads where RTCP goes', () => {
    const rtcp = (value: string) => audio(`${START}m=audio 4000 RTP/AVP 8\r\na=rtcp:${value}\r\n`).rtcpPort;
    assert.equal(rtcp('53020'), 53020);
    assert.equal(rtcp('53020 IN IP4 192.0.2.1'), 53020);
    assert.equal(rtcp('70000'), undefined);
    assert.equal(rtcp('x'), undefined);
  });

  it('takes only a sensible packet length', () => {
    const ptime = (value: string) => audio(`${START}m=audio 4000 RTP/AVP 8\r\na=ptime:${value}\r\n`).ptimeMs;
    assert.deepEqual(['30', '20.0', '0', '1000', '-20', ''].map(ptime), [
      30,
      20,
      ...Array(4).fill(undefined),
    ]);
  });

  it('finds no audio where there is none or all is refused', () => {
    assert.deepEqual(read(START), { ok: false, error: 'no-audio' });
    assert.deepEqual(read(`${START}m=audio 0 RTP/AVP 8\r\n`), { ok: false, error: 'no-audio' });
    assert.deepEqual(read(`${START}m=image 4000 udptl t38\r\n`), { ok: false, error: 'no-audio' });
  });

  it('does not accept encryption, host names, or a section without a named codec', () => {
    const refused = { ok: false, error: 'not-acceptable' };
    assert.deepEqual(read(`${START}m=audio 4000 RTP/SAVP 8\r\n`), refused);
    assert.deepEqual(read(`${START}m=audio 9 UDP/TLS/RTP/SAVPF 8\r\n`), refused);
    assert.deepEqual(read(`${START}m=audio 4000 RTP/AVP 8\r\nc=IN IP4 host.example.org\r\n`), refused);
    assert.deepEqual(read('v=0\r\nm=audio 4000 RTP/AVP 8\r\n'), refused);
    assert.deepEqual(read(`${START}m=audio 4000 RTP/AVP 96\r\n`), refused);
  });

  it('reads a line of blanks with a carriage return in it once', () => {
    const description = audio(`${START}m=audio 4000 RTP/AVP 8\r\na=fmtp:8 ${' '.repeat(60_000)}\rx\r\n`);
    assert.equal(description.codecs[0]?.parameters, 'x');
  });

  it('never throws', () => {
    const line = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('rtpmap:', 'fmtp:', 'ptime:', 'rtcp:', ''),
          fc.string({ unit: 'binary-ascii' }),
        )
        .map(([name, value]) => `a=${name}${value}`),
      fc.string({ unit: 'binary-ascii' }).map((value) => `c=IN IP4 ${value}`),
      fc.string({ unit: 'binary-ascii' }).map((value) => `m=audio 4000 RTP/AVP ${value}`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const session = parseSdp(latin1ToBytes(START + lines.join('\r\n')));
        if (session.ok) readAudio(session.value);
      }),
    );
  });
});
