import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import type { Personality } from '../../testkit/phone-personality.ts';
import {
  G722,
  G729,
  OPUS,
  PCMA,
  PCMU,
  type PhoneCodec,
  TELEPHONE_EVENT,
  writeSession,
} from '../../testkit/phone-sdp.ts';

const SESSION = { port: 45_000, direction: 'sendrecv', version: 1 } as const;
const NOISE: PhoneCodec = { payloadType: 13, encoding: 'CN/8000' };
const ALL = [OPUS, G722, PCMA, PCMU];

/** Refuses what it cannot talk before it rings, as phones do. */
function refuseStrangeCodecs(phone: Phone): void {
  phone.onCall = (call) => {
    const { remoteSession } = call;
    if (remoteSession === undefined || sharesVoice(remoteSession.codecs, phone.personality.codecs)) return;
    call.reject(488, 'Not Acceptable Here');
  };
}

function sharesVoice(one: readonly PhoneCodec[], other: readonly PhoneCodec[]): boolean {
  const names = other.map(({ encoding }) => encoding).filter((name) => !/^(telephone-event|CN)/.test(name));
  return one.some(({ encoding }) => names.includes(encoding));
}

async function phoneWith(
  t: ExchangeUnderTest,
  number: string,
  codecs: readonly PhoneCodec[],
  personality: Partial<Personality> = {},
): Promise<Phone> {
  const phone = await t.registered(number, {
    personality: { ...personality, codecs: [...codecs, TELEPHONE_EVENT] },
  });
  refuseStrangeCodecs(phone);
  return phone;
}

/** The call that rings, of those that came to a phone. */
async function rings(t: ExchangeUnderTest, phone: Phone): Promise<PhoneCall> {
  await t.until(() => phone.isCalled && phone.incoming.state === 'ringing', `${phone.number} rings`);
  return phone.incoming;
}

async function talk(t: ExchangeUnderTest, caller: Phone, callee: Phone) {
  const call = await caller.call(callee.number);
  const incoming = await rings(t, callee);
  await incoming.answer();
  await t.until(() => call.state === 'answered' && incoming.acknowledged, 'it is answered');
  return { call, incoming };
}

async function assertHeard(t: ExchangeUnderTest, call: PhoneCall, incoming: PhoneCall): Promise<void> {
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440), 'the callee hears the caller');
  assert.ok(call.media?.hears(1000), 'the caller hears the callee');
}

function offered(call: PhoneCall): string[] {
  const codecs = call.remoteSession?.codecs.map(({ encoding }) => encoding) ?? [];
  return codecs.filter((encoding) => !encoding.startsWith('telephone-event'));
}

/** The codec at the other end where it is another one, as the journal has it for the two phones. */
function ends(t: ExchangeUnderTest): (string | undefined)[] {
  const facts = t.journal.of('media-described');
  return ['100', '101'].map((number) => facts.findLast(({ extension }) => extension === number)?.farCodec);
}

for (const one of ALL) {
  for (const other of ALL) {
    if (one === other) continue;
    test(`${one.encoding} calls ${other.encoding}: both hear each other`, async () => {
      const t = await ExchangeUnderTest.start();
      const { call, incoming } = await talk(
        t,
        await phoneWith(t, '100', [one]),
        await phoneWith(t, '101', [other]),
      );
      await assertHeard(t, call, incoming);
      assert.equal(incoming.media?.packets.at(-1)?.payloadType, other.payloadType);
      assert.equal(call.media?.packets.at(-1)?.payloadType, one.payloadType);
      assert.deepEqual(ends(t), [other.encoding, one.encoding]);
      await t.clock.until(call.hangUp());
      await t.finish();
    });
  }
}

test('a phone that shares a codec is offered no other, and what it hears is not touched', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await phoneWith(t, '100', [PCMU, PCMA]);
  const callee = await phoneWith(t, '101', [G722, OPUS, PCMA]);
  const { call, incoming } = await talk(t, caller, callee);
  assert.deepEqual(offered(incoming), ['PCMU/8000', 'PCMA/8000']);
  assert.equal(callee.calls.length, 1);
  assert.deepEqual(ends(t), [undefined, undefined]);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that refuses everything is called twice, and the caller gets 488', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await phoneWith(t, '100', [PCMA]);
  const callee = await phoneWith(t, '101', [G729]);
  const call = await caller.call('101');
  await t.until(() => call.state === 'ended', 'it is refused');
  assert.equal(call.finalStatus, 488);
  assert.equal(callee.calls.length, 2);
  await t.finish();
});

test('a phone that answers with a codec it was not offered is understood', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { codecs: [PCMA] } });
  const callee = await t.registered('101', { personality: { codecs: [PCMU] } });
  const call = await caller.call('101');
  const incoming = await rings(t, callee);
  await incoming.answer({ sdp: writeSession({ ...SESSION, address: callee.address, codecs: [PCMU] }) });
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.deepEqual(offered(call), ['PCMA/8000']);
  assert.deepEqual(ends(t), ['PCMU/8000', 'PCMA/8000']);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('phones of one number with different codecs all ring, and whichever answers is heard', async () => {
  for (const answers of [0, 1, 2]) {
    const t = await ExchangeUnderTest.start();
    const caller = await phoneWith(t, '100', [PCMA]);
    const phones = [
      await phoneWith(t, '101', [PCMA, G722]),
      await phoneWith(t, '101', [OPUS]),
      await phoneWith(t, '101', [PCMU]),
    ];
    const call = await caller.call('101');
    const ringing = [];
    for (const phone of phones) ringing.push(await rings(t, phone));
    const incoming = ringing[answers] ?? assert.fail();
    await incoming.answer();
    await t.until(() => call.state === 'answered' && incoming.acknowledged, 'it is answered');
    await assertHeard(t, call, incoming);
    await t.clock.until(call.hangUp());
    await t.finish();
  }
});

test('sound before the answer is transcoded, and another phone that answers is heard all the same', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await phoneWith(t, '100', [PCMA]);
  const [one, other] = [
    await phoneWith(t, '101', [OPUS], { rings: false }),
    await phoneWith(t, '101', [G722], { rings: false }),
  ];
  const call = await caller.call('101');
  await t.until(() => one.calls.length === 2 && other.calls.length === 2, 'both are called again');
  await one.incoming.ringWithMedia();
  await t.until(() => call.statuses.includes(183), 'the caller hears it');
  one.incoming.media?.startTone(425);
  call.media?.startSilence();
  await t.clock.advance(1500);
  assert.ok(call.media?.hears(425));
  await other.incoming.answer();
  await t.until(() => call.state === 'answered', 'the other one answers');
  await assertHeard(t, call, other.incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a call without an offer between phones that share no codec', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await phoneWith(t, '100', [OPUS]);
  const callee = await phoneWith(t, '101', [PCMA]);
  const call = await caller.call('101', { offer: false });
  const incoming = await rings(t, callee);
  await incoming.answer();
  await t.until(() => call.state === 'answered' && incoming.acknowledged, 'it is answered');
  await assertHeard(t, call, incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('hold and resume pass through a transcoded call, and nobody changes codec', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await talk(
    t,
    await phoneWith(t, '100', [PCMA]),
    await phoneWith(t, '101', [OPUS]),
  );
  await assertHeard(t, call, incoming);
  assert.equal((await t.clock.until(call.hold())).status, 200);
  assert.equal(incoming.remoteSession?.direction, 'sendonly');
  call.media?.startTone(0, 0);
  await t.clock.advance(1500);
  assert.equal(incoming.media?.hears(440), false);
  assert.equal((await t.clock.until(call.resume())).status, 200);
  await assertHeard(t, call, incoming);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  assert.equal((await t.clock.until(incoming.resume())).status, 200);
  await assertHeard(t, call, incoming);
  assert.equal(incoming.media?.packets.at(-1)?.payloadType, OPUS.payloadType);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a change of codec ends the transcoding, and another one begins it', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await talk(
    t,
    await phoneWith(t, '100', [PCMA]),
    await phoneWith(t, '101', [OPUS, G722]),
  );
  await assertHeard(t, call, incoming);
  assert.notDeepEqual(ends(t), [undefined, undefined]);
  assert.equal((await t.clock.until(call.reinvite({ codecs: [G722, TELEPHONE_EVENT] }))).status, 200);
  await assertHeard(t, call, incoming);
  assert.deepEqual(ends(t), [undefined, undefined]);
  assert.equal(call.media?.packets.at(-1)?.payloadType, G722.payloadType);
  assert.equal((await t.clock.until(call.reinvite({ codecs: [PCMU, TELEPHONE_EVENT] }))).status, 200);
  await assertHeard(t, call, incoming);
  assert.equal(call.media?.packets.at(-1)?.payloadType, PCMU.payloadType);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('who is transferred to a phone without a common codec is heard by it', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await phoneWith(t, '100', [PCMA]);
  const middle = await phoneWith(t, '101', [PCMA, OPUS]);
  const target = await phoneWith(t, '102', [OPUS]);
  const { incoming } = await talk(t, caller, middle);
  incoming.refer('102');
  const reached = await rings(t, target);
  await reached.answer();
  await t.until(() => reached.acknowledged, 'it is answered');
  await t.clock.advance(2000);
  await assertHeard(t, caller.calls[0] ?? assert.fail(), reached);
  await t.clock.until(reached.hangUp());
  await t.finish();
});

test('limits of each end hold for that end only, and are a reason to transcode', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await phoneWith(t, '100', ALL);
  const callee = await phoneWith(t, '101', ALL);
  assert.ok((await t.clock.until(t.console.limits.set('100', { codecs: ['PCMU'] }))).ok);
  assert.ok((await t.clock.until(t.console.limits.set('101', { codecs: ['opus'] }))).ok);
  const { call, incoming } = await talk(t, caller, callee);
  assert.deepEqual(offered(incoming), ['opus/48000/2']);
  assert.deepEqual(offered(call), ['PCMU/8000']);
  await assertHeard(t, call, incoming);
  await t.clock.until(incoming.hold());
  await t.clock.until(incoming.resume());
  assert.deepEqual(offered(call), ['PCMU/8000']);
  await assertHeard(t, call, incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

for (const [one, other] of [
  [PCMA, PCMA],
  [PCMA, PCMU],
] as const) {
  test(`comfort noise goes from ${one.encoding} to ${other.encoding}`, async () => {
    const t = await ExchangeUnderTest.start();
    const { call, incoming } = await talk(
      t,
      await phoneWith(t, '100', [one, NOISE]),
      await phoneWith(t, '101', [other, NOISE]),
    );
    assert.ok(call.remoteSession?.codecs.some(({ encoding }) => encoding === NOISE.encoding));
    call.media?.startTone(440);
    await t.clock.advance(200);
    call.media?.stop();
    call.media?.sendPayload(NOISE.payloadType, Uint8Array.of(60), 8 * 300);
    await t.clock.advance(300);
    call.media?.startTone(440);
    await t.clock.advance(600);
    const noise =
      incoming.media?.packets.filter(({ payloadType }) => payloadType === NOISE.payloadType) ?? [];
    assert.deepEqual(
      noise.map(({ payload }) => [...payload]),
      [[60]],
    );
    assert.ok(incoming.media?.hears(440));
    await t.clock.until(call.hangUp());
    await t.finish();
  });
}

test('keys go through a transcoded call', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await talk(
    t,
    await phoneWith(t, '100', [PCMA]),
    await phoneWith(t, '101', [OPUS]),
  );
  call.media?.startTone(440);
  await t.clock.advance(200);
  call.pressKey('7');
  await t.clock.advance(500);
  const keys = incoming.media?.packets.filter(({ payloadType }) => payloadType === 101) ?? [];
  assert.ok(keys.length >= 8 && keys.every(({ payload }) => payload[0] === 7), `${keys.length} packets`);
  assert.deepEqual(incoming.infos, []);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a call that is transcoded says so in the list of calls', async () => {
  const t = await ExchangeUnderTest.start();
  const { call } = await talk(t, await phoneWith(t, '100', [PCMA]), await phoneWith(t, '101', [OPUS]));
  assert.deepEqual(
    t.console.calls.list().map(({ legs, transcoded }) => [transcoded, ...legs.map(({ codec }) => codec)]),
    [[true, 'PCMA/8000', 'opus/48000/2']],
  );
  await t.clock.until(call.hangUp());
  await t.finish();
});
