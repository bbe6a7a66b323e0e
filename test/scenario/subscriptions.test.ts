import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, type UnderTestOptions } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneSubscription, SubscribeOptions } from '../../testkit/phone-subscription.ts';
import { field, type WireMessage } from '../../testkit/wire.ts';

/** 100 watches 101 watches nobody; both registered, and 101 lets 100 watch it unless told otherwise. */
async function watched(
  options: UnderTestOptions = {},
  consent: { everyone?: boolean; add?: string[] } = { add: ['100'] },
): Promise<{ t: ExchangeUnderTest; watcher: Phone; watchee: Phone }> {
  const t = await ExchangeUnderTest.start(options);
  const watcher = await t.registered('100');
  const watchee = await t.registered('101');
  const set = await t.console.watchers.set('101', consent);
  assert.ok(set.ok);
  return { t, watcher, watchee };
}

async function subscribe(
  t: ExchangeUnderTest,
  watcher: Phone,
  target: string,
  event: string,
  options?: SubscribeOptions,
): Promise<PhoneSubscription> {
  const subscription = await t.clock.until(watcher.subscribe(target, event, options));
  await t.clock.advance(50);
  return subscription;
}

/** The states of the dialogs told last, with their other ends where they are named. */
function dialogs(subscription: PhoneSubscription): string[] {
  return [...subscription.body.matchAll(/<dialog [^>]*>.*?<\/dialog>/g)].map(([text]) => {
    const direction = /direction="(\w+)"/.exec(text)?.[1];
    const remote = /<remote><identity>sip:(\w+)@/.exec(text)?.[1];
    return [direction, /<state>(\w+)</.exec(text)?.[1], remote].filter(Boolean).join(' ');
  });
}

function state(notify: WireMessage | undefined): string {
  return notify === undefined ? '' : field(notify, 'subscription-state');
}

/** What is still there goes before everything is checked to be gone. */
async function finish(t: ExchangeUnderTest, ...subscriptions: PhoneSubscription[]): Promise<void> {
  for (const subscription of subscriptions) {
    if (subscription.state === 'active') await t.clock.until(subscription.unsubscribe());
  }
  await t.clock.advance(1000);
  assert.equal(t.counts.subscriptions, 0, 'no subscription is left');
  await t.finish();
}

test('a lamp follows a call from ringing to its end', async () => {
  const { t, watcher, watchee } = await watched();
  const lamp = await subscribe(t, watcher, '101', 'dialog', { expires: 600 });
  assert.equal(lamp.finalStatus, 200);
  assert.equal(lamp.grantedS, 600);
  assert.equal(state(lamp.notifies[0]), 'active;expires=600');
  assert.equal(field(lamp.notifies[0] as WireMessage, 'content-type'), 'application/dialog-info+xml');
  assert.deepEqual(dialogs(lamp), ['terminated']);
  const caller = await t.registered('102');
  const call = await caller.call('101');
  await t.until(() => watchee.isCalled, 'it rings');
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['recipient early']);
  await watchee.incoming.answer();
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['recipient confirmed']);
  await t.clock.until(call.hangUp());
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['terminated']);
  await t.clock.advance(2000);
  const versions = lamp.notifies.map(({ body }) => Number(/version="(\d+)"/.exec(body)?.[1]));
  assert.deepEqual(
    versions,
    versions.map((_, index) => index),
    'versions rise by one',
  );
  await finish(t, lamp);
});

test('the other end of a call shows only to someone whom both ends let watch them', async () => {
  const { t, watcher, watchee } = await watched();
  const caller = await t.registered('102');
  const lamp = await subscribe(t, watcher, '101', 'dialog');
  const own = await subscribe(t, watchee, '101', 'dialog');
  const call = await caller.call('101');
  await t.until(() => watchee.isCalled, 'it rings');
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['recipient early']);
  assert.deepEqual(dialogs(own), ['recipient early 102'], "a holder's own phones know who calls");
  await t.console.watchers.set('102', { everyone: true });
  await watchee.incoming.answer();
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['recipient confirmed 102']);
  await t.clock.until(call.hangUp());
  await finish(t, lamp, own);
});

test('lamps follow a call that is handed on', async () => {
  const { t, watcher, watchee } = await watched({}, { everyone: true });
  const caller = await t.registered('102');
  const target = await t.registered('103');
  for (const number of ['102', '103']) await t.console.watchers.set(number, { everyone: true });
  const lamps = [];
  for (const number of ['101', '102', '103']) lamps.push(await subscribe(t, watcher, number, 'dialog'));
  const { call, incoming } = await t.talk(caller, watchee);
  await t.clock.advance(1100);
  assert.deepEqual(lamps.map(dialogs), [
    ['recipient confirmed 102'],
    ['initiator confirmed 101'],
    ['terminated'],
  ]);
  incoming.refer('103');
  await t.until(() => target.isCalled, 'the target rings');
  await target.incoming.answer();
  await t.until(() => incoming.state === 'ended', 'the transferor is released');
  await t.clock.advance(2200);
  const [transferor, transferee, reached] = lamps.map((lamp) =>
    dialogs(lamp).filter((dialog) => dialog !== 'terminated'),
  );
  assert.deepEqual(
    [transferor, transferee, reached],
    [[], ['initiator confirmed 103'], ['recipient confirmed 102']],
  );
  const said = await t.clock.until(call.request('MESSAGE', '73', [['Content-Type', 'text/plain']]));
  assert.equal(said.status, 200);
  assert.deepEqual(
    target.incoming.texts.map(({ text }) => text),
    ['73'],
  );
  await t.clock.until(call.hangUp());
  await t.clock.advance(1100);
  assert.deepEqual(lamps.map(dialogs), [['terminated'], ['terminated'], ['terminated']]);
  await finish(t, ...lamps);
});

test('who watches sees nothing of the watched phone but its number: no address, maker, call sign, Call-ID or tag', async () => {
  const { t, watcher, watchee } = await watched();
  const lamp = await subscribe(t, watcher, '101', 'dialog');
  const presence = await subscribe(t, watcher, '101', 'presence');
  const caller = await t.registered('102');
  await t.console.watchers.set('102', { everyone: true });
  const { call, incoming } = await t.talk(caller, watchee);
  await t.clock.advance(6000);
  await t.clock.until(call.hangUp());
  await t.clock.advance(6000);
  const told = [...lamp.notifies, ...presence.notifies].map(({ text }) => text).join('\n');
  for (const secret of [
    watchee.address,
    caller.address,
    watchee.personality.userAgent,
    'Surname',
    'PX0',
    call.callId,
    incoming.callId,
    incoming.localTag,
  ]) {
    assert.ok(!told.includes(secret), `${secret} was told`);
  }
  await finish(t, lamp, presence);
});

test('without consent nobody is watched, whether the number exists or not', async () => {
  const { t, watcher } = await watched({}, {});
  for (const event of ['dialog', 'presence']) {
    for (const target of ['101', '199', '9043', 'nobody']) {
      const refused = await subscribe(t, watcher, target, event);
      assert.equal(refused.finalStatus, 403, `${event} of ${target}`);
      assert.equal(refused.notifies.length, 0);
    }
  }
  assert.equal(t.counts.subscriptions, 0);
  assert.equal(t.journal.of('watch-refused').length, 8);
  await t.finish();
});

test('consent that is withdrawn ends the subscription at once, and nothing is told any more', async () => {
  const { t, watcher, watchee } = await watched();
  const lamp = await subscribe(t, watcher, '101', 'dialog');
  assert.ok((await t.console.watchers.set('101', { remove: ['100'] })).ok);
  await t.clock.advance(100);
  assert.equal(lamp.state, 'terminated');
  assert.equal(lamp.reason, 'rejected');
  assert.equal(lamp.body, '');
  const before = lamp.notifies.length;
  const call = await (await t.registered('102')).call('101');
  await t.until(() => watchee.isCalled, 'it rings');
  call.cancel();
  await t.clock.advance(3000);
  assert.equal(lamp.notifies.length, before);
  const again = await subscribe(t, watcher, '101', 'dialog');
  assert.equal(again.finalStatus, 403);
  await finish(t, lamp);
});

test('consent outlives a restart, and is in the audit log', async () => {
  const { t } = await watched();
  await t.restart('crash');
  const shown = t.console.watchers.show('101');
  assert.deepEqual(shown.ok && shown.value, { extension: '101', everyone: false, watchers: ['100'] });
  const audit = await t.console.audit.list({ limit: 10 });
  assert.ok(
    audit.ok && audit.value.some(({ action, target }) => action === 'extension.watchers' && target === '101'),
  );
  await t.finish();
});

test('a subscription is prolonged by a refresh and ends by itself without one', async () => {
  const { t, watcher } = await watched();
  const lamp = await subscribe(t, watcher, '101', 'dialog', { expires: 60 });
  await t.clock.advance(50_000);
  assert.equal((await t.clock.until(lamp.subscribe(60))).status, 200);
  await t.clock.advance(50_000);
  assert.equal(lamp.state, 'active');
  assert.equal(t.counts.subscriptions, 1);
  await t.clock.advance(11_000);
  assert.equal(lamp.state, 'terminated');
  assert.equal(lamp.reason, 'timeout');
  assert.deepEqual(dialogs(lamp), ['terminated'], 'the last state comes with it');
  assert.equal((await t.clock.until(lamp.subscribe(60))).status, 481);
  await finish(t, lamp);
});

test('Expires 0 is a look: one NOTIFY, and nothing is kept', async () => {
  const { t, watcher } = await watched();
  const look = await subscribe(t, watcher, '101', 'presence', { expires: 0 });
  assert.equal(look.finalStatus, 200);
  assert.equal(look.notifies.length, 1);
  assert.equal(state(look.notifies[0]), 'terminated;reason=timeout');
  assert.match(look.body, /<basic>open<\/basic>/);
  assert.equal(t.counts.subscriptions, 0);
  await t.finish();
});

test('what cannot be subscribed to is refused as the RFC says', async () => {
  const { t, watcher } = await watched();
  const refused = async (
    event: string,
    options: SubscribeOptions = {},
    target = '101',
  ): Promise<WireMessage> => {
    const subscription = await subscribe(t, watcher, target, event, options);
    return subscription.response as WireMessage;
  };
  const unknown = await refused('ua-profile');
  assert.equal(unknown.status, 489);
  assert.match(field(unknown, 'allow-events'), /dialog.*presence.*message-summary.*reg/);
  assert.equal((await refused('')).status, 489);
  const brief = await refused('dialog', { expires: 10 });
  assert.equal(brief.status, 423);
  assert.equal(field(brief, 'min-expires'), '30');
  assert.equal((await refused('dialog', { accept: 'application/cpim-pidf+xml' })).status, 406);
  assert.equal((await refused('dialog', { accept: 'text/plain, application/*' })).status, 200);
  const long = await refused('presence', { expires: 2_147_483_647 });
  assert.equal(field(long, 'expires'), '7200');
  assert.equal((await refused('reg')).status, 403, "another's registrations");
  assert.equal((await refused('message-summary')).status, 403, "another's mailbox");
  await finish(t, ...watcher.subscriptions);
});

test('a stranger gets the same 401 to SUBSCRIBE, MESSAGE and PUBLISH as to everything', async () => {
  const { t } = await watched({}, { everyone: true });
  const stranger = await t.phone('102', { password: 'wrong' });
  for (const method of ['SUBSCRIBE', 'MESSAGE', 'PUBLISH', 'OPTIONS', 'NOTIFY']) {
    const answer = stranger.ask(method, 'sip:101@hamvoip.example', {
      extra: [['Event', 'dialog'], stranger.contact],
      credentials: 'none',
    });
    assert.equal((await t.clock.until(answer)).status, 401, method);
  }
  assert.equal(t.counts.subscriptions, 0);
  await t.finish();
});

test('a phone that forgot its subscription, or is gone, is told nothing more', async () => {
  const { t, watcher, watchee } = await watched();
  const forgotten = await subscribe(t, watcher, '101', 'dialog');
  const gone = await subscribe(t, watcher, '101', 'presence');
  forgotten.answersWith = 481;
  gone.answersWith = undefined;
  const call = await watchee.call('9043');
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.advance(10_000);
  assert.equal(t.counts.subscriptions, 1, 'a 481 ends it');
  await t.clock.advance(35_000);
  assert.equal(t.counts.subscriptions, 0, 'so does silence');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('many changes become few NOTIFYs, one at a time, and the last state arrives', async () => {
  const { t, watcher, watchee } = await watched();
  const lamp = await subscribe(t, watcher, '101', 'dialog');
  const before = lamp.notifies.length;
  for (let i = 0; i < 10; i += 1) {
    const call = await watchee.call('9043');
    await t.until(() => call.state === 'answered', 'it is answered');
    await t.clock.until(call.hangUp());
  }
  await t.clock.advance(2000);
  assert.ok(lamp.notifies.length - before <= 4, `${lamp.notifies.length - before} NOTIFYs`);
  assert.deepEqual(dialogs(lamp), ['terminated']);
  await finish(t, lamp);
});

test('presence tells reachable, in a call, do not disturb, and gone', async () => {
  const { t, watcher, watchee } = await watched();
  const presence = await subscribe(t, watcher, '101', 'presence');
  assert.match(presence.body, /<basic>open<\/basic>/);
  assert.doesNotMatch(presence.body, /rpid:[a-z-]+\/>/);
  const call = await watchee.call('9043');
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.advance(6000);
  assert.match(presence.body, /<rpid:on-the-phone\/>/);
  await t.clock.until(call.hangUp());
  assert.ok((await t.console.callFeatures.set('101', { doNotDisturb: true })).ok);
  await t.clock.advance(6000);
  assert.match(presence.body, /<rpid:busy\/>/);
  await t.clock.until(watchee.unregister());
  await t.clock.advance(6000);
  assert.match(presence.body, /<basic>closed<\/basic>/);
  assert.doesNotMatch(presence.body, /rpid:busy/);
  await finish(t, presence);
});

test('a bridge may be watched by everyone, and shows nobody', async () => {
  const { t, watcher, watchee } = await watched({}, {});
  const lamp = await subscribe(t, watcher, '900', 'dialog');
  assert.equal(lamp.finalStatus, 200);
  assert.deepEqual(dialogs(lamp), ['terminated']);
  const call = await watchee.call('900');
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['recipient confirmed']);
  assert.doesNotMatch(lamp.body, /101/);
  await t.clock.until(call.hangUp());
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['terminated']);
  await finish(t, lamp);
});

test('a phone finds its own contact among its registrations as it wrote it, and no address of the others', async () => {
  const { t, watcher } = await watched({}, {});
  const other = await t.registered('100');
  const own = await subscribe(t, watcher, '100', 'reg');
  assert.equal(own.finalStatus, 200);
  assert.equal(field(own.notifies[0] as WireMessage, 'content-type'), 'application/reginfo+xml');
  assert.ok(own.body.includes(`<uri>${watcher.contactUri}</uri>`));
  assert.ok(own.body.includes('<uri>sip:100@hamvoip.example</uri>'));
  assert.ok(!own.body.includes(other.address));
  await t.clock.until(other.unregister());
  await t.clock.advance(6000);
  assert.equal(own.body.match(/<contact /g)?.length, 1);
  await finish(t, own);
});

test('the mailbox lamp says honestly that nothing waits, also to phones that name no mailbox', async () => {
  const { t, watcher } = await watched();
  const lamp = await subscribe(t, watcher, 'sip:hamvoip.example', 'message-summary', {
    expires: 2_147_483_647,
  });
  assert.equal(lamp.finalStatus, 200);
  assert.match(
    lamp.body,
    /^Messages-Waiting: no\r\nMessage-Account: sip:100@hamvoip.example\r\nVoice-Message: 0\/0/,
  );
  assert.equal(watcher.mail.notifies.length, 0, 'and nobody is told unasked');
  await finish(t, lamp);
});

test('subscriptions outlive a crash: the lamp goes on, is put right soon, and may be refreshed', async () => {
  const { t, watcher, watchee } = await watched();
  const lamp = await subscribe(t, watcher, '101', 'dialog', { expires: 600 });
  const call = await watchee.call('9043');
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['initiator confirmed']);
  await t.restart('crash');
  await t.until(() => call.state === 'ended', 'the call that was cut off is ended');
  await t.clock.advance(3000);
  assert.deepEqual(dialogs(lamp), ['terminated'], 'the lamp is out again');
  assert.equal((await t.clock.until(lamp.subscribe(600))).status, 200);
  const next = await watchee.call('9043');
  await t.until(() => next.state === 'answered', 'it is answered');
  await t.clock.advance(1100);
  assert.deepEqual(dialogs(lamp), ['initiator confirmed']);
  await t.clock.until(next.hangUp());
  await finish(t, lamp);
});

test('a subscription whose consent was withdrawn while the exchange was off ends when it starts', async () => {
  const { t, watcher } = await watched();
  const lamp = await subscribe(t, watcher, '101', 'dialog', { expires: 600 });
  await t.restart('close');
  assert.equal(lamp.state, 'active');
  // As the command line does on a stopped exchange: the store alone.
  await t.clock.until(t.exchange.close());
  await t.store.putWatchers({ extension: '101', everyone: false, watchers: [] });
  await t.restart('crash');
  await t.clock.advance(1000);
  assert.equal(lamp.state, 'terminated');
  assert.equal(lamp.reason, 'rejected');
  await finish(t, lamp);
});

test('who is suspended watches nobody, and who is removed is watched by nobody', async () => {
  const { t, watcher } = await watched({}, { everyone: true });
  const lamp = await subscribe(t, watcher, '101', 'dialog');
  const other = await t.registered('102');
  const second = await subscribe(t, other, '101', 'presence');
  assert.ok((await t.console.suspensions.suspend({ scope: ['100'], what: ['register'] })).ok);
  await t.clock.advance(100);
  assert.equal(lamp.state, 'terminated');
  const again = await subscribe(t, watcher, '101', 'dialog');
  assert.equal(again.finalStatus, 403);
  assert.ok((await t.console.extensions.remove('101')).ok);
  await t.clock.advance(100);
  assert.equal(second.state, 'terminated');
  assert.equal(second.reason, 'noresource');
  await finish(t, lamp, second);
});

test('a request of the dialog from elsewhere must prove who it is', async () => {
  const { t, watcher } = await watched();
  const nat = t.nat('203.0.113.99');
  const phone = await t.registered('100', { nat, address: '192.168.1.5' });
  const lamp = await subscribe(t, phone, '101', 'dialog', { expires: 600 });
  nat.forgetMappings();
  assert.equal((await t.clock.until(lamp.subscribe(600))).status, 200);
  assert.equal(phone.received(401).length >= 2, true, 'the refresh was challenged');
  await t.clock.advance(100);
  assert.equal(lamp.state, 'active');
  const forger = await t.registered('102');
  const forged = forger.ask('SUBSCRIBE', lamp.remoteTarget, {
    from: `<sip:100@hamvoip.example>;tag=${lamp.localTag}`,
    to: `<sip:101@hamvoip.example>;tag=${lamp.remoteTag}`,
    callId: lamp.callId,
    nextCseq: () => 99,
    extra: [['Event', 'dialog'], ['Expires', '0'], forger.contact],
  });
  assert.ok([401, 403].includes((await t.clock.until(forged)).status ?? 0));
  await t.clock.advance(100);
  assert.equal(lamp.state, 'active');
  assert.equal(watcher.problems.length, 0);
  await finish(t, lamp);
});

test('a phone has a hundred subscriptions; of more the oldest goes', async () => {
  const { t, watcher } = await watched();
  for (let i = 0; i <= 100; i += 1) await t.clock.until(watcher.subscribe('101', `dialog;id=${i}`));
  await t.clock.advance(1000);
  assert.equal(t.counts.subscriptions, 100);
  assert.equal(watcher.subscriptions[0]?.reason, 'rejected');
  assert.equal(watcher.subscriptions[1]?.state, 'active');
  assert.ok(t.journal.of('limit-reached').some(({ limit }) => limit === 'subscriptions'));
  await finish(t, ...watcher.subscriptions);
});

test('lamps over lossy paths show the last state in the end', async () => {
  const { t, watcher, watchee } = await watched({ seed: 5, conditions: { loss: 0.1 } });
  const lamp = await t.clock.until(watcher.subscribe('101', 'dialog', { expires: 600 }));
  const call = await watchee.call('9043');
  await t.until(() => call.state === 'answered', 'it is answered', 40_000);
  await t.until(() => dialogs(lamp).includes('initiator confirmed'), 'the lamp is lit', 40_000);
  await t.clock.until(call.hangUp());
  await t.until(() => dialogs(lamp).includes('terminated'), 'the lamp is out', 40_000);
  await t.clock.until(lamp.unsubscribe());
  await t.finish({ lossy: true });
});
