/** Calls that another phone answers or takes over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G729, OPUS, PCMA, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';

async function group(t: ExchangeUnderTest, ...extensions: readonly string[]): Promise<void> {
  for (const extension of extensions) {
    assert.ok((await t.console.callFeatures.set(extension, { pickupGroup: 'shack' })).ok);
  }
}

/** 100 calls 101, whose phone rings; 102 is of the same group. */
async function ringing(t: ExchangeUnderTest, offer = true) {
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const picker = await t.registered('102');
  await group(t, '101', '102');
  const call = await caller.call('101', { offer });
  await t.until(() => call.state === 'ringing', 'it rings');
  return { caller, callee, picker, call };
}

async function hears(t: ExchangeUnderTest, one: PhoneCall, other: PhoneCall): Promise<void> {
  one.media?.startTone(440);
  other.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(other.media?.hears(440), `${other.phone.number} hears ${one.phone.number}`);
  assert.ok(one.media?.hears(1000), `${one.phone.number} hears ${other.phone.number}`);
}

async function refusedWith(t: ExchangeUnderTest, phone: Phone, number: string): Promise<number | undefined> {
  const call = await phone.call(number);
  await t.until(() => call.state === 'ended', `${number} is refused`);
  return call.finalStatus;
}

for (const code of ['*8', '*8101', '**101']) {
  test(`${code} answers a call that rings in the group`, async () => {
    const t = await ExchangeUnderTest.start();
    const { caller, callee, picker, call } = await ringing(t);
    const picked = await picker.call(code);
    await t.until(() => picked.state === 'answered' && call.state === 'answered', 'it is picked up');
    await t.until(() => callee.incoming.state === 'ended', 'the other phone stops');
    await hears(t, call, picked);
    const [listed] = t.console.calls.list();
    assert.deepEqual([listed?.from, listed?.to, listed?.reached], ['100', '101', '102']);
    assert.equal(t.console.calls.list().length, 1);
    assert.ok(!caller.receivedText.includes(picker.address));
    assert.ok(!picker.receivedText.includes(caller.address));
    await t.clock.until(call.hangUp());
    await t.until(() => picked.state === 'ended', 'both hang up');
    await t.clock.advance(6000);
    const history = await t.console.history.listCalls({ extension: '102', limit: 10 });
    assert.ok(history.ok);
    assert.deepEqual(
      history.value.map(({ caller: from, dialled, reached, result }) => [from, dialled, reached, result]),
      [['100', '101', '102', 'answered']],
    );
    await t.finish();
  });
}

test('offers may be missing on one side: the ACK brings what is left to say', async () => {
  for (const [callerOffers, pickerOffers] of [
    [true, false],
    [false, true],
  ]) {
    const t = await ExchangeUnderTest.start();
    const { picker, call } = await ringing(t, callerOffers);
    const picked = await picker.call('*8', { offer: pickerOffers ?? true });
    await t.until(() => picked.state === 'answered' && call.state === 'answered', 'it is picked up');
    await t.clock.advance(200);
    await hears(t, call, picked);
    await t.clock.until(picked.hangUp());
    await t.until(() => call.state === 'ended', 'both hang up');
    await t.finish();
  }
});

test('phones that number their codecs differently each keep their own numbers', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', {
    personality: { codecs: [OPUS, PCMA, { ...TELEPHONE_EVENT, payloadType: 97 }] },
  });
  await t.registered('101');
  const picker = await t.registered('102', {
    personality: {
      codecs: [
        { ...OPUS, payloadType: 111 },
        { ...TELEPHONE_EVENT, payloadType: 101 },
      ],
    },
  });
  await group(t, '101', '102');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const picked = await picker.call('*8');
  await t.until(() => picked.state === 'answered' && call.state === 'answered', 'it is picked up');
  assert.deepEqual(
    call.remoteSession?.codecs.map(({ payloadType, encoding }) => `${payloadType} ${encoding}`),
    ['96 opus/48000/2', '97 telephone-event/8000'],
  );
  assert.deepEqual(
    picked.remoteSession?.codecs.map(({ payloadType, encoding }) => `${payloadType} ${encoding}`),
    ['111 opus/48000/2', '101 telephone-event/8000'],
  );
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that cannot talk to the caller is refused, and the others ring on', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { codecs: [PCMA, TELEPHONE_EVENT] } });
  const callee = await t.registered('101');
  const picker = await t.registered('102', { personality: { codecs: [G729, TELEPHONE_EVENT] } });
  await group(t, '101', '102');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  assert.equal(await refusedWith(t, picker, '*8'), 488);
  assert.equal(callee.incoming.state, 'ringing');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered where it rings');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('nobody else may pick up, and is told the same as when nothing rings', async () => {
  const t = await ExchangeUnderTest.start();
  const { caller, callee, call } = await ringing(t);
  const stranger = await t.registered('103');
  assert.equal(await refusedWith(t, stranger, '*8'), 480);
  assert.equal(await refusedWith(t, stranger, '*8101'), 480);
  assert.equal(await refusedWith(t, stranger, '*8555'), 480);
  assert.equal(await refusedWith(t, caller, '*8101'), 480);
  assert.equal(callee.incoming.state, 'ringing');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.equal(await refusedWith(t, t.phones[2] ?? assert.fail(), '*8'), 480);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('the extensions of one holder pick up for each other without a group', async () => {
  const t = await ExchangeUnderTest.start();
  for (const number of ['101', '102']) {
    const added = await t.console.extensions.add({
      number,
      callsign: 'PX0AAA',
      name: 'Holder',
      password: `correct horse ${number}`,
    });
    assert.ok(added.ok);
  }
  const caller = await t.registered('100');
  await t.registered('101');
  const other = await t.registered('102');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const picked = await other.call('*8');
  await t.until(() => picked.state === 'answered' && call.state === 'answered', 'it is picked up');
  await t.clock.until(picked.hangUp());
  await t.finish();
});

test('one of two who pick up at once gets the call', async () => {
  const t = await ExchangeUnderTest.start();
  const { picker, call } = await ringing(t);
  const other = await t.registered('103');
  await group(t, '103');
  const [one, two] = [await picker.call('*8'), await other.call('*8')];
  await t.until(() => one.state === 'answered' && two.state === 'ended', 'one of them');
  assert.ok(two.finalStatus === 480 || two.finalStatus === 486);
  await hears(t, call, one);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a suspended extension picks nothing up', async () => {
  const t = await ExchangeUnderTest.start();
  const { picker, callee, call } = await ringing(t);
  assert.ok((await t.console.suspensions.suspend({ scope: ['102'], what: ['call'] })).ok);
  assert.equal(await refusedWith(t, picker, '*8'), 403);
  assert.equal(callee.incoming.state, 'ringing');
  call.cancel();
  await t.until(() => call.state === 'ended', 'the caller gives up');
  await t.finish();
});

test('Replaces picks up a ringing phone, either way round, for who may', async () => {
  for (const isTurned of [false, true]) {
    const t = await ExchangeUnderTest.start();
    const { callee, picker, call } = await ringing(t);
    const { callId, remoteTag, localTag } = callee.incoming;
    const tags = isTurned ? [localTag, remoteTag] : [remoteTag, localTag];
    const header = ['Replaces', `${callId};to-tag=${tags[0]};from-tag=${tags[1]};early-only`] as const;
    const stranger = await t.registered('103');
    const refused = await stranger.call('101', { headers: [header] });
    await t.until(() => refused.state === 'ended', 'a stranger is refused');
    assert.equal(refused.finalStatus, 403);
    const picked = await picker.call('101', { headers: [header, ['Require', 'replaces']] });
    await t.until(() => picked.state === 'answered' && call.state === 'answered', 'it is picked up');
    await t.until(() => callee.incoming.state === 'ended', 'the other phone stops');
    await hears(t, call, picked);
    await t.clock.until(call.hangUp());
    await t.finish();
  }
});

test('Replaces of a stranger is challenged, of a dialog that is not there answered 481', async () => {
  const t = await ExchangeUnderTest.start();
  const { picker, call } = await ringing(t);
  const unknown = await t.clock.until(
    picker.ask('INVITE', 'sip:101@hamvoip.example', {
      extra: [picker.contact, ['Replaces', 'x;to-tag=a;from-tag=b']],
      credentials: 'none',
    }),
  );
  assert.equal(unknown.status, 401);
  for (const [value, status] of [
    ['x;to-tag=a;from-tag=b', 481],
    ['x;to-tag=a', 400],
    ['', 400],
  ] as const) {
    const refused = await picker.call('101', { headers: [['Replaces', value]] });
    await t.until(() => refused.state === 'ended', 'it is refused');
    assert.equal(refused.finalStatus, status, value);
  }
  call.cancel();
  await t.until(() => call.state === 'ended', 'the caller gives up');
  await t.finish();
});

test('another phone of the extension takes an answered call over', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const desk = await t.registered('101');
  const { call, incoming } = await t.talk(caller, desk);
  const pocket = await t.registered('101');
  const early = await pocket.call('101', { headers: [['Replaces', `${incoming.replaces};early-only`]] });
  await t.until(() => early.state === 'ended', 'early-only is for calls that ring');
  assert.equal(early.finalStatus, 486);
  const stranger = await t.registered('102');
  const refused = await stranger.call('101', { headers: [['Replaces', incoming.replaces]] });
  await t.until(() => refused.state === 'ended', 'a stranger is refused');
  assert.equal(refused.finalStatus, 403);
  let source = incoming;
  for (const [phone, offer] of [
    [pocket, true],
    [await t.registered('101'), false],
  ] as const) {
    const taken = await phone.call('101', { offer, headers: [['Replaces', source.replaces]] });
    await t.until(() => taken.state === 'answered' && source.state === 'ended', 'it is taken over');
    await t.clock.advance(500);
    await hears(t, call, taken);
    const listed = t.console.calls.list().map(({ from, reached }) => [from, reached]);
    assert.deepEqual(listed, [['100', '101']]);
    source = taken;
  }
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone takes over the conference another phone of its extension is in', async () => {
  const t = await ExchangeUnderTest.start();
  const desk = await t.registered('101');
  const first = await desk.call('900');
  await t.until(() => first.state === 'answered', 'it is in');
  const pocket = await t.registered('101');
  const taken = await pocket.call('900', { headers: [['Replaces', first.replaces]] });
  await t.until(() => taken.state === 'answered' && first.state === 'ended', 'it is taken over');
  assert.equal(t.console.conferences.list()[0]?.participants, 1);
  await t.clock.until(taken.hangUp());
  await t.finish();
});

test('a call that is being transferred can be picked up where it rings', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const transferor = await t.registered('101');
  const target = await t.registered('102');
  const picker = await t.registered('103');
  await group(t, '102', '103');
  const { call, incoming } = await t.talk(caller, transferor);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  const referral = incoming.refer('102');
  await t.until(() => referral.statuses.includes(180), 'it rings');
  const picked = await picker.call('*8102');
  await t.until(() => picked.state === 'answered' && incoming.state === 'ended', 'it is picked up');
  assert.equal(target.incoming.state, 'ended');
  assert.equal(referral.statuses.at(-1), 200);
  await t.clock.advance(500);
  await hears(t, call, picked);
  await t.clock.until(picked.hangUp());
  await t.finish();
});

/** 102, of the group of 101, watches it while 100 calls; 103 watches and is of no group. */
async function blinking() {
  const t = await ExchangeUnderTest.start();
  for (const number of ['101', '102', '103']) await t.addExtension(number);
  assert.ok((await t.console.watchers.set('101', { everyone: true })).ok);
  const stage = await ringing(t);
  const lamp = await t.clock.until(stage.picker.subscribe('101', 'dialog'));
  await t.until(() => lamp.body.includes('early'), 'the lamp blinks');
  return { t, lamp, ...stage };
}

/** As a phone makes it of what its lamp was told. */
function replacesOf(document: string, swapped = false): string {
  const [callId, local, remote] = ['call-id', 'local-tag', 'remote-tag'].map(
    (name) => new RegExp(`${name}="([^"]+)"`).exec(document)?.[1] ?? assert.fail(`no ${name}`),
  );
  const [to, from] = swapped ? [remote, local] : [local, remote];
  return `${callId};to-tag=${to};from-tag=${from};early-only`;
}

for (const swapped of [false, true])
  test(`a lamp that blinks is picked up by Replaces, with its tags ${swapped ? 'swapped' : 'in order'}`, async () => {
    const { t, lamp, picker, call, callee } = await blinking();
    for (const secret of [callee.incoming.callId, callee.incoming.localTag, call.callId, call.localTag])
      assert.ok(!lamp.body.includes(secret), 'nothing of a real dialog is told');
    const picked = await picker.call('101', { headers: [['Replaces', replacesOf(lamp.body, swapped)]] });
    await t.until(() => picked.state === 'answered' && call.state === 'answered', 'it is picked up');
    await t.until(() => callee.incoming.state === 'ended', 'the other phone stops');
    await hears(t, call, picked);
    await t.clock.until(picked.hangUp());
    await t.until(() => call.state === 'ended', 'both hang up');
    await t.finish();
  });

test('who may watch but not pick up is told no name, and the name of another is of no use to him', async () => {
  const { t, lamp, call, callee } = await blinking();
  const stranger = await t.registered('103');
  const own = await t.clock.until(stranger.subscribe('101', 'dialog'));
  await t.until(() => own.body.includes('early'), 'the lamp blinks');
  assert.doesNotMatch(own.body, /call-id|local-tag|remote-tag|<local>/);
  const tried = await stranger.call('101', { headers: [['Replaces', replacesOf(lamp.body)]] });
  await t.until(() => tried.state === 'ended', 'it is refused');
  assert.equal(tried.finalStatus, 403);
  assert.equal(call.state, 'ringing');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered where it rang');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a lamp is too late for a call that has been answered, or is over', async () => {
  const { t, lamp, picker, call, callee } = await blinking();
  const replaces = replacesOf(lamp.body);
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  const statusOfTrying = async (): Promise<number | undefined> => {
    const tried = await picker.call('101', { headers: [['Replaces', replaces]] });
    await t.until(() => tried.state === 'ended', 'it is refused');
    return tried.finalStatus;
  };
  assert.equal(await statusOfTrying(), 486);
  await t.clock.advance(2000);
  assert.doesNotMatch(lamp.body, /call-id/, 'the name is gone');
  await t.clock.until(call.hangUp());
  await t.clock.advance(1000);
  assert.equal(await statusOfTrying(), 481);
  await t.finish();
});
