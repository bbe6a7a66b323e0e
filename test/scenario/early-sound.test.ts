/** What the caller hears of phones that have not answered, and offers before the answer (RFC 3311, RFC 3960). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { PCMA, PCMU, type PhoneCodec, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { type Field, field, type WireMessage } from '../../testkit/wire.ts';

const TAKES_UPDATE: readonly Field[] = [['Allow', 'INVITE, ACK, CANCEL, BYE, PRACK, UPDATE']];

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  readonly rung: readonly PhoneCall[];
}

/** A call to as many phones of one extension as there are codec lists. */
async function ringing(codecs: readonly (readonly PhoneCodec[])[], supported?: string): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { supported } });
  const phones: Phone[] = [];
  for (const list of codecs) {
    phones.push(await t.registered('101', { personality: { rings: false, codecs: list } }));
  }
  const call = await caller.call('101', { headers: TAKES_UPDATE });
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'all are called');
  return { t, call, rung: phones.map(({ incoming }) => incoming) };
}

function at(rung: readonly PhoneCall[], index: number): PhoneCall {
  return rung[index] ?? assert.fail('no such phone');
}

/** What the caller hears from now on. */
async function heard({ t, call }: Stage): Promise<number[]> {
  call.media?.startSilence();
  call.media?.packets.splice(0);
  await t.clock.advance(1500);
  return [425, 1000].filter((frequency) => call.media?.hears(frequency));
}

const EVERYTHING = [PCMA, PCMU, TELEPHONE_EVENT];

test('of two phones with sound the first is heard until it rings no more, then the other', async () => {
  const stage = await ringing([EVERYTHING, EVERYTHING]);
  const { t, call, rung } = stage;
  const [first, second] = [at(rung, 0), at(rung, 1)];
  await first.ringWithMedia();
  first.media?.startTone(425);
  await second.ringWithMedia();
  second.media?.startTone(1000);
  assert.deepEqual(await heard(stage), [425]);
  first.reject(480);
  await t.clock.advance(100);
  assert.deepEqual(await heard(stage), [1000]);
  second.reject(486);
  await t.until(() => call.state === 'ended', 'nobody is left');
  assert.equal(call.finalStatus, 486);
  await t.finish();
});

test('when the phone that was heard gives up and another only rings, the caller is told that it rings', async () => {
  const stage = await ringing([EVERYTHING, EVERYTHING]);
  const { t, call, rung } = stage;
  await at(rung, 0).ringWithMedia();
  at(rung, 1).ring();
  await t.until(() => call.statuses.includes(183), 'there is sound');
  assert.equal(call.statuses.at(-1), 183, 'who rings does not drown who talks');
  at(rung, 0).reject(480);
  await t.until(() => call.statuses.at(-1) === 180, 'the tone is for the caller’s phone to make');
  await at(rung, 1).answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  at(rung, 1).media?.startTone(1000);
  assert.deepEqual(await heard(stage), [1000]);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('five phones that ring are one ringing', async () => {
  const stage = await ringing([EVERYTHING, EVERYTHING, EVERYTHING, EVERYTHING, EVERYTHING]);
  for (const phone of stage.rung) phone.ring();
  await stage.t.clock.advance(500);
  assert.deepEqual(
    stage.call.statuses.filter((status) => status > 100 && status < 200),
    [180],
  );
  stage.call.cancel();
  await stage.t.finish();
});

test('a phone that answers in another codec than the one that was heard is heard all the same', async () => {
  const stage = await ringing([
    [PCMA, TELEPHONE_EVENT],
    [PCMU, TELEPHONE_EVENT],
  ]);
  const { t, call, rung } = stage;
  const [gateway, phone] = [at(rung, 0), at(rung, 1)];
  await gateway.ringWithMedia();
  gateway.media?.startTone(425);
  assert.deepEqual(await heard(stage), [425]);
  await phone.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.equal(call.finalResponse?.body, call.phone.received(183)[0]?.body, 'the first answer stands');
  await t.until(
    () => call.phone.received('INVITE').length === 1,
    'and the caller is offered the other codec',
  );
  await t.clock.advance(100);
  call.media?.startTone(440);
  phone.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(phone.media?.hears(440) && call.media?.hears(1000));
  assert.equal(call.media?.packets.at(-1)?.payloadType, 0);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('sound that is announced one way only does not keep the caller from talking after the answer', async () => {
  const stage = await ringing([EVERYTHING]);
  const { t, call, rung } = stage;
  const gateway = at(rung, 0);
  await gateway.ringWithMedia();
  gateway.say(183, 'Session Progress', { body: gateway.ownSession.replace('sendrecv', 'sendonly') });
  await t.until(() => call.statuses.filter((status) => status === 183).length === 2, 'it is told again');
  for (const { body } of call.phone.received(183)) assert.match(body, /a=sendrecv/);
  await gateway.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  gateway.media?.startSilence();
  call.media?.startTone(440);
  await t.clock.advance(1500);
  assert.ok(gateway.media?.hears(440));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('before the answer the caller may change what he offered, and a phone that takes UPDATE is told', async () => {
  const stage = await ringing([EVERYTHING], '100rel');
  const { t, call, rung } = stage;
  const callee = at(rung, 0);
  await callee.ringReliably(183, { media: true });
  await t.until(() => call.prackResponses.length === 1, 'both agree on something');
  const update = await t.clock.until(call.request('UPDATE', call.ownSession.replace('sendrecv', 'sendonly')));
  assert.equal(update.status, 200);
  assert.match(update.body, /a=recvonly/);
  assert.match(callee.phone.received('UPDATE')[0]?.body ?? '', /a=sendonly/);
  const again = await t.clock.until(call.request('UPDATE', call.ownSession));
  assert.equal(again.status, 200);
  await callee.answer({ sdp: '' });
  await t.until(() => call.state === 'answered', 'it is answered');
  callee.media?.startSilence();
  call.media?.startTone(440);
  await t.clock.advance(1500);
  assert.ok(callee.media?.hears(440));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('before the answer a change is answered for a phone that cannot be asked', async () => {
  const stage = await ringing([EVERYTHING], '100rel');
  const { t, call, rung } = stage;
  await at(rung, 0).ringWithMedia();
  await t.until(() => call.prackResponses.length === 1, 'the caller agrees');
  const offer = call.ownSession.replace(/RTP\/AVP .*/, 'RTP/AVP 0 101');
  const update = await t.clock.until(call.request('UPDATE', offer));
  assert.equal(update.status, 200);
  assert.match(update.body, /RTP\/AVP 0 101/);
  assert.deepEqual(at(rung, 0).phone.received('UPDATE'), []);
  const nothing = await t.clock.until(
    call.request('UPDATE', call.ownSession.replace(/RTP\/AVP .*/, 'RTP/AVP 9')),
  );
  assert.equal(nothing.status, 200, 'what it would not understand is transcoded');
  await at(rung, 0).answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a callee may change its mind before it answers, and the caller is told', async () => {
  const stage = await ringing([EVERYTHING], '100rel');
  const { t, call, rung } = stage;
  const callee = at(rung, 0);
  await callee.ringReliably(183, { media: true });
  await t.until(() => call.prackResponses.length === 1, 'both agree on something');
  const offer = callee.ownSession.replace(/RTP\/AVP .*/, 'RTP/AVP 0 101');
  const update = await t.clock.until(callee.request('UPDATE', offer));
  assert.equal(update.status, 200);
  assert.match(call.phone.received('UPDATE')[0]?.body ?? '', /RTP\/AVP 0 101/);
  await callee.answer({ sdp: '' });
  await t.until(() => call.state === 'answered', 'it is answered');
  call.media?.startTone(440);
  await t.clock.advance(1500);
  assert.equal(callee.media?.packets.at(-1)?.payloadType, 0);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('an offer before anything is agreed gets 500 and a moment to wait', async () => {
  const stage = await ringing([EVERYTHING], '100rel');
  const { t, call, rung } = stage;
  at(rung, 0).ring();
  await t.until(() => call.state === 'ringing', 'it rings');
  const response = await t.clock.until(call.request('UPDATE', call.ownSession));
  assert.equal(response.status, 500);
  assert.match(field(response, 'retry-after'), /^([0-9]|10)$/);
  const bare = await t.clock.until(call.request('UPDATE'));
  assert.equal(bare.status, 200, 'an UPDATE without an offer is welcome');
  call.cancel();
  await t.until(() => call.state === 'ended', 'it is over');
  await t.finish();
});

test('an offer that meets one of ours gets 491, one behind another of the same side 500', async () => {
  const stage = await ringing([EVERYTHING], '100rel');
  const { t, call, rung } = stage;
  const callee = at(rung, 0);
  await callee.ringReliably(183, { media: true });
  await t.until(() => call.prackResponses.length === 1, 'both agree on something');
  callee.onReinvite = () => true;
  const pending = call.request('UPDATE', call.ownSession.replace('sendrecv', 'sendonly'));
  pending.catch(() => {});
  await t.until(() => callee.phone.received('UPDATE').length > 0, 'the first is on its way');
  const behind = await t.clock.until(call.request('UPDATE', call.ownSession));
  assert.equal(behind.status, 500);
  assert.notEqual(field(behind, 'retry-after'), '');
  const crossing: WireMessage = await t.clock.until(callee.request('UPDATE', callee.ownSession));
  assert.equal(crossing.status, 491);
  call.cancel();
  await t.until(() => call.state === 'ended', 'it is over');
  assert.equal((await t.clock.until(pending)).status, 487, 'and what waits is answered');
  await t.finish();
});
