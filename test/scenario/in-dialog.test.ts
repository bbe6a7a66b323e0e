/** Requests within a call: who may send them, when, and what their answers mean (RFC 3261 §12.2 and §14, RFC 3311). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { type Field, field, type WireMessage } from '../../testkit/wire.ts';

const TAKES_UPDATE: readonly Field[] = [['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE']];

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  readonly incoming: PhoneCall;
}

async function talking(headers: readonly Field[] = []): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101', { headers });
  await t.until(() => callee.isCalled, 'it rings');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered' && callee.incoming.acknowledged, 'it is answered');
  return { t, call, incoming: callee.incoming };
}

function refusing(call: PhoneCall, status: number, headers: readonly Field[] = []): void {
  call.onReinvite = (transaction) => {
    call.phone.respond(transaction, status, 'No', { headers });
    return true;
  };
}

async function endWell({ t, call }: Stage): Promise<void> {
  await t.clock.until(call.hangUp());
  await t.finish();
}

test('an UPDATE goes on as UPDATE to a phone that takes it, and as re-INVITE to one that does not', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  const offer = call.ownSession.replace('sendrecv', 'sendonly');
  assert.equal((await t.clock.until(call.request('UPDATE', offer))).status, 200);
  assert.equal(incoming.phone.received('UPDATE').length, 1, 'its answer said that it takes UPDATE');
  assert.equal(
    (await t.clock.until(incoming.request('UPDATE', incoming.ownSession.replace('recvonly', 'inactive'))))
      .status,
    200,
  );
  assert.equal(call.phone.received('UPDATE').length, 0, 'its INVITE said nothing of the kind');
  assert.equal(call.phone.received('INVITE').length, 1);
  await endWell(stage);
});

test('a phone that refuses the UPDATE it said it takes is offered the same by re-INVITE', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  incoming.onReinvite = (transaction) => {
    if (transaction.request.method !== 'UPDATE') return false;
    incoming.phone.respond(transaction, 405, 'Method Not Allowed');
    return true;
  };
  const offer = call.ownSession.replace('sendrecv', 'sendonly');
  const answer = await t.clock.until(call.request('UPDATE', offer));
  assert.equal(answer.status, 200);
  assert.match(answer.body, /a=recvonly/);
  await endWell(stage);
});

test('glare is told to whoever offered, and nothing else a phone says of an offer', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  const headers: Field[] = [
    ['WWW-Authenticate', 'Digest realm="trap", nonce="x"'],
    ['Retry-After', '5'],
  ];
  for (const [status, told] of [
    [491, 491],
    [500, 500],
    [401, 488],
    [407, 488],
    [403, 488],
    [603, 488],
  ] as const) {
    refusing(incoming, status, headers);
    const answer = await t.clock.until(call.hold());
    assert.equal(answer.status, told, String(status));
    if (told === 500) assert.match(field(answer, 'retry-after'), /^([0-9]|10)$/);
    assert.doesNotMatch(answer.text, /trap|WWW-Authenticate/i);
    assert.equal(call.state, 'answered');
  }
  await endWell(stage);
});

test('two phones that offer at the same moment and wait as the RFC has it both have their way in the end', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  const [first, second] = await Promise.all([
    t.clock.until(call.reinvite({ direction: 'sendrecv' })),
    t.clock.until(incoming.hold()),
  ]);
  assert.ok([first.status, second.status].includes(491), `${first.status} ${second.status}`);
  await t.clock.advance(2000);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  await t.clock.advance(2000);
  assert.equal((await t.clock.until(call.reinvite({ direction: 'sendrecv' }))).status, 200);
  await endWell(stage);
});

for (const method of ['INVITE', 'UPDATE', 'INFO'] as const) {
  test(`a phone that knows nothing of the call any more when asked by ${method} ends it for the other`, async () => {
    const { t, call, incoming } = await talking();
    const forgotten = incoming.phone.calls.indexOf(incoming);
    incoming.media?.close();
    incoming.phone.calls.splice(forgotten, 1);
    if (method === 'INFO') await t.clock.until(call.sendDtmfInfo('5'));
    else if (method === 'UPDATE')
      void call.request('UPDATE', call.ownSession.replace('sendrecv', 'inactive'));
    else void call.hold().catch(() => {});
    await t.until(() => call.state === 'ended', 'the caller is told');
    assert.equal(call.endedBy, 'them');
    assert.deepEqual(
      t.journal.of('call-ended').map(({ result }) => result),
      ['vanished'],
    );
    await t.finish();
  });
}

test('a phone that never answers an offer has its call ended, and the other is told', async () => {
  const { t, call, incoming } = await talking();
  incoming.phone.powered = false;
  const held = call.hold();
  await t.until(() => call.state === 'ended', 'the caller is told', 45_000);
  const answer = await t.answerWithin(1000, held);
  assert.ok(answer === undefined || (answer.status ?? 0) >= 400);
  await t.finish();
});

test('what waits for an answer when a call ends is answered 487', async () => {
  const { t, call, incoming } = await talking();
  incoming.onReinvite = () => true;
  const pending = call.request('UPDATE', call.ownSession.replace('sendrecv', 'inactive'));
  await t.until(() => incoming.phone.received('UPDATE').length > 0, 'it is on its way');
  await t.clock.until(incoming.hangUp());
  assert.equal((await t.clock.until(pending)).status, 487);
  await t.until(() => call.state === 'ended', 'the call is over');
  await t.finish();
});

test('a caller that hangs up before it acknowledges the answer ends the call', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'it rings');
  call.acknowledgesAnswers = false;
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.equal((await t.clock.until(call.hangUp())).status, 200);
  await t.until(() => callee.incoming.state === 'ended', 'the callee is told');
  await t.clock.advance(5000);
  assert.equal(caller.received(200).filter((ok) => field(ok, 'cseq').endsWith('INVITE')).length, 1, 'once');
  await t.finish();
});

test('requests of a call are taken from its phone only, from elsewhere after it has proved who it is', async () => {
  const stage = await talking(TAKES_UPDATE);
  const { t, call, incoming } = stage;
  const stranger = await t.phone('102');
  for (const method of ['UPDATE', 'INFO', 'PRACK', 'INVITE', 'BYE']) {
    for (const credentials of ['none', 'when-asked'] as const) {
      const answer: WireMessage = await t.clock.until(
        stranger.ask(method, call.remoteTarget, {
          from: `<sip:102@hamvoip.example>;tag=${call.localTag}`,
          to: `<sip:101@hamvoip.example>;tag=${call.remoteTag}`,
          callId: call.callId,
          nextCseq: () => 5000,
          extra: [stranger.contact, ['RAck', '1 1 INVITE']],
          credentials,
        }),
      );
      assert.ok((answer.status ?? 0) >= 400, `${method} ${credentials}`);
    }
  }
  assert.equal(call.state, 'answered');
  assert.deepEqual(incoming.phone.received('UPDATE'), []);
  await endWell(stage);
});

test('a request out of order gets 500 and changes nothing', async () => {
  const stage = await talking();
  const { t, call } = stage;
  const before = Number(field(call.finalResponse as WireMessage, 'cseq').split(' ')[0]);
  const answer = await t.clock.until(
    call.phone.ask('INFO', call.remoteTarget, {
      from: `<sip:100@hamvoip.example>;tag=${call.localTag}`,
      to: `<sip:101@hamvoip.example>;tag=${call.remoteTag}`,
      callId: call.callId,
      nextCseq: () => before - 1,
    }),
  );
  assert.equal(answer.status, 500);
  await endWell(stage);
});

test('a second call reaches a phone that talks, and its holder may take it while the first is held', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  const third = await t.registered('102');
  const waiting = await third.call('101');
  await t.until(() => waiting.state === 'ringing', 'it rings beside the first');
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  const second = incoming.phone.incoming;
  await second.answer();
  await t.until(() => waiting.state === 'answered', 'the second is answered');
  waiting.media?.startTone(440);
  second.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(second.media?.hears(440) && waiting.media?.hears(1000));
  await t.clock.until(waiting.hangUp());
  assert.equal((await t.clock.until(incoming.resume())).status, 200);
  assert.equal(call.state, 'answered');
  await endWell(stage);
});
