/** Voicemail: who may leave a message, what its holder hears, and that nothing of it is lost or left behind. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExchangeUnderTest, type UnderTestOptions } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G722, OPUS, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { tonePrompts } from '../../testkit/tone-prompts.ts';

/** Of one prompt. */
const PROMPT_S = 0.4;
/** What callers "say": a tone that no prompt has. */
const VOICE_HZ = 440;

/** 301 has voicemail and no phone; a caller 302. */
async function start(options: UnderTestOptions = {}): Promise<ExchangeUnderTest> {
  const t = await ExchangeUnderTest.start({ prompts: tonePrompts(PROMPT_S), ...options });
  await t.addExtension('301');
  const set = await t.console.mailboxes.set('301', { takesMessages: true });
  assert.ok(set.ok);
  return t;
}

function phoneOf(t: ExchangeUnderTest, number: string): Promise<Phone> | Phone {
  return t.phones.find((phone) => phone.number === number) ?? t.registered(number);
}

async function dial(t: ExchangeUnderTest, from: string, to: string): Promise<PhoneCall> {
  const phone = await phoneOf(t, from);
  const call = await phone.call(to);
  await t.until(() => call.state === 'answered', `${to} answers`, 40_000);
  call.media?.startSilence();
  return call;
}

/** Waits until the tone has been heard: now the exchange records. */
async function untilRecording(t: ExchangeUnderTest, call: PhoneCall): Promise<void> {
  await t.until(() => call.media?.hears(1_000, 100) === true, 'the tone', 10_000);
  await t.clock.advance(500);
}

/** Leaves a message of so many seconds and hangs up, or ends it with #. */
async function leave(
  t: ExchangeUnderTest,
  { from = '302', to = '301', seconds = 2, how = 'hang up' as 'hang up' | '#' } = {},
): Promise<PhoneCall> {
  const call = await dial(t, from, to);
  await untilRecording(t, call);
  call.media?.startTone(VOICE_HZ);
  await t.clock.advance(seconds * 1_000);
  if (how === '#') {
    call.media?.startSilence();
    call.pressKey('#');
    await t.until(() => call.state === 'ended', 'the exchange hangs up', 5_000);
  } else await t.clock.until(call.hangUp());
  await t.clock.advance(100);
  return call;
}

function counts(t: ExchangeUnderTest, extension = '301') {
  const shown = t.console.mailboxes.show(extension);
  assert.ok(shown.ok);
  const { unheard, heard } = shown.value;
  return { unheard, heard };
}

function said(t: ExchangeUnderTest): string {
  const names = t.spoken.splice(0).map((prompt) => prompt.slice(3));
  return names.join(' ').replaceAll('number-', '').replaceAll('letter-', '');
}

/** Presses a key and gives what was said from then on until nothing more is. */
async function press(t: ExchangeUnderTest, call: PhoneCall, key: string): Promise<string> {
  t.spoken.length = 0;
  call.pressKey(key);
  await t.clock.advance(1_000);
  return said(t);
}

describe('who does not get through', () => {
  test('hears whose voicemail it is, and leaves a message by hanging up', async () => {
    const t = await start();
    await leave(t);
    assert.equal(said(t), 'voicemail-of 3 0 1 leave-message');
    assert.deepEqual(counts(t), { unheard: 1, heard: 0 });
    const listed = await t.console.history.listCalls({ limit: 1 });
    assert.ok(listed.ok);
    await t.finish();
  });

  test('may end with #, by RFC 4733 and by INFO, and hears that it is kept', async () => {
    const t = await start();
    await leave(t, { how: '#' });
    assert.match(said(t), / message-saved$/);
    const call = await dial(t, '302', '301');
    await untilRecording(t, call);
    call.media?.startTone(VOICE_HZ);
    await t.clock.advance(2_000);
    await t.clock.until(call.sendDtmfInfo('#'));
    await t.until(() => call.state === 'ended', 'the exchange hangs up', 5_000);
    assert.match(said(t), / message-saved$/);
    assert.deepEqual(counts(t), { unheard: 2, heard: 0 });
    await t.finish();
  });

  test('need not hear the greeting to its end, and may begin anew with *', async () => {
    const t = await start();
    const call = await dial(t, '302', '301');
    await t.clock.advance(300);
    call.pressKey('#');
    await untilRecording(t, call);
    call.media?.startTone(VOICE_HZ);
    await t.clock.advance(4_000);
    call.pressKey('*');
    await untilRecording(t, call);
    await t.clock.advance(1_500);
    await t.clock.until(call.hangUp());
    await t.clock.advance(100);
    const shown = t.console.mailboxes.show('301');
    assert.ok(shown.ok && shown.value.unheard === 1 && shown.value.seconds < 4, JSON.stringify(shown));
    await t.finish();
  });

  test('is one who meets a busy holder, no answer, a declined call, do not disturb', async () => {
    const t = await start();
    const holder = await t.registered('301');
    const busy = await (await t.registered('302')).call('301');
    await t.until(() => holder.isCalled, 'it rings');
    holder.incoming.reject(486);
    await t.until(() => busy.state === 'answered', 'voicemail answers');
    busy.media?.startSilence();
    await t.clock.until(busy.hangUp());

    const unanswered = await (await t.registered('303')).call('301');
    await t.until(() => holder.calls.length === 2, 'it rings');
    await t.until(() => unanswered.state === 'answered', 'voicemail answers', 25_000);
    assert.equal(holder.incoming.state, 'ended');
    unanswered.media?.startSilence();
    await t.clock.until(unanswered.hangUp());

    assert.ok((await t.console.callFeatures.set('301', { doNotDisturb: true })).ok);
    const disturbing = await dial(t, '302', '301');
    await t.clock.until(disturbing.hangUp());
    assert.equal(holder.calls.length, 2);
    assert.deepEqual(counts(t), { unheard: 0, heard: 0 });
    await t.finish();
  });

  test('is refused as before where voicemail is off, which it is until somebody switches it on', async () => {
    const t = await start();
    await t.addExtension('304');
    const call = await (await t.registered('302')).call('304');
    await t.until(() => call.state === 'ended', 'refused', 5_000);
    assert.equal(call.finalStatus, 480);
    await t.finish();
  });

  test('goes where the holder forwards his calls, and to voicemail only beyond', async () => {
    const t = await start();
    const third = await t.registered('305');
    assert.ok((await t.console.callFeatures.set('301', { forwardNoAnswer: '305' })).ok);
    const call = await (await t.registered('302')).call('301');
    await t.until(() => third.isCalled, '305 rings');
    third.incoming.reject(486);
    await t.until(() => call.state === 'ended', 'busy');
    assert.equal(call.finalStatus, 486);
    assert.ok((await t.console.mailboxes.set('305', { takesMessages: true })).ok);
    const again = await (await phoneOf(t, '302')).call('301');
    await t.until(() => third.calls.length === 2, '305 rings');
    third.incoming.reject(486);
    await t.until(() => again.state === 'answered', 'voicemail of 305');
    again.media?.startSilence();
    await t.clock.advance(1_000);
    assert.match(said(t), /voicemail-of 3 0 5/);
    await t.clock.until(again.hangUp());
    await t.finish();
  });

  test('of a suspended holder leaves nothing', async () => {
    const t = await start();
    assert.ok((await t.console.suspensions.suspend({ scope: ['301'] })).ok);
    const call = await (await t.registered('302')).call('301');
    await t.until(() => call.state === 'ended', 'refused', 5_000);
    assert.equal(call.finalStatus, 480);
    await t.finish();
  });

  test('says nothing: nothing is kept, whether he waits or hangs up', async () => {
    const t = await start();
    const waits = await dial(t, '302', '301');
    await untilRecording(t, waits);
    await t.until(() => waits.state === 'ended', 'the exchange hangs up', 12_000);
    assert.match(said(t), / message-empty$/);
    for (const afterMs of [0, 50, 1_000, 2_500, 4_000]) {
      const call = await dial(t, '302', '301');
      await t.clock.advance(afterMs);
      await t.clock.until(call.hangUp());
    }
    assert.deepEqual(counts(t), { unheard: 0, heard: 0 });
    await t.finish();
  });

  test('speaks for two minutes at most', async () => {
    const t = await start();
    const call = await dial(t, '302', '301');
    await untilRecording(t, call);
    call.media?.startTone(VOICE_HZ);
    await t.until(() => call.state === 'ended', 'the exchange hangs up', 130_000);
    const shown = t.console.mailboxes.show('301');
    assert.ok(shown.ok && shown.value.seconds === 120);
    assert.match(said(t), / message-saved$/);
    await t.finish();
  });

  test('finds no room behind twenty messages', async () => {
    const t = await start();
    for (let i = 0; i < 20; i++) await leave(t, { seconds: 1 });
    assert.deepEqual(counts(t), { unheard: 20, heard: 0 });
    said(t);
    const call = await dial(t, '302', '301');
    await t.until(() => call.state === 'ended', 'the exchange hangs up', 5_000);
    assert.equal(said(t), 'mailbox-full');
    await t.finish();
  });

  test('is told when the disk takes nothing, and tries again later', async () => {
    const t = await start();
    await t.registered('302');
    t.fault.refuses = 'full';
    await leave(t, { how: '#' });
    assert.match(said(t), / message-not-saved$/);
    t.fault.refuses = undefined;
    await leave(t);
    assert.deepEqual(counts(t), { unheard: 1, heard: 0 });
    await t.finish();
  });

  test('may still be on the line when the exchange closes', async () => {
    const t = await start();
    const call = await dial(t, '302', '301');
    await untilRecording(t, call);
    call.media?.startTone(VOICE_HZ);
    await t.clock.advance(3_000);
    call.media?.stop();
    await t.restart('close');
    assert.deepEqual(counts(t), { unheard: 1, heard: 0 });
    await t.finish();
  });
});

describe('the holder', () => {
  test('hears how many there are, when each came and from whom, and the message itself', async () => {
    const t = await start();
    await leave(t);
    await leave(t, { from: '303' });
    said(t);
    const call = await dial(t, '301', '*97');
    await t.until(() => call.media?.hears(VOICE_HZ, 100) === true, 'the message', 10_000);
    assert.match(said(t), /^you-have 2 new-messages message 1 today \d+ hours [a-z\d ]*from-number 3 0 2$/);
    await t.until(() => counts(t).heard === 1, 'the first is heard', 5_000);
    await t.clock.advance(1_000);
    assert.equal(said(t), 'message-keys');
    assert.match(await press(t, call, '2'), /^message 2 today .* from-number 3 0 3$/);
    await t.until(() => counts(t).heard === 2, 'the second is heard', 9_000);
    await t.clock.advance(1_000);
    assert.match(await press(t, call, '2'), /^no-more-messages mailbox-keys$/);
    assert.equal(await press(t, call, '#'), '');
    await t.until(() => call.state === 'ended', 'the exchange hangs up', 1_000);
    await t.finish();
  });

  for (const codec of [PCMA, PCMU, G722, OPUS]) {
    test(`is heard and hears in ${codec.encoding}, as loud as prompts are`, async () => {
      const t = await start();
      const personality = { codecs: [codec, TELEPHONE_EVENT] };
      await t.registered('302', { personality });
      await leave(t, { seconds: 3 });
      await t.registered('301', { personality });
      const call = await dial(t, '301', '9097');
      await t.until(() => call.media?.hears(VOICE_HZ, 100) === true, 'the message', 10_000);
      await t.clock.advance(500);
      // The loudness of prompts: speech of -22 dB below full scale, and a sine of that power.
      const level = 20 * Math.log10((call.media?.amplitudeOf(VOICE_HZ, 400) ?? 0) / 32_768 / Math.SQRT2);
      assert.ok(Math.abs(level - -22) < 1, `${level}`);
      await t.clock.until(call.hangUp());
      await t.finish();
    });
  }

  test('goes through them by key: again, delete, save', async () => {
    const t = await start();
    for (const from of ['302', '303', '304']) await leave(t, { from, seconds: 1 });
    const call = await dial(t, '301', '*97');
    await t.clock.advance(1_000);
    said(t);
    assert.match(await press(t, call, '1'), /^message 1 .* 3 0 2$/);
    assert.match(await press(t, call, '3'), /^message-deleted message 2 .* 3 0 3$/);
    assert.deepEqual(counts(t), { unheard: 2, heard: 0 });
    assert.match(await press(t, call, '4'), /^message-kept message 3 .* 3 0 4$/);
    assert.deepEqual(counts(t), { unheard: 1, heard: 1 });
    assert.equal(await press(t, call, '3'), 'message-deleted no-more-messages mailbox-keys');
    assert.deepEqual(counts(t), { unheard: 0, heard: 1 });
    assert.match(await press(t, call, '1'), /^message 1 .* 3 0 3$/);
    assert.equal(await press(t, call, '*'), 'mailbox-keys');
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('hears that there is nothing, and is said good-bye when he does nothing', async () => {
    const t = await start();
    const call = await dial(t, '301', '*97');
    await t.until(() => call.state === 'ended', 'the exchange hangs up', 60_000);
    assert.equal(said(t), 'no-messages mailbox-keys mailbox-keys mailbox-keys goodbye');
    await t.finish();
  });

  test('switches voicemail off and on by phone', async () => {
    const t = await start();
    const call = await dial(t, '301', '*97');
    assert.equal(await press(t, call, '5'), 'voicemail-off mailbox-keys');
    const caller = await (await t.registered('302')).call('305');
    await t.until(() => caller.state === 'ended', 'refused', 5_000);
    assert.equal(await press(t, call, '5'), 'voicemail-on mailbox-keys');
    t.fault.refuses = 'full';
    assert.equal(await press(t, call, '5'), 'not-possible-now mailbox-keys');
    t.fault.refuses = undefined;
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('who was never given voicemail is told that it is off', async () => {
    const t = await start();
    const call = await dial(t, '302', '*97');
    await t.clock.advance(500);
    assert.match(said(t), /^voicemail-off no-messages/);
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('records a greeting of his own, hears it, and goes back to the usual one', async () => {
    const t = await start();
    assert.ok((await t.console.callFeatures.set('301', { doNotDisturb: true })).ok);
    const call = await dial(t, '301', '*97');
    assert.equal(await press(t, call, '0'), 'greeting-keys');
    assert.equal(await press(t, call, '1'), 'record-greeting');
    await untilRecording(t, call);
    call.media?.startTone(VOICE_HZ);
    await t.clock.advance(2_000);
    call.media?.startSilence();
    assert.equal(await press(t, call, '#'), 'greeting-saved greeting-keys');
    await t.clock.advance(500);
    call.pressKey('2');
    await t.until(() => call.media?.hears(VOICE_HZ, 100) === true, 'the greeting');
    const caller = await dial(t, '302', '301');
    await t.until(() => caller.media?.hears(VOICE_HZ, 100) === true, 'the greeting', 2_000);
    await untilRecording(t, caller);
    await t.clock.until(caller.hangUp());
    assert.equal(await press(t, call, '3'), 'greeting-usual greeting-keys');
    const usual = await dial(t, '302', '301');
    await t.clock.advance(500);
    assert.match(said(t), /voicemail-of/);
    for (const each of [call, usual]) await t.clock.until(each.hangUp());
    await t.finish();
  });

  test('keeps the old greeting when he says nothing, thinks better of it, or the disk is full', async () => {
    const t = await start();
    const call = await dial(t, '301', '*97');
    await press(t, call, '0');
    await press(t, call, '1');
    await untilRecording(t, call);
    assert.equal(await press(t, call, '*'), 'greeting-keys');
    await press(t, call, '1');
    await untilRecording(t, call);
    assert.equal(await press(t, call, '#'), 'nothing-recorded greeting-keys');
    await press(t, call, '1');
    await untilRecording(t, call);
    call.media?.startTone(VOICE_HZ);
    await t.clock.advance(1_000);
    t.fault.refuses = 'full';
    call.media?.startSilence();
    assert.equal(await press(t, call, '#'), 'not-possible-now greeting-keys');
    t.fault.refuses = undefined;
    const shown = t.console.mailboxes.show('301');
    assert.equal(shown.ok && shown.value.ownGreeting, false);
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('whose disk is full loses nothing: what he deletes stays', async () => {
    const t = await start();
    await leave(t);
    const call = await dial(t, '301', '*97');
    await t.clock.advance(500);
    t.fault.refuses = 'full';
    assert.equal(await press(t, call, '3'), 'not-possible-now message-keys');
    t.fault.refuses = undefined;
    assert.deepEqual(counts(t), { unheard: 1, heard: 0 });
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('who hangs up at any moment leaves nothing behind', async () => {
    const t = await start();
    await leave(t);
    for (const afterMs of [0, 50, 400, 2_500, 4_000, 6_000]) {
      const call = await dial(t, '301', '*97');
      await t.clock.advance(afterMs);
      await t.clock.until(call.hangUp());
    }
    await t.finish();
  });

  test('who calls his own number from outside his shack gets his mailbox, not a message to himself', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const call = await phone.call('301');
    await t.until(() => call.state === 'answered', 'answered');
    call.media?.startSilence();
    await t.clock.advance(500);
    assert.match(said(t), /^no-messages/);
    await t.clock.until(call.hangUp());
    await t.finish();
  });
});

describe('messages', () => {
  test('outlive a crash, unheard as they were, and the lamp of a phone that registers is lit', async () => {
    const t = await start();
    await leave(t);
    await t.restart('crash');
    assert.deepEqual(counts(t), { unheard: 1, heard: 0 });
    const phone = await t.registered('301');
    await t.clock.advance(2_000);
    const lamp = () => phone.mail.notifies.at(-1)?.body ?? '';
    assert.match(lamp(), /Messages-Waiting: yes\r\n[\s\S]*Voice-Message: 1\/0/);
    const call = await dial(t, '301', '*97');
    await t.until(() => counts(t).heard === 1, 'heard', 10_000);
    await t.clock.advance(1_500);
    assert.match(lamp(), /Messages-Waiting: no\r\n[\s\S]*Voice-Message: 0\/1/);
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('go after thirty days, saved ones thirty days after they were saved', async () => {
    const t = await start();
    await leave(t);
    await leave(t, { from: '303' });
    const day = 86_400_000;
    t.clock.jumpWallTime(20 * day);
    const call = await dial(t, '301', '*97');
    await t.clock.advance(500);
    await press(t, call, '4');
    await t.clock.until(call.hangUp());
    t.clock.jumpWallTime(11 * day);
    await t.clock.advance(3_700_000);
    assert.deepEqual(counts(t), { unheard: 0, heard: 1 });
    await t.restart('crash');
    assert.deepEqual(counts(t), { unheard: 0, heard: 1 });
    await t.finish();
  });

  test('go with the extension; who left them is nobody once his is gone', async () => {
    const t = await start();
    await leave(t);
    assert.ok((await t.console.extensions.remove('302')).ok);
    const call = await dial(t, '301', '*97');
    await t.clock.advance(1_000);
    assert.doesNotMatch(said(t), /from-number/);
    await t.clock.until(call.hangUp());
    assert.ok((await t.console.extensions.remove('301')).ok);
    await t.addExtension('301');
    assert.deepEqual(counts(t), { unheard: 0, heard: 0 });
    assert.deepEqual(t.console.mailboxes.list(), []);
    await t.restart('crash');
    assert.deepEqual(t.console.mailboxes.list(), []);
    await t.finish();
  });

  test('are emptied by an administrator, who sees counts and no callers', async () => {
    const t = await start();
    await leave(t);
    const [mailbox] = t.console.mailboxes.list();
    const bytes = mailbox?.bytes ?? 0;
    assert.ok(bytes > 16_000 && bytes < 24_000, `${bytes} bytes of G.722 at 64 kbit/s`);
    assert.deepEqual(mailbox, {
      extension: '301',
      takesMessages: true,
      byMail: false,
      unheard: 1,
      heard: 0,
      seconds: 3,
      bytes,
      ownGreeting: false,
    });
    t.fault.refuses = 'full';
    const refused = await t.console.mailboxes.empty('301');
    assert.equal(refused.ok || refused.error.code, 'store-failed');
    t.fault.refuses = undefined;
    const emptied = await t.console.mailboxes.empty('301');
    assert.ok(emptied.ok && emptied.value.unheard === 0);
    await t.finish();
  });
});
