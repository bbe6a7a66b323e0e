/** Security requirements SR-28 and SR-29 for every kind of thing a phone's sound may meet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../../testkit/phone-call.ts';
import { OPUS, PCMA, type PhoneCodec, TELEPHONE_EVENT, writeSession } from '../../../testkit/phone-sdp.ts';
import { RtpProbe } from '../../../testkit/rtp-probe.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';

const STRANGER = '203.0.113.66';
const VICTIM = '203.0.113.77';
const SHOUT_HZ = 700;

type Kind = 'a relayed call' | 'a transcoded call' | 'the echo test' | 'a conference';
const KINDS: readonly Kind[] = ['a relayed call', 'a transcoded call', 'the echo test', 'a conference'];

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  /** Everyone whose ears are listened with, the caller first. */
  readonly ears: readonly PhoneCall[];
  /** What was sent to somebody who has no part in it. */
  readonly toVictim: readonly number[];
}

/** The caller's call into one kind of thing, with somebody else in it where there is one. */
async function calling(
  kind: Kind,
  onOffered: (call: PhoneCall) => Promise<void>,
  sdp?: string,
): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const toVictim: number[] = [];
  t.network.tap(({ atMs, to }) => {
    if (to.address === VICTIM) toVictim.push(atMs);
  });
  const caller = await t.registered('100', { personality: { codecs: [PCMA, TELEPHONE_EVENT] } });
  if (kind === 'a conference') {
    const other = await t.registered('101');
    const there = await other.call('900');
    await t.until(() => there.state === 'answered', 'somebody is there');
    const call = await caller.call('900', sdp === undefined ? {} : { sdp });
    await t.until(() => call.state === 'answered', 'it is answered');
    await onOffered(call);
    return { t, call, ears: [call, there], toVictim };
  }
  if (kind === 'the echo test') {
    const call = await caller.call('9043', sdp === undefined ? {} : { sdp });
    await t.until(() => call.state === 'answered', 'it is answered');
    await onOffered(call);
    return { t, call, ears: [call], toVictim };
  }
  const codecs: PhoneCodec[] = kind === 'a transcoded call' ? [OPUS] : [PCMA];
  const callee = await t.registered('101', { personality: { codecs } });
  if (kind === 'a transcoded call') {
    callee.onCall = (incoming) => {
      if (callee.calls.length === 1) incoming.reject(488, 'Not Acceptable Here');
    };
  }
  const call = await caller.call('101', sdp === undefined ? {} : { sdp });
  await t.until(() => callee.isCalled && callee.incoming.state === 'ringing', 'it rings');
  await onOffered(callee.incoming);
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered' && callee.incoming.acknowledged, 'it is answered');
  return { t, call, ears: [call, callee.incoming], toVictim };
}

async function shouterIn(t: ExchangeUnderTest, at: PhoneCall): Promise<RtpProbe> {
  const shouter = await RtpProbe.open({
    network: t.network.host(STRANGER),
    clock: t.clock,
    random: seededRandom(5),
    address: STRANGER,
    port: 4000,
  });
  const session = at.remoteSession ?? assert.fail('no port to shout at');
  shouter.codecs = session.codecs;
  shouter.remote = { family: 'ipv4', address: session.address, port: session.port };
  shouter.startTone(SHOUT_HZ, 12_000);
  return shouter;
}

for (const kind of KINDS) {
  test(`SR-28 in ${kind} nobody hears a stranger from the first packet on, and he hears nothing`, async () => {
    let shoutAt: PhoneCall | undefined;
    const { t, call, ears } = await calling(kind, async (offered) => {
      shoutAt = offered;
    });
    const shouter = await shouterIn(t, shoutAt ?? assert.fail());
    await t.clock.advance(1_000);
    for (const [i, ear] of ears.entries()) ear.media?.startTone(i === 0 ? 440 : 1000);
    await t.clock.advance(8_000);
    for (const ear of ears) {
      assert.ok(
        ear.media?.hears(ear === call && kind !== 'the echo test' ? 1000 : 440),
        'the phones are heard',
      );
      assert.equal(ear.media?.hears(SHOUT_HZ, 9_000), false);
    }
    assert.equal(shouter.packets.length, 0);
    shouter.close();
    for (const ear of ears) if (ear.direction === 'outgoing') await t.clock.until(ear.hangUp());
    await t.finish();
  });

  test(`SR-29 in ${kind} an address that never sends gets a second of sound at the most`, async () => {
    const sdp = writeSession({
      address: VICTIM,
      port: 4000,
      codecs: [PCMA, TELEPHONE_EVENT],
      direction: 'sendrecv',
      version: 1,
    });
    const { t, call, ears, toVictim } = await calling(kind, async () => {}, sdp);
    for (const ear of ears) if (ear !== call) ear.media?.startTone(1000);
    await t.clock.advance(20_000);
    assert.ok(toVictim.length <= 51, `${toVictim.length} packets at a third party`);
    for (const ear of ears) if (ear.direction === 'outgoing') await t.clock.until(ear.hangUp());
    await t.finish();
  });
}
