import assert from 'node:assert/strict';
import { announcedAddress, readAudio } from '../../src/sdp/audio.ts';
import { describeAudio } from '../../src/sdp/describe.ts';
import { answerDirection, answerLocally, offerable } from '../../src/sdp/negotiate.ts';
import { parseSdp } from '../../src/sdp/parse.ts';
import { selectAnswer } from '../../src/sdp/select-answer.ts';
import type { SessionDescription } from '../../src/sdp/session-description.ts';
import { writeSdp } from '../../src/sdp/write.ts';
import { phoneSessions, tortureMessages } from '../corpus.ts';
import type { FuzzTarget } from '../target.ts';

const SUPPORTED = ['PCMA/8000', 'PCMU/8000', 'G722/8000', 'opus/48000/2'];

/** Read, answered, passed on; what we write reads again, with the sections of the offer in their order. */
export const SDP: FuzzTarget = { name: 'sdp', seeds: seeds(), run };

function seeds(): Uint8Array[] {
  const bodies = tortureMessages().flatMap((bytes) => {
    const text = Buffer.from(bytes).toString('latin1');
    const start = text.indexOf('\r\n\r\nv=0');
    return start === -1 ? [] : [Buffer.from(text.slice(start + 4), 'latin1')];
  });
  return [...phoneSessions(), ...bodies];
}

function run(input: Uint8Array): void {
  const session = parseSdp(input);
  if (!session.ok) return;
  const written = parseSdp(writeSdp(session.value));
  assert.ok(written.ok, 'what was read and written reads again');
  assert.equal(written.value.media.length, session.value.media.length);
  const audio = readAudio(session.value);
  if (!audio.ok) return;
  announcedAddress(audio.value);
  assert.equal(selectAnswer(audio.value, audio.value).ok, offerable(audio.value.codecs).some(isVoice));
  const answer = answerLocally(audio.value, SUPPORTED);
  if (answer.ok) describe(session.value, audio.value.mediaIndex, answer.value.codecs, audio.value.direction);
}

function isVoice({ encoding }: { encoding: string }): boolean {
  return !encoding.startsWith('telephone-event');
}

function describe(
  template: SessionDescription,
  mediaIndex: number,
  codecs: ReturnType<typeof offerable>,
  offered: Parameters<typeof answerDirection>[0],
): void {
  const ours = parseSdp(
    describeAudio({
      address: '192.0.2.10',
      family: 'ipv4',
      port: 20_000,
      sessionId: '1',
      sessionVersion: 1,
      codecs,
      direction: answerDirection(offered),
      template,
      mediaIndex,
    }),
  );
  assert.ok(ours.ok, 'our answer can be read');
  assert.deepEqual(
    ours.value.media.map(({ kind, port }) => [kind.toLowerCase(), port !== 0]),
    template.media.map(({ kind }, index) => [kind.toLowerCase(), index === mediaIndex]),
  );
}
