import assert from 'node:assert/strict';
import type { ExchangeUnderTest, PhoneSetUp } from '../../../testkit/exchange-under-test.ts';
import type { PhoneModel } from '../../../testkit/personalities/phone-model.ts';
import type { Phone } from '../../../testkit/phone.ts';
import type { PhoneCall } from '../../../testkit/phone-call.ts';

/** Where a model stands, so that it has the addresses it has in the field. */
export function placeOf(t: ExchangeUnderTest, model: PhoneModel): PhoneSetUp {
  const { personality, transport, port } = model;
  const phone = { personality, transport, ...(port === undefined ? {} : { port }) };
  switch (model.stands) {
    case 'behind a router':
      return { ...phone, nat: t.nat('203.0.113.200'), address: '192.168.1.20' };
    case 'on the network of the exchange':
      return { ...phone, address: '192.168.7.20' };
    case 'at a public address':
      return phone;
  }
}

/** Each side plays a tone, and hears the other's. */
export async function assertBothHear(
  t: ExchangeUnderTest,
  call: PhoneCall,
  incoming: PhoneCall,
  when: string,
): Promise<void> {
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(2000);
  assert.ok(incoming.media?.hears(440), `${when}: the called one hears`);
  assert.ok(call.media?.hears(1000), `${when}: the caller hears`);
}

/** On hold no sound reaches who holds; resumed, both hear. */
export async function assertHoldsAndResumes(
  t: ExchangeUnderTest,
  holder: PhoneCall,
  held: PhoneCall,
): Promise<void> {
  assert.equal((await t.clock.until(holder.hold())).status, 200);
  await t.clock.advance(1000);
  if (holder.phone.personality.holdStyle !== 'unsaid')
    assert.equal(holder.media?.loudness(), 0, 'the hold is understood');
  assert.equal((await t.clock.until(holder.resume())).status, 200);
  await assertBothHear(t, holder, held, 'after the hold');
}

export async function assertEnds(t: ExchangeUnderTest, hangsUp: PhoneCall, other: PhoneCall): Promise<void> {
  assert.equal((await t.clock.until(hangsUp.hangUp())).status, 200);
  await t.until(() => other.state === 'ended', 'the other side learns that it is over');
}

/** What every phone must be able to do, whatever is odd about it: call, be called, hold, be held, hang up. */
export async function assertTelephones(t: ExchangeUnderTest, odd: Phone, plain: Phone): Promise<void> {
  const out = await t.talk(odd, plain);
  await assertBothHear(t, out.call, out.incoming, 'calling');
  await assertHoldsAndResumes(t, out.call, out.incoming);
  await assertEnds(t, out.call, out.incoming);

  const back = await t.talk(plain, odd);
  await assertBothHear(t, back.call, back.incoming, 'called');
  await assertHoldsAndResumes(t, back.call, back.incoming);
  await assertEnds(t, back.incoming, back.call);
}

/** Leaves a conference with a key. */
export async function assertKeysAreUnderstood(t: ExchangeUnderTest, phone: Phone): Promise<void> {
  const bridge = await phone.call('900');
  await t.until(() => bridge.state === 'answered', 'the bridge lets it in');
  bridge.media?.startSilence();
  await t.clock.advance(1000);
  await t.clock.until(bridge.dial('#'));
  await t.until(() => bridge.state === 'ended', 'its key is understood', 3000);
}
