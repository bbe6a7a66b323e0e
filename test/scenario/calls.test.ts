import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { field } from '../../testkit/wire.ts';

test('a call rings, is answered, carries sound both ways and is ended by the caller', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'the caller hears that it rings');
  assert.equal(call.statuses.at(-1), 180);
  assert.equal(t.console.calls.list()[0]?.state, 'ringing');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'the caller hears of the answer');
  await t.until(() => callee.incoming.acknowledged, 'the answer is acknowledged');
  call.media?.startTone(440);
  callee.incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(callee.incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  assert.equal(callee.incoming.media?.hears(1000), false, 'the callee does not hear himself');
  assert.equal(t.counts.calls, 1);
  assert.equal((await t.clock.until(call.hangUp())).status, 200);
  await t.until(() => callee.incoming.state === 'ended', 'the callee hears of the end');
  assert.equal(callee.incoming.endedBy, 'them');
  assert.deepEqual(
    t.journal.of('call-ended').map(({ result }) => result),
    ['answered'],
  );
  await t.finish();
});

test('the callee may end the call', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  assert.equal((await t.clock.until(incoming.hangUp())).status, 200);
  await t.until(() => call.state === 'ended', 'the caller hears of the end');
  await t.finish();
});

test('both sides hang up at the same moment', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  const responses = await t.clock.until(Promise.all([call.hangUp(), incoming.hangUp()]));
  // A BYE that crosses ours may find its dialog gone (RFC 3261 §15.1.2).
  for (const { status } of responses) assert.ok(status === 200 || status === 481, String(status));
  await t.finish();
});

for (const [status, expected, result] of [
  [486, 486, 'busy'],
  [603, 603, 'declined'],
  [480, 480, 'unreachable'],
] as const) {
  test(`a callee that answers ${status} gives the caller ${expected}`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const callee = await t.registered('101');
    const call = await caller.call('101');
    await t.until(() => call.state === 'ringing', 'it rings');
    callee.incoming.reject(status);
    await t.until(() => call.state === 'ended', 'the caller hears of it');
    assert.equal(call.finalStatus, expected);
    assert.deepEqual(
      t.journal.of('call-ended').map((fact) => fact.result),
      [result],
    );
    await t.finish();
  });
}

test('a phone that challenges us, redirects us or falls over never shows that to the caller', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  for (const [status, headers] of [
    [401, [['WWW-Authenticate', 'Digest realm="trap", nonce="stolen"']]],
    [407, [['Proxy-Authenticate', 'Digest realm="trap", nonce="stolen"']]],
    [302, [['Contact', '<sip:900123@203.0.113.9>']]],
    [500, []],
    [404, []],
  ] as const) {
    const rang = callee.calls.length;
    const call = await caller.call('101');
    await t.until(() => callee.calls.length > rang, 'it rings');
    callee.incoming.reject(status, 'No', headers);
    await t.until(() => call.state === 'ended', 'the caller hears of it');
    const final = call.finalStatus ?? 0;
    assert.ok(final >= 400 && final !== 401 && final !== 407, `${status} became ${final}`);
    await t.clock.advance(5000);
  }
  assert.doesNotMatch(caller.receivedText, /trap|stolen|900123/);
  assert.equal(callee.calls.length, 5);
  await t.finish();
});

test('nobody answers for 30 seconds: the caller gets 480 and the callee stops ringing', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  await t.clock.advance(29_000);
  assert.equal(call.state, 'ringing');
  await t.clock.advance(1500);
  assert.equal(call.finalStatus, 480);
  assert.equal(callee.incoming.state, 'ended');
  assert.deepEqual(
    t.journal.of('call-ended').map(({ result }) => result),
    ['no-answer'],
  );
  await t.finish();
});

test('an extension without a phone gives 480 at once, an unknown number 404', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('101');
  const caller = await t.registered('100');
  for (const [number, status] of [
    ['101', 480],
    ['555', 404],
    ['1', 404],
    ['abc', 404],
    ['%2A99', 404],
    ['112', 403],
    ['911', 403],
  ] as const) {
    const call = await caller.call(number);
    await t.until(() => call.state === 'ended', `${number} is refused`, 500);
    assert.equal(call.finalStatus, status, number);
  }
  assert.equal(t.counts.calls, 0);
  await t.finish();
});

test('a phone that is gone without a word gives 480 after no answer, and the caller may give up before', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  callee.powered = false;
  const call = await caller.call('101');
  await t.clock.advance(10_000);
  assert.equal(call.state, 'calling');
  call.cancel();
  await t.until(() => call.state === 'ended', 'the cancel works');
  assert.equal(call.finalStatus, 487);
  const patient = await caller.call('101');
  await t.clock.advance(33_000);
  assert.equal(patient.finalStatus, 480);
  await t.finish();
});

test('an extension may call itself: its other phone rings', async () => {
  const t = await ExchangeUnderTest.start();
  const desk = await t.registered('100');
  const mobile = await t.registered('100');
  const call = await desk.call('100');
  await t.until(() => mobile.isCalled, 'the other phone rings');
  assert.equal(desk.isCalled, false);
  await mobile.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('the callee sees number and call sign, and a holder may choose the number only', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { displayName: 'Jan Jansen' } });
  const callee = await t.registered('101');
  const { call } = await t.talk(caller, callee);
  assert.deepEqual(callee.incoming.shown, { name: 'PX0BAA', number: '100' });
  await t.clock.until(call.hangUp());
  assert.ok((await t.console.extensions.setCallerId('100', 'number')).ok);
  const again = await t.talk(caller, callee);
  assert.equal(again.incoming.shown.number, '100');
  assert.doesNotMatch(again.incoming.shown.name, /PX0/);
  await t.clock.until(again.call.hangUp());
  const invite = again.incoming.incomingInvite?.text ?? '';
  assert.doesNotMatch(invite, /PX0BAA/);
  assert.doesNotMatch(callee.receivedText, /Jansen|Holder|Surname/);
  await t.finish();
});

test('a caller cannot call in the name of another number', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  await t.addExtension('102');
  const response = await t.clock.until(
    caller.ask('INVITE', 'sip:101@hamvoip.example', {
      from: '<sip:102@hamvoip.example>;tag=x',
      extra: [caller.contact],
    }),
  );
  assert.equal(response.status, 403);
  assert.equal(callee.isCalled, false);
  await t.finish();
});

test('a caller cannot use the exchange to reach another domain', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const call = await caller.call('sip:100@sip.example.net');
  await t.until(() => call.state === 'ended', 'it is refused');
  assert.equal(call.finalStatus, 403);
  await t.finish();
});

test('any address the exchange listens on is its domain too', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('sip:101@192.0.2.10');
  await t.until(() => callee.isCalled, 'it rings');
  call.cancel();
  await t.finish();
});

test('the administrator sees a call and can end it', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  const [view] = t.console.calls.list();
  assert.equal(view?.from, '100');
  assert.equal(view?.to, '101');
  assert.equal(view?.state, 'answered');
  assert.ok((await t.console.calls.end(view?.id ?? '')).ok);
  await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'both hear of the end');
  assert.deepEqual(
    t.journal.of('call-ended').map(({ result }) => result),
    ['ended-by-administrator'],
  );
  await t.finish();
});

test('removing an extension ends its calls and its registration at once', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const { call, incoming } = await t.talk(caller, await t.registered('101'));
  assert.ok((await t.console.extensions.remove('101')).ok);
  await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'both hear of the end', 1000);
  const next = await caller.call('101');
  await t.until(() => next.state === 'ended', 'it is refused');
  assert.equal(next.finalStatus, 404);
  assert.equal(t.counts.registrations, 1);
  await t.finish();
});

test('a phone whose sound stops and that does not answer any more is found out within 40 seconds', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(5000);
  call.phone.powered = false;
  call.media?.stop();
  await t.until(() => incoming.state === 'ended', 'the other side is freed', 40_000);
  assert.equal(t.journal.of('call-ended').at(-1)?.result, 'vanished');
  await t.finish();
});

test('a silent hour with sound flowing does not end a call', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startSilence();
  incoming.media?.startSilence();
  await t.clock.advance(600_000);
  assert.equal(call.state, 'answered');
  assert.equal(incoming.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a request in a dialog from a stranger is not obeyed', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  const stranger = await t.phone('102');
  const response = await t.clock.until(
    stranger.ask('BYE', call.remoteTarget, {
      from: `<sip:100@hamvoip.example>;tag=${call.localTag}`,
      to: `<sip:101@hamvoip.example>;tag=${call.remoteTag}`,
      callId: call.callId,
      nextCseq: () => 900,
      credentials: 'none',
    }),
  );
  assert.ok(response.status === 401 || response.status === 481, String(response.status));
  const with102 = await t.clock.until(
    stranger.ask('BYE', call.remoteTarget, {
      from: `<sip:102@hamvoip.example>;tag=${call.localTag}`,
      to: `<sip:101@hamvoip.example>;tag=${call.remoteTag}`,
      callId: call.callId,
      nextCseq: () => 901,
    }),
  );
  assert.ok((with102.status ?? 0) >= 400, String(with102.status));
  await t.clock.advance(1000);
  assert.equal(call.state, 'answered');
  assert.equal(incoming.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a request for a dialog that is not there gets 481 from one who proves who he is', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  for (const method of ['BYE', 'INFO', 'UPDATE', 'INVITE']) {
    const response = await t.clock.until(
      phone.ask(method, 'sip:x@192.0.2.10:5060', {
        to: '<sip:101@hamvoip.example>;tag=gone',
        extra: method === 'INVITE' || method === 'UPDATE' ? [phone.contact] : [],
      }),
    );
    assert.equal(response.status, 481, method);
  }
  await t.finish();
});

test('the answer and its acknowledgement survive copies and losses of single messages', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  t.network.setLink(caller.address, '192.0.2.10', { loss: 1 });
  await callee.incoming.answer();
  await t.clock.advance(3000);
  assert.equal(call.state, 'ringing');
  t.network.setLink(caller.address, '192.0.2.10', { loss: 0 });
  await t.until(() => call.state === 'answered', 'the answer is sent again');
  await t.clock.advance(40_000);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a caller that never acknowledges the answer has its call ended', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  caller.powered = false;
  await callee.incoming.answer();
  callee.incoming.media?.startTone(1000);
  await t.until(() => callee.incoming.state === 'ended', 'the callee is freed', 40_000);
  await t.finish();
});

test('OPTIONS from a registered phone is answered without a challenge', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  phone.log.length = 0;
  const response = await t.clock.until(phone.ask('OPTIONS', 'sip:hamvoip.example', { credentials: 'none' }));
  assert.equal(response.status, 200);
  const keepAlive = phone.ask('NOTIFY', 'sip:hamvoip.example', {
    credentials: 'none',
    extra: [['Event', 'keep-alive']],
  });
  assert.equal((await t.clock.until(keepAlive)).status, 200);
  assert.equal(phone.received(401).length, 0);
  await t.finish();
});

test('OPTIONS is answered with all the exchange can do, in a call as outside of one', async () => {
  const t = await ExchangeUnderTest.start();
  const { call } = await t.talk(await t.registered('100'), await t.registered('101'));
  const outside = await t.clock.until(call.phone.ask('OPTIONS', 'sip:hamvoip.example'));
  for (const response of [outside, await t.clock.until(call.request('OPTIONS'))]) {
    assert.equal(response.status, 200);
    assert.match(field(response, 'allow'), /INVITE.*BYE.*OPTIONS.*PRACK.*REFER.*MESSAGE/);
    assert.match(field(response, 'accept'), /application\/sdp.*text\/plain.*application\/pidf\+xml/);
    assert.equal(field(response, 'accept-encoding'), 'identity');
    assert.equal(field(response, 'accept-language'), 'nl, en');
    assert.deepEqual(field(response, 'supported').split(', ').sort(), [
      '100rel',
      'norefersub',
      'outbound',
      'replaces',
      'timer',
    ]);
  }
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a method that is not taken comes back with those that are', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const call = await phone.call('*43');
  await t.until(() => call.state === 'answered', 'the echo answers');
  const message = await t.clock.until(call.request('MESSAGE', 'hello', [['Content-Type', 'text/plain']]));
  assert.equal(message.status, 405);
  assert.match(field(message, 'allow'), /INVITE/);
  assert.doesNotMatch(field(message, 'allow'), /MESSAGE/);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('what the exchange does not do is told as the RFC says', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const subscribe = phone.ask('SUBSCRIBE', 'sip:100@hamvoip.example', {
    extra: [['Event', 'ua-profile'], phone.contact],
  });
  assert.equal((await t.clock.until(subscribe)).status, 489);
  const unknown = await t.clock.until(phone.ask('FROBNICATE', 'sip:100@hamvoip.example'));
  assert.ok(unknown.status === 405 || unknown.status === 501, String(unknown.status));
  if (unknown.status === 405) assert.match(field(unknown, 'allow'), /INVITE/);
  await t.finish();
});
