/** Hold in every style and from both sides: RFC 3264 §8.4, RFC 6337 §5.3. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import type { Direction } from '../../testkit/phone-sdp.ts';

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  readonly incoming: PhoneCall;
}

async function talking(): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1000);
  return { t, call, incoming };
}

/** Whether the callee hears the caller, and the caller the callee. */
async function hearing({ t, call, incoming }: Stage): Promise<[boolean, boolean]> {
  call.media?.packets.splice(0);
  incoming.media?.packets.splice(0);
  await t.clock.advance(1500);
  return [incoming.media?.hears(440) ?? false, call.media?.hears(1000) ?? false];
}

async function offers(
  { t }: Stage,
  call: PhoneCall,
  direction: Direction,
  address?: string,
): Promise<string> {
  const answer = await t.clock.until(
    call.reinvite({ direction, ...(address === undefined ? {} : { address }) }),
  );
  assert.equal(answer.status, 200);
  return /a=(sendrecv|sendonly|recvonly|inactive)/.exec(answer.body)?.[1] ?? '';
}

const ZEROS = '0.0.0.0';
const STYLES: readonly [name: string, direction: Direction, address?: string][] = [
  ['sendonly', 'sendonly'],
  ['inactive', 'inactive'],
  ['zeros in the address', 'sendrecv', ZEROS],
  ['zeros in the address and sendonly', 'sendonly', ZEROS],
  ['zeros in the address and inactive', 'inactive', ZEROS],
];

for (const [name, direction, address] of STYLES.filter(([, direction]) => direction !== 'sendrecv')) {
  test(`both sides hold by ${name}: sound goes on when the last of them has resumed, whoever that is`, async () => {
    for (const first of ['caller', 'callee'] as const) {
      const stage = await talking();
      const { t, call, incoming } = stage;
      const [one, other] = first === 'caller' ? [call, incoming] : [incoming, call];
      await offers(stage, one, direction, address);
      await offers(stage, other, direction, address);
      assert.deepEqual(await hearing(stage), [false, false], 'both hold');
      await offers(stage, one, 'sendrecv');
      // Who holds by sendonly may play music; who holds hears nothing in any style.
      const played = direction === 'sendonly';
      assert.deepEqual(await hearing(stage), first === 'caller' ? [false, played] : [played, false]);
      await offers(stage, other, 'sendrecv');
      assert.deepEqual(await hearing(stage), [true, true], 'nobody holds any more');
      await t.clock.until(call.hangUp());
      await t.finish();
    }
  });
}

test('who is held is told so and may be played to; who holds is not heard by mistake', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  assert.equal(await offers(stage, call, 'sendonly'), 'recvonly');
  assert.equal(incoming.remoteSession?.direction, 'sendonly');
  assert.deepEqual(await hearing(stage), [true, false], 'music of the phone that holds');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that is held may hold, resume and change its mind without waking the other', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  await offers(stage, call, 'sendonly');
  assert.equal(await offers(stage, incoming, 'sendonly'), 'inactive', 'the other holds already');
  assert.equal(await offers(stage, incoming, 'sendonly'), 'inactive', 'once more changes nothing');
  assert.equal(await offers(stage, incoming, 'sendrecv'), 'sendonly', 'the other still holds');
  assert.deepEqual(await hearing(stage), [true, false]);
  await offers(stage, call, 'sendrecv');
  assert.deepEqual(await hearing(stage), [true, true]);
  await t.clock.until(incoming.hangUp());
  await t.finish();
});

test('a hold by zeros that is taken back by sendrecv with an address works in any mixture', async () => {
  const stage = await talking();
  const { t, call } = stage;
  for (const [, direction, address] of STYLES) {
    await offers(stage, call, direction, address);
    const [, hearsCallee] = await hearing(stage);
    assert.equal(hearsCallee, false);
    await offers(stage, call, 'sendrecv');
    assert.deepEqual(await hearing(stage), [true, true]);
  }
  await t.clock.until(call.hangUp());
  await t.finish();
});
