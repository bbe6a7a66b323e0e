import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G722, OPUS, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';

async function enter(t: ExchangeUnderTest, number: string, set = {}): Promise<PhoneCall> {
  const phone = await t.registered(number, set);
  const call = await phone.call('900');
  await t.until(() => call.state === 'answered', `${number} is let in`, 2000);
  call.media?.startSilence();
  return call;
}

const TONES = [440, 700, 1200];

async function threeSpeaking() {
  const t = await ExchangeUnderTest.start();
  await t.addConference('900');
  const calls = [
    await enter(t, '100'),
    await enter(t, '101', { personality: { codecs: [PCMU, TELEPHONE_EVENT] } }),
    await enter(t, '102', { family: 'ipv6', transport: 'TCP' }),
  ] as const;
  await t.clock.advance(2000);
  calls.forEach((call, index) => {
    call.media?.startTone(TONES[index] ?? 0, 6000);
  });
  await t.clock.advance(2000);
  return { t, calls };
}

function assertHears(call: PhoneCall, expected: readonly number[]): void {
  const heard = TONES.filter((frequency) => call.media?.hears(frequency));
  assert.deepEqual(heard, expected, `${call.phone.number} hears`);
}

test('three in a bridge hear each other and nobody hears himself', async () => {
  const { t, calls } = await threeSpeaking();
  assertHears(calls[0], [700, 1200]);
  assertHears(calls[1], [440, 1200]);
  assertHears(calls[2], [440, 700]);
  assert.equal(t.console.conferences.list()[0]?.participants, 3);
  for (const call of calls) await t.clock.until(call.hangUp());
  assert.equal(t.console.conferences.list()[0]?.participants, 0);
  assert.deepEqual(
    t.journal.of('conference-joined').map(({ participants }) => participants),
    [1, 2, 3],
  );
  await t.finish();
});

test('phones that speak nothing but G.722 or Opus are let in and hear each other in wideband', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('900');
  const calls = [
    await enter(t, '100', { personality: { codecs: [G722, TELEPHONE_EVENT] } }),
    await enter(t, '101', { personality: { codecs: [OPUS, TELEPHONE_EVENT] } }),
    await enter(t, '102'),
  ] as const;
  const [g722, opus, telephone] = calls;
  await t.clock.advance(5000);
  g722.media?.startTone(6200, 6000);
  await t.clock.advance(2000);
  assert.ok(opus.media?.hears(6200), `${opus.media?.amplitudeOf(6200)}`);
  assert.ok(!g722.media?.hears(6200));
  // 6200 Hz folded back at 8 kHz.
  assert.ok(!telephone.media?.hears(1800));
  g722.media?.startSilence();
  opus.media?.startTone(5100, 6000);
  await t.clock.advance(2000);
  assert.ok(g722.media?.hears(5100));
  assert.ok(!opus.media?.hears(5100));
  telephone.media?.startTone(700, 6000);
  await t.clock.advance(2000);
  assert.ok(g722.media?.hears(700) && opus.media?.hears(700));
  for (const call of calls) await t.clock.until(call.hangUp());
  await t.finish();
});

test('who leaves is not heard any more and the others go on', async () => {
  const { t, calls } = await threeSpeaking();
  await t.clock.until(calls[1].hangUp());
  await t.clock.advance(2500);
  assertHears(calls[0], [1200]);
  assertHears(calls[2], [440]);
  for (const call of [calls[0], calls[2]]) await t.clock.until(call.hangUp());
  await t.finish();
});

for (const way of ['RFC 4733', 'INFO'] as const) {
  for (const keys of ['1', '*6']) {
    test(`the keys ${keys} by ${way} mute, and again unmute`, async () => {
      const { t, calls } = await threeSpeaking();
      const press = async (): Promise<void> => {
        for (const key of keys) {
          if (way === 'INFO') assert.equal((await t.clock.until(calls[0].sendDtmfInfo(key))).status, 200);
          else calls[0].pressKey(key);
          await t.clock.advance(600);
        }
        await t.clock.advance(2500);
      };
      await press();
      assertHears(calls[1], [1200]);
      assertHears(calls[2], [700]);
      assertHears(calls[0], [700, 1200]);
      await press();
      assertHears(calls[1], [440, 1200]);
      for (const call of calls) await t.clock.until(call.hangUp());
      await t.finish();
    });
  }

  test(`the key # by ${way} leaves`, async () => {
    const { t, calls } = await threeSpeaking();
    if (way === 'INFO') await t.clock.until(calls[0].sendDtmfInfo('#'));
    else calls[0].pressKey('#');
    await t.until(() => calls[0].state === 'ended', 'the bridge ends the call', 3000);
    assert.equal(calls[0].endedBy, 'them');
    await t.clock.advance(2500);
    assertHears(calls[1], [1200]);
    for (const call of [calls[1], calls[2]]) await t.clock.until(call.hangUp());
    await t.finish();
  });
}

test('a key that is held down counts once', async () => {
  const { t, calls } = await threeSpeaking();
  calls[0].media?.pressKey('1', 1500);
  await t.clock.advance(5000);
  assertHears(calls[1], [1200]);
  for (const call of calls) await t.clock.until(call.hangUp());
  await t.finish();
});

test('others hear a tone when somebody comes or goes', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('900');
  const first = await enter(t, '100');
  await t.clock.advance(3000);
  assert.ok((first.media?.loudness() ?? 0) < 20, 'silence before');
  const second = await enter(t, '101');
  await t.clock.advance(400);
  assert.ok((first.media?.loudness(400) ?? 0) > 50, 'a tone for who comes');
  await t.clock.advance(3000);
  assert.ok((first.media?.loudness() ?? 0) < 20, 'silence between');
  await t.clock.until(second.hangUp());
  await t.clock.advance(400);
  assert.ok((first.media?.loudness(400) ?? 0) > 50, 'a tone for who goes');
  await t.clock.until(first.hangUp());
  await t.finish();
});

test('who is alone hears nothing, not even himself', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('900');
  const call = await enter(t, '100');
  await t.clock.advance(3000);
  call.media?.startTone(440);
  await t.clock.advance(2000);
  assert.equal(call.media?.hears(440), false);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('forty in a bridge hear the one who speaks', { timeout: 60_000 }, async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  await t.addConference('900');
  const calls: PhoneCall[] = [];
  for (let i = 0; i < 40; i += 1)
    calls.push(await enter(t, String(200 + i), { personality: { codecs: [PCMA, TELEPHONE_EVENT] } }));
  const speaker = calls[7] ?? assert.fail();
  await t.clock.advance(2000);
  speaker.media?.startTone(440);
  await t.clock.advance(1000);
  assert.equal(calls.filter((call) => call.media?.hears(440)).length, 39);
  assert.equal(speaker.media?.hears(440), false);
  for (const call of calls) await t.clock.until(call.hangUp());
  await t.finish();
});

test('who holds the bridge does not play his music into it, and hears it again after', async () => {
  const { t, calls } = await threeSpeaking();
  assert.equal((await t.clock.until(calls[0].hold())).status, 200);
  await t.clock.advance(2500);
  assert.ok((calls[0].media?.loudness() ?? 0) < 20);
  assert.equal((await t.clock.until(calls[0].resume())).status, 200);
  await t.clock.advance(2500);
  assertHears(calls[0], [700, 1200]);
  assertHears(calls[1], [440, 1200]);
  for (const call of calls) await t.clock.until(call.hangUp());
  await t.finish();
});

test('sound that comes late, twice, out of order or not at all is still heard', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('900');
  const speaker = await enter(t, '100');
  const listener = await enter(t, '101');
  t.network.setConditions({ loss: 0.05, jitterMs: 30, duplicate: 0.05 });
  speaker.media?.startTone(440);
  await t.clock.advance(3000);
  // Packets lost or doubled on the way to the listener break the phase, so the tone is looked for in short pieces.
  let pieces = 0;
  for (let piece = 0; piece < 20; piece += 1) {
    await t.clock.advance(100);
    if ((listener.media?.amplitudeOf(440, 60) ?? 0) > 2000) pieces += 1;
  }
  assert.ok(pieces >= 18, `heard in ${pieces} pieces of 20`);
  assert.ok((listener.media?.loudness(2000) ?? 0) > 4000);
  t.network.setConditions({ loss: 0, jitterMs: 0, duplicate: 0 });
  for (const call of [speaker, listener]) await t.clock.until(call.hangUp());
  await t.finish({ lossy: true });
});

test('a bridge that does not exist is an unknown number, and removing one ends its calls', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const nowhere = await phone.call('901');
  await t.until(() => nowhere.state === 'ended', 'it is refused');
  assert.equal(nowhere.finalStatus, 404);
  await t.addConference('900');
  const call = await phone.call('900');
  await t.until(() => call.state === 'answered', 'it is let in');
  assert.ok((await t.console.conferences.remove('900')).ok);
  await t.until(() => call.state === 'ended', 'the bridge is closed', 2000);
  await t.finish();
});

test('a phone that vanishes from a bridge is put out of it', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('900');
  const call = await enter(t, '100');
  const other = await enter(t, '101');
  await t.clock.advance(3000);
  call.phone.powered = false;
  call.media?.stop();
  await t.until(() => t.console.conferences.list()[0]?.participants === 1, 'it is put out', 45_000);
  assert.equal(other.state, 'answered');
  await t.clock.until(other.hangUp());
  await t.finish();
});

test('a bridge with a PIN lets in who knows it and nobody else, and ends the call after three wrong ones', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('905', '482913');
  const type = async (call: PhoneCall, keys: string): Promise<void> => {
    for (const key of keys) {
      call.pressKey(key);
      await t.clock.advance(400);
    }
  };
  const enter905 = async (number: string): Promise<PhoneCall> => {
    const call = await (await t.registered(number)).call('905');
    await t.until(() => call.state === 'answered', 'it is answered');
    call.media?.startSilence();
    await t.clock.advance(500);
    return call;
  };
  const participants = (): number | undefined =>
    t.console.conferences.list().find(({ number }) => number === '905')?.participants;
  const member = await enter905('100');
  assert.equal(participants(), 0);
  await type(member, '482913#');
  await t.clock.advance(1000);
  assert.equal(participants(), 1);
  member.media?.startTone(440);
  const guesser = await enter905('101');
  await t.clock.advance(2000);
  assert.equal(guesser.media?.hears(440), false, 'nothing is heard before the PIN');
  for (const wrong of ['111111#', '222222#', '333333#']) await type(guesser, wrong);
  await t.until(() => guesser.state === 'ended', 'three wrong ones end the call', 5000);
  assert.equal(participants(), 1);
  await t.clock.until(member.hangUp());
  await t.finish();
});

test('two hundred find room in a bridge for two hundred, all hear the one who speaks, and the next is told it is full', {
  timeout: 120_000,
}, async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  assert.ok((await t.console.conferences.change('900', { maxParticipants: 200 })).ok);
  const calls: PhoneCall[] = [];
  for (let i = 0; i < 200; i += 1) {
    const call = await (await t.registered(String(200 + i))).call('900');
    await t.until(() => call.state === 'answered', 'it is let in');
    calls.push(call);
  }
  const late = await (await t.registered('500')).call('900');
  await t.until(() => late.state === 'ended', 'it is refused');
  assert.equal(late.finalStatus, 486);
  // Who has not sent anything yet may be behind a router, and is sent to only where its description says.
  for (const call of calls) call.media?.startSilence();
  await t.clock.advance(1000);
  calls[7]?.media?.startTone(440);
  await t.clock.advance(800);
  assert.equal(calls.filter((call) => call.media?.hears(440, 400)).length, 199);
  for (const call of calls) void call.hangUp();
  await t.clock.advance(1000);
  assert.equal(t.console.conferences.list()[0]?.participants, 0);
  await t.finish();
});
