import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Personality } from '../../testkit/phone-personality.ts';
import { G722, PCMA, PCMU, TELEPHONE_EVENT, writeSession } from '../../testkit/phone-sdp.ts';

async function talking(personality: Partial<Personality> = {}) {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality });
  const callee = await t.registered('101', { personality });
  const { call, incoming } = await t.talk(caller, callee);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1000);
  return { t, call, incoming };
}

for (const holdStyle of ['sendonly', 'inactive', 'zero-address'] as const) {
  test(`a call is held by ${holdStyle}, the other hears nothing, and after resuming both hear again`, async () => {
    const { t, call, incoming } = await talking({ holdStyle });
    const held = await t.clock.until(call.hold());
    assert.equal(held.status, 200);
    call.media?.startTone(0, 0);
    await t.clock.advance(1500);
    assert.equal(incoming.media?.hears(440), false);
    assert.ok((call.media?.loudness() ?? 0) < 10, 'who holds hears nothing');
    assert.equal((await t.clock.until(call.resume())).status, 200);
    call.media?.startTone(440);
    await t.clock.advance(1500);
    assert.ok(incoming.media?.hears(440));
    assert.ok(call.media?.hears(1000));
    await t.clock.until(incoming.hangUp());
    await t.finish();
  });
}

test('the callee may hold, too, and the caller may end a held call', async () => {
  const { t, call, incoming } = await talking();
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  assert.notEqual(call.remoteSession?.direction, 'sendrecv');
  await t.clock.advance(1000);
  assert.equal((await t.clock.until(call.hangUp())).status, 200);
  await t.until(() => incoming.state === 'ended', 'the callee hears of the end');
  await t.finish();
});

test('a held call without sound lasts for minutes when both phones are there', async () => {
  const { t, call, incoming } = await talking();
  assert.equal((await t.clock.until(call.hold())).status, 200);
  call.media?.stop();
  incoming.media?.stop();
  await t.clock.advance(240_000);
  assert.equal(call.state, 'answered');
  assert.equal(incoming.state, 'answered');
  assert.equal((await t.clock.until(call.resume())).status, 200);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('both hold at the same moment: one is told 491, the call stays and can be held after', async () => {
  const { t, call, incoming } = await talking();
  const responses = await t.clock.until(Promise.all([call.hold(), incoming.hold()]));
  const statuses = responses.map(({ status }) => status).sort();
  assert.ok(statuses.includes(491), statuses.join());
  for (const status of statuses) assert.ok(status === 200 || status === 491, String(status));
  await t.clock.advance(3000);
  assert.equal(call.state, 'answered');
  assert.equal(incoming.state, 'answered');
  assert.equal((await t.clock.until(call.hold())).status, 200);
  assert.equal((await t.clock.until(call.resume())).status, 200);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a re-INVITE while an earlier one of the same side is not answered gets 491 or 500', async () => {
  const { t, call, incoming } = await talking();
  incoming.onReinvite = () => true;
  const first = call.hold();
  await t.clock.advance(100);
  const second = await t.clock.until(call.resume());
  assert.ok(second.status === 491 || second.status === 500, String(second.status));
  await t.clock.until(call.hangUp());
  first.catch(() => {});
  await t.finish();
});

test('an INVITE without an offer is answered with one, and the answer in the ACK counts', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101', { offer: false });
  await t.until(() => call.state === 'ringing', 'it rings');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered' && callee.incoming.acknowledged, 'it is answered');
  call.media?.startTone(440);
  callee.incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(callee.incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a re-INVITE without an offer is answered with one', async () => {
  const { t, call, incoming } = await talking();
  assert.equal((await t.clock.until(call.reinvite({ offer: false }))).status, 200);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a change of codec in a call reaches the other phone', async () => {
  const { t, call, incoming } = await talking();
  assert.equal((await t.clock.until(call.reinvite({ codecs: [PCMU, TELEPHONE_EVENT] }))).status, 200);
  assert.deepEqual(
    incoming.media?.codecs.map(({ payloadType }) => payloadType),
    [0, 101],
  );
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  assert.equal(incoming.media?.packets.at(-1)?.payloadType, 0);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a change the other phone refuses is for one of them only, and both hear on', async () => {
  const { t, call, incoming } = await talking();
  incoming.onReinvite = (transaction) => {
    incoming.phone.respond(transaction, 488, 'Not Acceptable Here');
    return true;
  };
  assert.equal((await t.clock.until(call.reinvite({ codecs: [G722] }))).status, 200);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('an UPDATE in a call changes the session like a re-INVITE', async () => {
  const { t, call, incoming } = await talking();
  const sdp = writeSession({
    address: call.phone.address,
    port: call.media?.local.port ?? 0,
    codecs: [PCMA, PCMU, TELEPHONE_EVENT],
    direction: 'sendonly',
    version: 7,
  });
  const response = await t.clock.until(call.request('UPDATE', sdp));
  assert.equal(response.status, 200);
  assert.match(response.body, /a=(recvonly|inactive)/);
  assert.notEqual(incoming.remoteSession?.direction, 'sendrecv');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a copy of a BYE, a re-INVITE or an ACK is harmless', async () => {
  const { t, call, incoming } = await talking();
  t.network.setConditions({ duplicate: 1 });
  assert.equal((await t.clock.until(call.hold())).status, 200);
  assert.equal((await t.clock.until(call.resume())).status, 200);
  assert.equal((await t.clock.until(incoming.hangUp())).status, 200);
  await t.until(() => call.state === 'ended', 'the end arrives');
  await t.finish({ lossy: true });
});

test('the version in the o= line rises with every change and the session id stays', async () => {
  const { t, call, incoming } = await talking();
  const origins = [incoming.remoteSession?.origin ?? ''];
  await t.clock.until(call.hold());
  origins.push(incoming.remoteSession?.origin ?? '');
  await t.clock.until(call.resume());
  origins.push(incoming.remoteSession?.origin ?? '');
  const ids = new Set(origins.map((origin) => origin.split(' ')[1]));
  const versions = origins.map((origin) => Number(origin.split(' ')[2]));
  assert.equal(ids.size, 1);
  assert.ok(
    (versions[1] ?? 0) > (versions[0] ?? 0) && (versions[2] ?? 0) > (versions[1] ?? 0),
    versions.join(),
  );
  await t.clock.until(call.hangUp());
  await t.finish();
});
