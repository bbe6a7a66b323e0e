import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import type { ExtensionRecord } from '../records/records.ts';
import { openSqliteStore } from '../sqlite-store.ts';
import type { VoiceMessageRecord } from '../voicemail-store.ts';

const clock = new FakeClock();
const DAY_MS = 86_400_000;
const SOUND = Uint8Array.from({ length: 5_000 }, (_, index) => index & 0xff);

function extension(number: string): ExtensionRecord {
  return {
    number,
    callsign: 'PX0AAA',
    name: 'Jan',
    email: null,
    ha1Md5: '',
    ha1Sha256: '',
    callerId: 'number',
    weakPassword: false,
    createdAtMs: 0,
  };
}

function message(id: number, change: Partial<VoiceMessageRecord> = {}): VoiceMessageRecord {
  const times = { receivedAtMs: clock.wallTime(), expiresAtMs: clock.wallTime() + DAY_MS };
  return {
    id,
    extension: '301',
    caller: '302',
    ...times,
    heard: false,
    durationMs: 5_000,
    levelDb: -20.5,
    ...change,
  };
}

async function open() {
  const store = await openSqliteStore(':memory:', clock);
  await store.insertExtensions(['301', '302'].map(extension));
  return store;
}

test('a message comes back as it was, with its sound', async () => {
  const store = await open();
  await store.addVoiceMessage({ record: message(1), sound: SOUND });
  assert.deepEqual((await store.load()).voiceMessages, [message(1)]);
  const read = await store.readVoiceMessage(1);
  assert.equal(read?.levelDb, -20.5);
  assert.deepEqual(new Uint8Array(read?.sound ?? []), SOUND);
  await store.updateVoiceMessage(message(1, { heard: true, expiresAtMs: 2 * clock.wallTime() }));
  const [heard] = (await store.load()).voiceMessages;
  assert.deepEqual([heard?.heard, heard?.expiresAtMs], [true, 2 * clock.wallTime()]);
  await store.deleteVoiceMessages([1]);
  assert.equal(await store.readVoiceMessage(1), null);
  await store.close();
});

test('nobody gets a message whose extension is no more, and no half of one is left', async () => {
  const store = await open();
  await assert.rejects(store.addVoiceMessage({ record: message(1, { extension: '399' }), sound: SOUND }));
  await assert.rejects(store.addVoiceMessage({ record: message(2, { caller: '399' }), sound: SOUND }));
  await store.addVoiceMessage({ record: message(1), sound: SOUND });
  await store.addVoiceMessage({ record: message(2, { caller: null }), sound: SOUND });
  await store.putMailbox({ extension: '301', takesMessages: true, byMail: true });
  await store.putGreeting({ extension: '301', levelDb: -22, sound: SOUND });
  await store.deleteExtension('302');
  assert.deepEqual(
    (await store.load()).voiceMessages.map(({ caller }) => caller),
    [null, null],
  );
  await store.deleteExtension('301');
  const { voiceMessages, mailboxes, greetings } = await store.load();
  assert.deepEqual([voiceMessages, mailboxes, greetings], [[], [], []]);
  assert.equal(await store.readVoiceMessage(1), null);
  assert.equal(await store.readGreeting('301'), null);
  await store.close();
});

test('what is too old is gone with its sound', async () => {
  const store = await open();
  await store.addVoiceMessage({ record: message(1), sound: SOUND });
  clock.jumpWallTime(DAY_MS);
  assert.deepEqual((await store.load()).voiceMessages, []);
  assert.equal(await store.readVoiceMessage(1), null);
  await store.close();
});

test('a greeting takes the place of the one before', async () => {
  const store = await open();
  for (const levelDb of [-30, -18]) await store.putGreeting({ extension: '301', levelDb, sound: SOUND });
  assert.equal((await store.readGreeting('301'))?.levelDb, -18);
  assert.deepEqual((await store.load()).greetings, ['301']);
  await store.deleteGreeting('301');
  assert.equal(await store.readGreeting('301'), null);
  await store.close();
});
