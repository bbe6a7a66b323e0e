/** Voicemail in a real process: a message that its caller heard is kept is there after kill -9, whole. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ExchangeProcess } from './exchange-process.ts';
import { until } from './waiting.ts';

/** Amplitude of the tone before the recording. */
const TONE = 3_277;

interface Mailbox {
  readonly unheard: number;
  readonly heard: number;
}

test('a voice message is there after a kill, is listened to, and goes with its extension', {
  timeout: 120_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18590, settings: { HAMVOIP_LIMITS: 'off' } });
  await exchange.addExtension('301');
  assert.equal((await exchange.api('PATCH', '/mailboxes/301', { takesMessages: true })).status, 200);
  const mailbox = async (): Promise<Mailbox> =>
    (await exchange.api('GET', '/mailboxes/301')).body as unknown as Mailbox;
  const caller = await exchange.phone('302');

  const call = await caller.call('301');
  await until('voicemail answers', () => call.state === 'answered');
  call.media?.startSilence();
  // Louder at this pitch than any word of the greeting.
  await until('the tone', () => (call.media?.amplitudeOf(1_000, 200) ?? 0) > TONE / 2, 20_000);
  call.media?.startTone(440);
  await pause(2_000);
  call.media?.startSilence();
  call.pressKey('#');
  await until('it is kept, and the exchange hangs up', () => call.state === 'ended', 10_000);
  await exchange.kill();
  await exchange.start();
  assert.equal((await mailbox()).unheard, 1);

  const holder = await exchange.phone('301');
  const listening = await holder.call('9097');
  await until('the mailbox answers', () => listening.state === 'answered');
  listening.media?.startSilence();
  await until('the message', () => (listening.media?.amplitudeOf(440, 500) ?? 0) > 2_000, 30_000);
  await listening.hangUp();

  // Killed while a caller is with the voicemail: nothing of it is left over.
  const again = await caller.call('301');
  await until('voicemail answers again', () => again.state === 'answered');
  await exchange.kill();
  await exchange.start();
  assert.equal((await exchange.api('DELETE', '/extensions/301')).status, 200);
  await exchange.kill();
  const database = new DatabaseSync(join(exchange.data, 'hamvoip.db'));
  for (const table of ['voice_messages', 'voice_sounds', 'mailboxes', 'greetings']) {
    assert.equal(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'], 0, table);
  }
  database.close();
  await exchange.start();
  await exchange.assertNoExceptions();
});
