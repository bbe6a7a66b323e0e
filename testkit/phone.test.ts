import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorization, readChallenge } from './digest-client.ts';
import { FakeClock } from './fake-clock.ts';
import { type Conditions, MemoryNetwork } from './memory-network.ts';
import { Phone } from './phone.ts';
import type { Personality } from './phone-personality.ts';
import { USUAL_SDP } from './phone-sdp.ts';
import { seededRandom } from './seeded-random.ts';

/** Two phones that call each other without an exchange between them. */
async function twoPhones(
  conditions: Partial<Conditions> = {},
  personality: Partial<Personality> = {},
): Promise<{ clock: FakeClock; alice: Phone; bob: Phone }> {
  const clock = new FakeClock();
  const random = seededRandom(1);
  const network = new MemoryNetwork({ clock, random, ...conditions });
  const phone = (number: string, address: string, other: string): Promise<Phone> =>
    Phone.start({
      network: network.host(address),
      clock,
      random,
      exchange: { family: 'ipv4', address: other, port: 5060 },
      address,
      number,
      password: 'secret',
      domain: other,
      personality,
    });
  const alice = await phone('100', '198.51.100.1', '198.51.100.2');
  const bob = await phone('101', '198.51.100.2', '198.51.100.1');
  return { clock, alice, bob };
}

test('the digest of RFC 7616 §3.9.1 comes out, in MD5 and in SHA-256', () => {
  const answer = (algorithm: string): string => {
    const challenge = readChallenge(
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
    );
    assert.ok(challenge);
    return authorization(
      challenge,
      { username: 'Mufasa', password: 'Circle of Life' },
      { method: 'GET', uri: '/dir/index.html' },
      { nc: 1, cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
    );
  };
  assert.match(answer('MD5'), /response="8ca523f5e9506fed4657c9700eebdbec"/);
  assert.match(
    answer('SHA-256'),
    /response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"/,
  );
});

test('a call rings, is answered, carries sound both ways, is held, resumed and ended', async () => {
  const { clock, alice, bob } = await twoPhones();
  const call = await alice.call('101');
  await clock.advance(100);
  assert.deepEqual(call.statuses, [100, 180]);
  await bob.incoming.answer();
  await clock.advance(100);
  assert.equal(call.state, 'answered');
  assert.ok(bob.incoming.acknowledged);
  call.media?.startTone(440);
  bob.incoming.media?.startTone(1000);
  await clock.advance(1000);
  assert.ok(bob.incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  assert.ok(!call.media?.hears(440));
  assert.equal((await clock.until(call.hold())).status, 200);
  await clock.advance(1000);
  assert.equal(call.media?.loudness(), 0);
  assert.equal((await clock.until(call.resume())).status, 200);
  await clock.advance(1000);
  assert.ok(call.media?.hears(1000));
  assert.equal((await clock.until(bob.incoming.hangUp())).status, 200);
  assert.equal(call.state, 'ended');
  assert.equal(call.endedBy, 'them');
  await clock.advance(40_000);
  assert.deepEqual([alice.problems, bob.problems], [[], []]);
  assert.equal(clock.pendingTimers, 0);
});

test('an offer that comes with the answer is answered in the ACK', async () => {
  const { clock, alice, bob } = await twoPhones();
  const call = await alice.call('101', { offer: false });
  await clock.advance(100);
  await bob.incoming.answer();
  await clock.advance(100);
  call.media?.startTone(440);
  bob.incoming.media?.startTone(1000);
  await clock.advance(1000);
  assert.ok(bob.incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  assert.deepEqual([alice.problems, bob.problems], [[], []]);
});

test('a call that is cancelled ends with 487, one that is refused with its status', async () => {
  const { clock, alice, bob } = await twoPhones();
  const cancelled = await alice.call('101');
  await clock.advance(100);
  cancelled.cancel();
  await clock.advance(100);
  assert.equal(cancelled.finalStatus, 487);
  assert.equal(bob.incoming.state, 'ended');
  const refused = await alice.call('101');
  await clock.advance(100);
  bob.incoming.reject(486, 'Busy Here');
  await clock.advance(100);
  assert.equal(refused.finalStatus, 486);
  await clock.advance(40_000);
  assert.deepEqual([alice.problems, bob.problems], [[], []]);
  assert.equal(clock.pendingTimers, 0);
});

test('calls succeed over a network that loses, repeats and reorders', async () => {
  const { clock, alice, bob } = await twoPhones({ loss: 0.15, duplicate: 0.05, jitterMs: 30 });
  for (let round = 0; round < 20; round += 1) {
    const call = await alice.call('101');
    bob.onCall = (incoming) => void incoming.answer();
    assert.ok(await clock.advanceUntil(() => call.state === 'answered', 32_000));
    assert.ok(await clock.advanceUntil(() => bob.incoming.acknowledged, 32_000));
    assert.equal((await clock.until(call.hangUp())).status, 200);
  }
});

test('keys pressed by RFC 4733 and by INFO arrive', async () => {
  const { clock, alice, bob } = await twoPhones();
  bob.onCall = (incoming) => void incoming.answer();
  const call = await alice.call('101');
  await clock.advance(100);
  call.media?.startTone(440);
  await clock.advance(100);
  call.pressKey('6');
  await clock.advance(500);
  const events = bob.incoming.media?.packets.filter(({ payloadType }) => payloadType === 101) ?? [];
  assert.equal(events.length, 11);
  assert.equal(new Set(events.map(({ timestamp }) => timestamp)).size, 1);
  assert.deepEqual(events.map(({ marker }) => marker).filter(Boolean), [true]);
  assert.equal((await clock.until(call.sendDtmfInfo('#'))).status, 200);
  assert.match(bob.incoming.infos[0]?.body ?? '', /Signal=#/);
});

test('a phone with odd habits is understood by another', async () => {
  const { clock, alice, bob } = await twoPhones(
    {},
    {
      rport: false,
      compactHeaders: true,
      fixedOrigin: '8000 8000',
      sdpWording: { ...USUAL_SDP, connection: 'media', mapsStatic: false },
      contactInDialog: false,
    },
  );
  const call = await alice.call('101');
  bob.onCall = (incoming) => void incoming.answer();
  await clock.advance(100);
  assert.equal(call.state, 'answered');
  assert.equal((await clock.until(call.hangUp())).status, 200);
  assert.match(alice.sentText, /^v: SIP/m);
});

test('a text message is shown with its sender, in a call as well as outside of one', async () => {
  const { clock, alice, bob } = await twoPhones();
  assert.equal((await clock.until(alice.message('101', 'Één bericht'))).status, 200);
  assert.deepEqual(
    bob.mail.texts.map(({ from, text }) => [from, text]),
    [['100', 'Één bericht']],
  );
  const call = await alice.call('101');
  await clock.advance(100);
  await bob.incoming.answer();
  await clock.advance(100);
  assert.equal(
    (await clock.until(call.request('MESSAGE', '73', [['Content-Type', 'text/plain']]))).status,
    200,
  );
  assert.deepEqual(
    bob.incoming.texts.map(({ text }) => text),
    ['73'],
  );
  await clock.until(call.hangUp());
  await clock.advance(40_000);
  assert.deepEqual([alice.problems, bob.problems], [[], []]);
});

test('a phone that cannot be watched ends the subscription with its refusal', async () => {
  const { alice, bob } = await twoPhones();
  const clock = alice.clock as FakeClock;
  const watching = alice.subscribe('101', 'dialog', { expires: 60 });
  const subscription = await clock.until(watching);
  assert.equal(subscription.finalStatus, 501);
  assert.equal(subscription.state, 'terminated');
  assert.equal(bob.received('SUBSCRIBE').length, 1);
});
