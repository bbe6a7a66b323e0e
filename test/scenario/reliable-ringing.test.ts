/** Provisional responses that arrive for certain: RFC 3262, towards the caller and from the callee. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { type Field, field, fields, type WireMessage } from '../../testkit/wire.ts';

const ABLE = { supported: '100rel, timer' };
const REQUIRED: readonly Field[] = [['Require', '100rel']];

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  readonly incoming: PhoneCall;
}

/** A call that has arrived at a phone which does nothing by itself. */
async function arriving(
  options: { caller?: { supported: string }; offer?: boolean; headers?: readonly Field[] } = {},
): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: options.caller ?? {} });
  const callee = await t.registered('101', { personality: { rings: false } });
  const call = await caller.call('101', {
    ...(options.offer === undefined ? {} : { offer: options.offer }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
  });
  await t.until(() => callee.isCalled, 'the INVITE is there');
  return { t, call, incoming: callee.incoming };
}

function ringing(call: PhoneCall, status = 180): WireMessage[] {
  return call.phone.received(status);
}

async function hearEachOther({ t, call, incoming }: Stage): Promise<void> {
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440), 'the callee hears the caller');
  assert.ok(call.media?.hears(1000), 'the caller hears the callee');
}

async function endWell({ t, call }: Stage): Promise<void> {
  await t.clock.until(call.hangUp());
  await t.finish();
}

test('a phone that rings for a minute is told of again, for certain where the caller insists', async () => {
  for (const headers of [[], REQUIRED]) {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100', { personality: ABLE });
    const callee = await t.registered('101');
    await t.addExtension('102');
    const longer = { forwardNoAnswer: '102', ringS: 60 };
    assert.ok((await t.console.callFeatures.set('101', longer)).ok);
    const call = await caller.call('101', { headers });
    await t.clock.advance(49_000);
    assert.equal(ringing(call).length, 1);
    await t.clock.advance(2_000);
    assert.equal(ringing(call).length, 2);
    const numbers = ringing(call).map((response) => field(response, 'rseq'));
    assert.equal(new Set(numbers).size, headers.length === 0 ? 1 : 2, 'a reliable one is a new one');
    await callee.incoming.answer();
    await t.until(() => call.state === 'answered', 'it is answered');
    await t.clock.advance(60_000);
    assert.equal(ringing(call).length, 2);
    await endWell({ t, call, incoming: callee.incoming });
  }
});

test('a caller who is able to is told of early sound for certain, and of mere ringing in passing', async () => {
  const stage = await arriving({ caller: ABLE });
  const { t, call, incoming } = stage;
  incoming.ring();
  await t.until(() => call.state === 'ringing', 'it rings');
  assert.equal(field(ringing(call)[0] as WireMessage, 'rseq'), '');
  await incoming.ringWithMedia();
  await t.until(() => call.prackResponses.length === 1, 'the description is acknowledged');
  const [progress] = ringing(call, 183);
  assert.deepEqual(fields(progress as WireMessage, 'require'), ['100rel']);
  assert.match(field(progress as WireMessage, 'rseq'), /^[1-9]\d*$/);
  assert.equal(call.prackResponses[0]?.status, 200);
  call.media?.startSilence();
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(call.media?.hears(1000), 'before the answer');
  await t.clock.advance(5000);
  assert.equal(ringing(call, 183).length, 1, 'it is not sent again');
  await incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.equal(call.finalResponse?.body, '', 'what was settled is not settled again');
  await hearEachOther(stage);
  await endWell(stage);
});

test('a caller who is not able to gets early sound in passing and the same description in the answer', async () => {
  const stage = await arriving();
  const { t, call, incoming } = stage;
  await incoming.ringWithMedia();
  await t.until(() => call.state === 'ringing', 'it rings');
  const [progress] = ringing(call, 183);
  assert.equal(field(progress as WireMessage, 'rseq'), '');
  await incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.equal(call.finalResponse?.body, progress?.body);
  await hearEachOther(stage);
  await endWell(stage);
});

test('what is not acknowledged is sent again at doubling intervals, and after 32 seconds the call ends with 504', async () => {
  const { t, call, incoming } = await arriving({ caller: ABLE });
  call.acknowledgesRinging = false;
  await incoming.ringWithMedia();
  await t.until(() => call.state === 'ringing', 'it rings');
  await incoming.answer();
  await t.until(() => call.finalStatus !== undefined, 'it is given up', 35_000);
  const times = call.phone.log.flatMap(({ message, atMs }) => (message?.status === 183 ? [atMs] : []));
  const intervals = times.slice(1).map((atMs, index) => Math.round((atMs - (times[index] ?? 0)) / 500));
  assert.deepEqual(intervals, [1, 2, 4, 8, 16, 32]);
  assert.equal(call.finalStatus, 504);
  await t.until(() => incoming.state === 'ended', 'the callee is told');
  await t.finish();
});

test('an answer waits for the acknowledgement of a description, not for that of mere ringing', async () => {
  const described = await arriving({ caller: ABLE });
  described.call.acknowledgesRinging = false;
  await described.incoming.ringWithMedia();
  await described.t.until(() => described.call.state === 'ringing', 'it rings');
  await described.incoming.answer();
  await described.t.clock.advance(5000);
  assert.equal(described.call.state, 'ringing', 'the 200 is held back');
  const last = ringing(described.call, 183).at(-1) as WireMessage;
  const { number } = { number: Number(field(last, 'cseq').split(' ')[0]) };
  const rack: Field[] = [['RAck', `${field(last, 'rseq')} ${number} INVITE`]];
  assert.equal((await described.t.clock.until(described.call.request('PRACK', '', rack))).status, 200);
  await described.t.until(() => described.call.state === 'answered', 'now it comes');
  await hearEachOther(described);
  await endWell(described);

  const plain = await arriving({ headers: REQUIRED });
  plain.call.acknowledgesRinging = false;
  plain.incoming.ring();
  await plain.t.until(() => plain.call.state === 'ringing', 'it rings');
  await plain.incoming.answer();
  await plain.t.until(() => plain.call.state === 'answered', 'at once');
  const copies = ringing(plain.call).length;
  await plain.t.clock.advance(5000);
  assert.equal(ringing(plain.call).length, copies, 'after the answer ringing is not repeated');
  await endWell(plain);
});

test('where the caller requires it every provisional response is reliable, one after the other', async () => {
  const stage = await arriving({ headers: REQUIRED });
  const { t, call, incoming } = stage;
  incoming.ring();
  incoming.ring();
  await incoming.ringWithMedia();
  await t.until(() => call.prackResponses.length === 3, 'all are acknowledged');
  const numbers = call.phone.log.flatMap(({ message }) =>
    message?.status === 180 || message?.status === 183 ? [Number(field(message, 'rseq'))] : [],
  );
  const [first = 0] = numbers;
  assert.deepEqual(numbers, [first, first + 1, first + 2]);
  await incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await endWell(stage);
});

test('a PRACK for nothing gets 481, an unreadable one 400', async () => {
  const stage = await arriving({ caller: ABLE });
  const { t, call, incoming } = stage;
  incoming.ring();
  await t.until(() => call.state === 'ringing', 'it rings');
  const prack = (rack: string): Promise<WireMessage> =>
    t.clock.until(call.request('PRACK', '', [['RAck', rack]]));
  assert.equal((await prack('1 1 INVITE')).status, 481);
  call.acknowledgesRinging = false;
  await incoming.ringWithMedia();
  await t.until(() => ringing(call, 183).length > 0, 'it may be acknowledged');
  const progress = ringing(call, 183)[0] as WireMessage;
  const rseq = Number(field(progress, 'rseq'));
  const cseq = Number(field(progress, 'cseq').split(' ')[0]);
  assert.equal((await prack(`${rseq + 1} ${cseq} INVITE`)).status, 481);
  assert.equal((await prack(`${rseq} ${cseq + 1} INVITE`)).status, 481);
  assert.equal((await prack(`${rseq} ${cseq} UPDATE`)).status, 481);
  assert.equal((await prack('one two')).status, 400);
  assert.equal((await prack(`${rseq} ${cseq} INVITE`)).status, 200);
  assert.equal((await prack(`${rseq} ${cseq} INVITE`)).status, 481, 'a second time');
  await incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await endWell(stage);
});

test('what the exchange does not know and a caller requires is named in a 420', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  await t.registered('101');
  const call = await caller.call('101', { headers: [['Require', '100rel, precondition']] });
  await t.until(() => call.state === 'ended', 'it is refused');
  assert.equal(call.finalStatus, 420);
  assert.equal(field(call.finalResponse as WireMessage, 'unsupported'), 'precondition');
  await t.finish();
});

test('reliable ringing of the callee is acknowledged once', async () => {
  const stage = await arriving();
  const { t, call, incoming } = stage;
  assert.ok(fields(incoming.incomingInvite as WireMessage, 'supported').includes('100rel'));
  await incoming.ringReliably(180);
  await t.until(() => incoming.ringing.isAcknowledged, 'the ringing is acknowledged');
  await t.until(() => call.state === 'ringing', 'it rings');
  await incoming.ringReliably(183, { media: true });
  await t.until(() => incoming.ringing.isAcknowledged, 'the description is acknowledged');
  assert.equal(incoming.phone.received('PRACK').length, 2);
  await incoming.answer({ sdp: '' });
  await t.until(() => call.state === 'answered', 'an answer without a description goes by the one before');
  await hearEachOther(stage);
  await endWell(stage);
});

test('a reliable response whose forerunner is missing is not acknowledged until that has come', async () => {
  const { t, call, incoming } = await arriving();
  const say = (rseq: number): void =>
    incoming.say(180, 'Ringing', {
      headers: [
        ['Require', '100rel'],
        ['RSeq', `${rseq}`],
      ],
    });
  const acknowledged = (): string[] =>
    incoming.phone.received('PRACK').map((prack) => field(prack, 'rack').split(' ')[0] ?? '');
  say(7);
  await t.clock.advance(100);
  say(9);
  await t.clock.advance(100);
  assert.deepEqual(acknowledged(), ['7']);
  say(8);
  await t.clock.advance(100);
  say(9);
  say(9);
  say(7);
  await t.clock.advance(100);
  assert.deepEqual(acknowledged(), ['7', '8', '9'], 'each once and in order');
  call.cancel();
  await t.until(() => call.state === 'ended', 'it is over');
  incoming.phone.problems.length = 0;
  await t.finish();
});

test('each early dialog of a call that forks behind the phone is acknowledged by itself', async () => {
  const stage = await arriving();
  const { t, call, incoming } = stage;
  for (const [toTag, rseq] of [
    ['first', 100],
    ['second', 5],
    ['first', 101],
  ] as const) {
    const headers: Field[] = [
      ['Require', '100rel'],
      ['RSeq', `${rseq}`],
    ];
    incoming.say(180, 'Ringing', { toTag, headers });
    await t.clock.advance(50);
  }
  const pracks = incoming.phone.received('PRACK');
  assert.deepEqual(
    pracks.map((prack) => [/tag=(\w+)/.exec(field(prack, 'to'))?.[1], field(prack, 'rack').split(' ')[0]]),
    [
      ['first', '100'],
      ['second', '5'],
      ['first', '101'],
    ],
  );
  await incoming.answer();
  await t.until(() => call.state === 'answered', 'a third one answers');
  await hearEachOther(stage);
  await endWell(stage);
});

test('a caller without an offer is offered something where it is sure to arrive, and answers with the PRACK', async () => {
  const stage = await arriving({ caller: ABLE, offer: false });
  const { t, call, incoming } = stage;
  assert.ok(fields(incoming.incomingInvite as WireMessage, 'supported').includes('100rel'));
  await incoming.ringReliably(183, { media: true });
  await t.until(() => incoming.ringing.isAcknowledged, 'the answer came back to the callee');
  const [prack] = incoming.phone.received('PRACK');
  assert.match(prack?.body ?? '', /m=audio/);
  call.media?.startSilence();
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(call.media?.hears(1000), 'before the answer');
  await incoming.answer({ sdp: '' });
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.equal(call.finalResponse?.body, '');
  await hearEachOther(stage);
  await endWell(stage);
});

test('a caller without an offer who cannot acknowledge ringing gets the offer in the answer', async () => {
  const stage = await arriving({ offer: false });
  const { t, call, incoming } = stage;
  const supported = fields(incoming.incomingInvite as WireMessage, 'supported');
  assert.ok(!supported.includes('100rel'), 'the callee must not make an offer that nobody can answer yet');
  incoming.ring();
  await incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await hearEachOther(stage);
  await endWell(stage);
});

test('a caller without an offer who requires reliable ringing is offered our own codecs with it', async () => {
  const stage = await arriving({ offer: false, headers: REQUIRED });
  const { t, call, incoming } = stage;
  incoming.ring();
  await t.until(() => call.prackResponses.length === 1, 'the offer is answered');
  const [ring] = ringing(call);
  assert.match(ring?.body ?? '', /a=rtpmap:8 PCMA\/8000/);
  await incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.equal(call.finalResponse?.body, '');
  await hearEachOther(stage);
  await endWell(stage);
});

test('a callee that answers before the caller has answered our offer waits for that', async () => {
  const stage = await arriving({ offer: false, headers: REQUIRED });
  const { t, call, incoming } = stage;
  call.acknowledgesRinging = false;
  incoming.ring();
  await t.until(() => call.state === 'ringing', 'it rings');
  await incoming.answer();
  await t.clock.advance(1000);
  assert.equal(call.state, 'ringing');
  call.acknowledgesRinging = true;
  await t.until(() => call.state === 'answered' && incoming.acknowledged, 'both sides know');
  await hearEachOther(stage);
  await endWell(stage);
});

test('a caller who never answers our offer costs the callee who has answered nothing but a BYE', async () => {
  const { t, call, incoming } = await arriving({ offer: false, headers: REQUIRED });
  call.acknowledgesRinging = false;
  incoming.ring();
  await t.until(() => call.state === 'ringing', 'it rings');
  await t.clock.advance(20_000);
  await incoming.answer();
  await t.until(() => call.finalStatus !== undefined, 'it is given up', 35_000);
  assert.equal(call.finalStatus, 504);
  await t.until(() => incoming.state === 'ended', 'the callee is told');
  assert.ok(incoming.acknowledged);
  assert.equal(incoming.phone.received('BYE').length, 1);
  await t.finish();
});
