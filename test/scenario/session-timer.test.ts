/** Session timers on both legs of a call, each for itself: RFC 4028. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { cseqOf, type Field, field, fields, type WireMessage } from '../../testkit/wire.ts';

const TIMER: readonly Field[] = [['Supported', 'timer']];
const TAKES_UPDATE: readonly Field[] = [['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE']];
const SIMPLE: readonly Field[] = [['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO']];

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  readonly incoming: PhoneCall;
}

async function talking(headers: { call?: readonly Field[]; answer?: readonly Field[] } = {}): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101', { headers: headers.call ?? [] });
  await t.until(() => callee.isCalled, 'it rings');
  await callee.incoming.answer({ headers: headers.answer ?? [] });
  await t.until(() => call.state === 'answered' && callee.incoming.acknowledged, 'it is answered');
  return { t, call, incoming: callee.incoming };
}

/** What a phone was sent within its call since it was answered. */
function refreshes(call: PhoneCall): WireMessage[] {
  const invites = call.phone.received('INVITE').filter((invite) => /tag=/.test(field(invite, 'to')));
  return [...invites, ...call.phone.received('UPDATE')];
}

test('a caller that knows session timers gets one of half an hour, and the exchange refreshes it by UPDATE', async () => {
  const { t, call, incoming } = await talking({ call: [...TIMER, ...TAKES_UPDATE] });
  const answer = call.finalResponse as WireMessage;
  assert.equal(field(answer, 'session-expires'), '1800;refresher=uas');
  assert.deepEqual(fields(answer, 'require'), []);
  await t.clock.advance(899_000);
  assert.deepEqual(refreshes(call), []);
  await t.clock.advance(2000);
  const [update] = refreshes(call);
  assert.equal(update?.method, 'UPDATE');
  assert.equal(update?.body, '');
  assert.equal(field(update as WireMessage, 'session-expires'), '1800;refresher=uac');
  // The phone of the test kit answers without a Session-Expires: it wants no timer any more (RFC 4028 §7.2).
  await t.clock.advance(1_900_000);
  assert.equal(refreshes(call).length, 1);
  assert.equal(call.state, 'answered');
  assert.deepEqual(refreshes(incoming), [], 'the other phone has nothing to do with it');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that does not take UPDATE is refreshed by a re-INVITE with the description that holds', async () => {
  const { t, call, incoming } = await talking({ call: [...TIMER, ...SIMPLE] });
  const before = call.remoteSession?.text;
  await t.clock.advance(901_000);
  const [invite] = refreshes(call);
  assert.equal(invite?.method, 'INVITE');
  assert.equal(invite?.body, before, 'version and all');
  assert.deepEqual(refreshes(incoming), []);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440) && call.media?.hears(1000), 'the sound goes on');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('what a phone answers to a refresh counts when it differs from what it said before', async () => {
  const { t, call, incoming } = await talking({ call: [...TIMER, ...SIMPLE] });
  call.onReinvite = () => call.ownSession.replace('a=sendrecv', 'a=inactive');
  await t.clock.advance(901_000);
  incoming.media?.startTone(1000);
  call.media?.packets.splice(0);
  await t.clock.advance(1500);
  assert.equal(call.media?.hears(1000), false);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('an interval below 90 seconds gets 422 with the least there is, but not from a phone that knows no 422', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const short: Field = ['Session-Expires', '60'];
  const refused = await caller.call('101', { headers: [...TIMER, short] });
  await t.until(() => refused.state === 'ended', 'it is refused');
  assert.equal(refused.finalStatus, 422);
  assert.equal(field(refused.finalResponse as WireMessage, 'min-se'), '90');
  assert.equal(callee.isCalled, false);
  const old = await caller.call('101', { headers: [short] });
  await t.until(() => callee.isCalled, 'it rings');
  await callee.incoming.answer();
  await t.until(() => old.state === 'answered', 'it is answered');
  assert.equal(field(old.finalResponse as WireMessage, 'session-expires'), '');
  const headers = [...TIMER, short];
  for (const answering of [old.request('UPDATE', '', headers), old.reinvite({ headers })]) {
    const answer = await t.clock.until(answering);
    assert.equal(answer.status, 422);
    assert.equal(field(answer, 'min-se'), '90');
  }
  await t.clock.until(old.hangUp());
  await t.finish();
});

test('a phone that undertakes to refresh and does not has its call ended shortly before the time is over', async () => {
  const headers: readonly Field[] = [...TIMER, ['Session-Expires', '300;refresher=uac']];
  const { t, call, incoming } = await talking({ call: headers });
  const answer = call.finalResponse as WireMessage;
  assert.equal(field(answer, 'session-expires'), '300;refresher=uac');
  assert.deepEqual(fields(answer, 'require'), ['timer']);
  await t.clock.advance(267_000);
  assert.equal(call.state, 'answered');
  await t.clock.advance(2000);
  assert.equal(call.state, 'ended');
  assert.equal(incoming.state, 'ended');
  assert.deepEqual(
    t.journal.of('call-ended').map(({ result }) => result),
    ['vanished'],
  );
  await t.finish();
});

test('a phone that refreshes keeps its call, by UPDATE or by repeating its offer, and the other phone hears nothing of it', async () => {
  const session: Field = ['Session-Expires', '300;refresher=uac'];
  const { t, call, incoming } = await talking({ call: [...TIMER, session] });
  const said = call.finalResponse?.body;
  for (let turn = 0; turn < 4; turn += 1) {
    await t.clock.advance(150_000);
    const headers = [...TIMER, session];
    const answer = await t.clock.until(
      turn % 2 === 0 ? call.request('UPDATE', '', headers) : call.reinvite({ sdp: call.ownSession, headers }),
    );
    assert.equal(answer.status, 200);
    assert.equal(field(answer, 'session-expires'), '300;refresher=uac');
    assert.equal(answer.body, turn % 2 === 0 ? '' : said, 'what was agreed before');
  }
  assert.equal(call.state, 'answered');
  assert.deepEqual(refreshes(incoming), []);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a callee is asked for a timer, and what it says of it holds for its leg alone', async () => {
  const { t, call, incoming } = await talking({
    answer: [
      ['Require', 'timer'],
      ['Session-Expires', '120;refresher=uac'],
    ],
  });
  const invite = incoming.incomingInvite as WireMessage;
  assert.equal(field(invite, 'session-expires'), '1800');
  assert.ok(fields(invite, 'supported').includes('timer'));
  assert.equal(field(call.finalResponse as WireMessage, 'session-expires'), '');
  incoming.onReinvite = (transaction) => {
    incoming.phone.respond(transaction, 200, 'OK', {
      headers: [incoming.phone.contact, ['Session-Expires', '120;refresher=uac']],
    });
    return true;
  };
  await t.clock.advance(301_000);
  assert.equal(refreshes(incoming).length, 5, 'every minute');
  assert.deepEqual(refreshes(call), []);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a callee that wants a longer interval is asked again with it', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101', { personality: { rings: false } });
  callee.onCall = (incoming) => {
    if (callee.received('INVITE').length > 1) return;
    incoming.reject(422, 'Session Interval Too Small', [['Min-SE', '3600']]);
  };
  const call = await caller.call('101');
  await t.until(() => callee.received('INVITE').length === 2, 'it is asked again');
  const [first, second] = callee.received('INVITE') as [WireMessage, WireMessage];
  assert.equal(field(second, 'session-expires'), '3600');
  assert.equal(field(second, 'min-se'), '3600');
  assert.equal(field(second, 'call-id'), field(first, 'call-id'));
  assert.equal(cseqOf(second).number, cseqOf(first).number + 1);
  assert.equal(second.body, first.body);
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a callee that wants ever longer intervals is not asked for ever', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101', { personality: { rings: false } });
  let minSe = 3600;
  callee.onCall = (incoming) => {
    minSe += 60;
    incoming.reject(422, 'Session Interval Too Small', [['Min-SE', String(minSe)]]);
  };
  const call = await caller.call('101');
  await t.until(() => call.state === 'ended', 'it is given up');
  assert.equal(call.finalStatus, 480);
  assert.equal(callee.received('INVITE').length, 3);
  await t.finish();
});

test('a refresh that meets another offer is tried again, one that finds no dialog ends the call', async () => {
  const { t, call, incoming } = await talking({ call: [...TIMER, ...TAKES_UPDATE] });
  call.onReinvite = (transaction) => {
    call.phone.respond(transaction, refreshes(call).length === 1 ? 491 : 481, 'No');
    return true;
  };
  await t.clock.advance(903_500);
  assert.equal(refreshes(call).length, 2);
  // Our BYE gets 481 as well, from a phone that has forgotten the call.
  assert.equal(incoming.state, 'ended');
  await t.finish();
});

test('a phone that refuses UPDATE after all is refreshed by INVITE', async () => {
  const { t, call } = await talking({ call: [...TIMER, ...TAKES_UPDATE] });
  call.onReinvite = (transaction) => {
    if (transaction.request.method === 'INVITE') return false;
    call.phone.respond(transaction, 405, 'Method Not Allowed');
    return true;
  };
  await t.clock.advance(901_000);
  assert.deepEqual(
    refreshes(call).map(({ method }) => method),
    ['INVITE', 'UPDATE'],
  );
  assert.equal(call.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});
