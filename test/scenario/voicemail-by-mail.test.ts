/** Voice messages that go to their holder by mail as well. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWav } from '../../src/media/prompts/wav.ts';
import { ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import { MemoryCarrier } from '../../testkit/memory-carrier.ts';
import { tonePrompts } from '../../testkit/tone-prompts.ts';

async function start() {
  const mailCarrier = new MemoryCarrier();
  const t = await ExchangeUnderTest.start({ prompts: tonePrompts(0.4), mailCarrier });
  await t.addExtension('301', passwordOf('301'), 'jan@example.net');
  assert.ok((await t.console.mailboxes.set('301', { takesMessages: true, byMail: true })).ok);
  return { t, mailCarrier };
}

async function leave(t: ExchangeUnderTest): Promise<void> {
  const phone = t.phones.find(({ number }) => number === '302') ?? (await t.registered('302'));
  const call = await phone.call('301');
  await t.until(() => call.state === 'answered', 'voicemail answers');
  call.media?.startSilence();
  await t.clock.advance(300);
  call.pressKey('#');
  await t.clock.advance(1_000);
  call.media?.startTone(440);
  await t.clock.advance(2_000);
  await t.clock.until(call.hangUp());
  await t.clock.advance(200);
}

test('a message is mailed with its sound, and stays in the mailbox', async () => {
  const { t, mailCarrier } = await start();
  await leave(t);
  const [mail] = mailCarrier.mails;
  assert.ok(mail);
  assert.equal(mail.to, 'jan@example.net');
  assert.equal(mail.subject, 'A voice message from 302 PX0DAC');
  assert.match(mail.text, /left a message of 3 seconds for extension 301 on \d+-\d+-\d{4} at \d\d\.\d\d\./);
  assert.match(mail.attachment?.name ?? '', /^\d{4}-\d\d-\d\d-\d{4}\.wav$/);
  const sound = readWav(mail.attachment?.bytes ?? new Uint8Array());
  assert.ok(sound.ok && sound.value.samples.length > 2 * 16_000);
  const shown = t.console.mailboxes.show('301');
  assert.ok(shown.ok && shown.value.unheard === 1);
  await t.finish();
});

test('in the language of the holder', async () => {
  const { t, mailCarrier } = await start();
  assert.ok((await t.console.languages.set('301', 'nl')).ok);
  await leave(t);
  assert.equal(mailCarrier.mails[0]?.subject, 'Een voicemailbericht van 302 PX0DAC');
  await t.finish();
});

test('nothing is mailed to who does not want it, and nobody can want it without an address', async () => {
  const { t, mailCarrier } = await start();
  assert.ok((await t.console.mailboxes.set('301', { byMail: false })).ok);
  await leave(t);
  assert.deepEqual(mailCarrier.mails, []);
  const refused = await t.console.mailboxes.set('302', { byMail: true });
  assert.equal(refused.ok || refused.error.code, 'email-missing');
  await t.finish();
});

test('a mail server that is away gets it later, after a crash as well', async () => {
  const { t, mailCarrier } = await start();
  mailCarrier.fault = { reason: 'unreachable', isFinal: false };
  await leave(t);
  await t.restart('crash');
  mailCarrier.fault = undefined;
  await t.clock.advance(120_000);
  assert.equal(mailCarrier.mails.length, 1);
  assert.ok(mailCarrier.mails[0]?.attachment);
  await t.finish();
});

test('a message that was deleted before the mail could go is not mailed', async () => {
  const { t, mailCarrier } = await start();
  mailCarrier.fault = { reason: 'unreachable', isFinal: false };
  await leave(t);
  assert.ok((await t.console.mailboxes.empty('301')).ok);
  mailCarrier.fault = undefined;
  await t.clock.advance(120_000);
  assert.deepEqual(mailCarrier.mails, []);
  await t.finish();
});
