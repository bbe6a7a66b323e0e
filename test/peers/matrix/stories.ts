/** What happens between a program and two scripted phones, one function for each row of the table. */
import assert from 'node:assert/strict';
import type { PhoneCall } from '../../../testkit/phone-call.ts';
import { amplitudeOf, SAMPLE_RATE } from '../../../testkit/tone.ts';
import type { Installation } from '../installation.ts';
import { until } from '../waiting.ts';
import type { Peer, Transport } from './peer.ts';
import { assertTalk, called, ended, type Stage, talking } from './stage.ts';

const AUDIBLE = 1000;

/** It is there, by the transport that it should use. */
export async function registers({ installation, peer, transport }: Stage): Promise<void> {
  await assertIsRegistered(installation, peer.number, transport);
}

export async function assertIsRegistered(
  installation: Installation,
  number: string,
  transport: Transport,
): Promise<void> {
  await until(`${number} is registered over ${transport}`, async () => {
    const shown = await installation.hamvoip('extension', 'show', number);
    const { registrations } = shown as { registrations: readonly { transport: string }[] };
    return registrations.length === 1 && registrations[0]?.transport === transport.toLowerCase();
  });
}

/** Out, with sound both ways; and in, where the program shows who calls. */
export async function callsAndIsCalled(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  const out = await talking(stage, a);
  await assertHearEachOther(peer, out);
  await out.hangUp();
  await peer.facts.next('over');
  const call = await a.call(peer.number);
  assert.match(await peer.facts.next('rings'), new RegExp(`\\b${a.number}\\b`));
  await until('the caller hears that it rings', () => call.statuses.includes(180));
  await peer.answer();
  await peer.facts.next('connected');
  await until('the caller is answered', () => call.state === 'answered');
  await peer.hangUp();
  await ended(call);
  await peer.facts.next('over');
}

/** Either side puts the call on hold and takes it up again. */
export async function holds(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  const call = await talking(stage, a);
  await peer.hold();
  await until('the call is on hold', () => /^(sendonly|inactive)$/.test(call.remoteSession?.direction ?? ''));
  await peer.resume();
  await until('the call goes on', () => call.remoteSession?.direction === 'sendrecv');
  await assertIsHeard(peer, call);
  // RFC 3261 §14.1: 491 while the other side's change is under way, then another attempt.
  await until('the other side may hold', async () => (await call.hold()).status === 200);
  assert.match(call.remoteSession?.direction ?? '', /^(recvonly|inactive)$/);
  assert.equal((await call.resume()).status, 200);
  assert.equal(call.remoteSession?.direction, 'sendrecv');
  await call.hangUp();
  await peer.facts.next('over');
}

/** The program hands its call on to another number and is out of it. */
export async function transfersBlind(stage: Stage): Promise<void> {
  const { peer, a, b } = stage;
  const call = await talking(stage, a);
  await peer.transfer(b.number);
  const third = await called(b);
  await third.answer();
  await peer.facts.next('over');
  await assertTalk(call, third);
  await call.hangUp();
  await ended(third);
}

/** The program asks first, then connects the two. */
export async function transfersAttended(stage: Stage): Promise<void> {
  const { peer, a, b } = stage;
  const call = await talking(stage, a);
  await peer.hold();
  await until('the call is on hold', () => /^(sendonly|inactive)$/.test(call.remoteSession?.direction ?? ''));
  const second = await talking(stage, b);
  await peer.completeTransfer();
  await peer.facts.next('over');
  await peer.facts.next('over');
  await assertTalk(call, second);
  await second.hangUp();
  await ended(call);
}

/** Who calls gives up while it rings. */
export async function cancels(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  await peer.dial(a.number);
  const call = await called(a);
  await peer.facts.next('alerting');
  await peer.hangUp();
  await ended(call);
  await peer.facts.next('over');
  const other = await a.call(peer.number);
  await peer.facts.next('rings');
  await until('the caller hears that it rings', () => other.statuses.includes(180));
  other.cancel();
  await ended(other);
  assert.equal(other.finalStatus, 487);
  await peer.facts.next('over');
}

/** Who is called is busy, or declines. */
export async function isBusy(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  await peer.dial(a.number);
  const call = await called(a);
  call.reject(486, 'Busy Here');
  await peer.facts.next('over');
  const other = await a.call(peer.number);
  await peer.facts.next('rings');
  await peer.hangUp();
  await ended(other);
  assert.ok([480, 486, 603].includes(other.finalStatus ?? 0), `declined with ${other.finalStatus}`);
}

/** A key each way: as the program sends keys, and as it takes them. */
export async function pressesKeys(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  const call = await talking(stage, a);
  call.media?.startSilence();
  for (const key of ['5', '#']) {
    await peer.press(key);
    await until(`the other side is told of key ${key}`, () => keysTold(call).includes(key));
  }
  if (peer.toneHz === undefined) assert.equal((await call.sendDtmfInfo('7')).status, 200);
  else call.pressKey('7');
  await peer.facts.next('key', /^7/);
  await call.hangUp();
  await peer.facts.next('over');
}

/** A text each way. */
export async function sendsTexts({ peer, a }: Stage): Promise<void> {
  await peer.send(a.number, 'Goedemorgen, hoe is de ontvangst?');
  await until('the text arrives', () =>
    a.mail.texts.some(
      ({ from, text }) => from === peer.number && text === 'Goedemorgen, hoe is de ontvangst?',
    ),
  );
  assert.equal((await a.message(peer.number, 'Vijf negen, dank je.')).status, 200);
  await peer.facts.next('text', /Vijf negen, dank je\./);
}

/** The lamp for another extension follows its calls (RFC 4235). */
export async function showsLamp({ peer, a, b }: Stage): Promise<void> {
  await peer.watch('dialog');
  await peer.facts.next('lamp', /^terminated/);
  const call = await b.call(a.number);
  const incoming = await called(a);
  await peer.facts.next('lamp', /^early/);
  await incoming.answer();
  await peer.facts.next('lamp', /^confirmed/);
  await until('the caller is answered', () => call.state === 'answered');
  await call.hangUp();
  await peer.facts.next('lamp', /^terminated/);
}

/** A list of contacts shows that the other one is there. */
export async function showsPresence({ peer }: Stage): Promise<void> {
  await peer.watch('presence');
  await peer.facts.next('presence', /online|open/i);
}

/** An INVITE larger than a packet of Ethernet comes through whole. */
export async function offersMuch(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  const call = await talking(stage, a);
  const bytes = Math.max(...peer.facts.seen('offered').map(Number));
  assert.ok(bytes > 1500, `an INVITE of ${bytes} bytes`);
  await assertHearEachOther(peer, call);
  await call.hangUp();
  await peer.facts.next('over');
}

/** The call lives on because the session is refreshed at half of its 90 s (RFC 4028). */
export async function refreshesSession(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  const call = await talking(stage, a);
  await peer.facts.next('refreshed', undefined, 75_000);
  assert.equal(call.state, 'answered');
  await call.hangUp();
  await peer.facts.next('over');
}

/** Ringing that is acknowledged, both ways: with sound before the answer when the program calls (RFC 3262). */
export async function ringsReliably(stage: Stage): Promise<void> {
  const { peer, a } = stage;
  a.onCall = (call) => void call.ringReliably(183, { media: true });
  await peer.dial(a.number);
  const out = await called(a);
  await peer.facts.next('prack', /sent/);
  await until('the phone is acknowledged', () => out.ringing.isAcknowledged);
  await out.answer();
  await peer.facts.next('connected');
  await out.hangUp();
  await peer.facts.next('over');
  const call = await a.call(peer.number, { headers: [['Supported', '100rel']] });
  await peer.facts.next('rings');
  await peer.facts.next('prack', /received/);
  await peer.answer();
  await until('the caller is answered', () => call.state === 'answered');
  await call.hangUp();
  await peer.facts.next('over');
}

/** The sound both ways, where the program has any. */
async function assertHearEachOther(peer: Peer, call: PhoneCall): Promise<void> {
  await assertIsHeard(peer, call);
  if (peer.heard === undefined) return;
  call.media?.startTone(1000);
  await until(`${peer.number} hears`, async () => {
    const sound = (await peer.heard?.()) ?? new Int16Array(0);
    return amplitudeOf(sound.subarray(-SAMPLE_RATE / 2), 1000) > AUDIBLE;
  });
}

async function assertIsHeard({ number, toneHz }: Peer, call: PhoneCall): Promise<void> {
  if (toneHz !== undefined) await until(`${number} is heard`, () => call.media?.hears(toneHz) === true);
}

/** Keys that came as events in the sound or by INFO. */
export function keysTold(call: PhoneCall): string[] {
  const events = call.media?.packets.filter(({ payloadType }) => payloadType === 101) ?? [];
  const inSound = events.map(({ payload }) => '0123456789*#ABCD'.charAt(payload[0] ?? 99));
  const byInfo = call.infos.map(({ body }) => /Signal=(\S)/.exec(body)?.[1] ?? '');
  return [...inSound, ...byInfo];
}
