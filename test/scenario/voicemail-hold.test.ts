/** A phone that puts the exchange on hold while it records, speaks or waits for keys, and comes back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import type { Personality } from '../../testkit/phone-personality.ts';
import { tonePrompts } from '../../testkit/tone-prompts.ts';

const PROMPT_S = 0.4;
const VOICE_HZ = 440;
const MUSIC_HZ = 700;

async function start(): Promise<ExchangeUnderTest> {
  const t = await ExchangeUnderTest.start({ prompts: tonePrompts(PROMPT_S) });
  await t.addExtension('301');
  assert.ok((await t.console.mailboxes.set('301', { takesMessages: true })).ok);
  return t;
}

async function dial(
  t: ExchangeUnderTest,
  from: string,
  to: string,
  personality: Partial<Personality> = {},
): Promise<PhoneCall> {
  const phone = t.phones.find(({ number }) => number === from) ?? (await t.registered(from, { personality }));
  const call = await phone.call(to);
  await t.until(() => call.state === 'answered', `${to} answers`, 40_000);
  call.media?.startSilence();
  return call;
}

async function untilRecording(t: ExchangeUnderTest, call: PhoneCall): Promise<void> {
  await t.until(() => call.media?.hears(1_000, 100) === true, 'the tone', 10_000);
  await t.clock.advance(500);
}

function said(t: ExchangeUnderTest): string {
  return t.spoken
    .splice(0)
    .map((prompt) => prompt.slice(3))
    .join(' ');
}

/** Seconds in the mailbox, and how many messages. */
function kept(t: ExchangeUnderTest) {
  const shown = t.console.mailboxes.show('301');
  assert.ok(shown.ok);
  return { messages: shown.value.unheard + shown.value.heard, seconds: shown.value.seconds };
}

for (const holdStyle of ['sendonly', 'inactive', 'zero-address'] as const) {
  describe(`who holds by ${holdStyle}`, () => {
    test('while his message is recorded speaks on after it: what he said is one message, without the hold', async () => {
      const t = await start();
      const call = await dial(t, '302', '301', { holdStyle });
      await untilRecording(t, call);
      call.media?.startTone(VOICE_HZ);
      await t.clock.advance(3_000);
      await t.clock.until(call.hold());
      call.media?.startTone(MUSIC_HZ);
      await t.clock.advance(30_000);
      assert.equal(call.state, 'answered', 'half a minute of hold is no silence');
      await t.clock.until(call.resume());
      call.media?.startTone(VOICE_HZ);
      await t.clock.advance(3_000);
      await t.clock.until(call.hangUp());
      await t.clock.advance(200);
      const { messages, seconds } = kept(t);
      assert.equal(messages, 1);
      assert.ok(seconds >= 5 && seconds <= 7, `${seconds} s`);
      await t.finish();
    });

    test('while the greeting is said hears the rest of it after it, and then leaves his message', async () => {
      const t = await start();
      const call = await dial(t, '302', '301', { holdStyle });
      await t.clock.advance(600);
      await t.clock.until(call.hold());
      await t.clock.advance(20_000);
      assert.equal(call.media?.hears(1_000, 100), false, 'nothing is recorded meanwhile');
      await t.clock.until(call.resume());
      await untilRecording(t, call);
      call.media?.startTone(VOICE_HZ);
      await t.clock.advance(2_000);
      await t.clock.until(call.hangUp());
      await t.clock.advance(200);
      assert.equal(said(t), 'voicemail-of number-3 number-0 number-1 leave-message');
      assert.equal(kept(t).messages, 1);
      await t.finish();
    });

    test('while he is told the keys of his mailbox is still there after it, and is not asked in vain', async () => {
      const t = await start();
      const call = await dial(t, '301', '*97', { holdStyle });
      await t.clock.advance(200);
      await t.clock.until(call.hold());
      await t.clock.advance(60_000);
      assert.equal(call.state, 'answered');
      assert.equal(said(t), 'no-messages mailbox-keys');
      await t.clock.until(call.resume());
      await t.clock.advance(2_000);
      call.pressKey('5');
      await t.clock.advance(1_000);
      assert.match(said(t), /^voicemail-off mailbox-keys/);
      await t.clock.until(call.hangUp());
      await t.finish();
    });
  });
}

test('who hangs up while he holds has left what he said before', async () => {
  const t = await start();
  const call = await dial(t, '302', '301');
  await untilRecording(t, call);
  call.media?.startTone(VOICE_HZ);
  await t.clock.advance(3_000);
  await t.clock.until(call.hold());
  await t.clock.advance(5_000);
  await t.clock.until(call.hangUp());
  await t.clock.advance(200);
  const { messages, seconds } = kept(t);
  assert.equal(messages, 1);
  assert.ok(seconds >= 2 && seconds <= 4, `${seconds} s`);
  await t.finish();
});
