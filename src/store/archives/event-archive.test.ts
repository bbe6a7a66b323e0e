import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import type { PublicationRecord, StoredMessageRecord, SubscriptionRecord } from '../event-store.ts';
import type { ExtensionRecord } from '../records/records.ts';
import { openSqliteStore, type SqliteStore } from '../sqlite-store.ts';

const HOUR = 3_600_000;
const START = new FakeClock().wallTime();

function extension(number: string): ExtensionRecord {
  return {
    number,
    callsign: 'PX0AAA',
    name: 'Example',
    email: null,
    ha1Md5: 'a'.repeat(32),
    ha1Sha256: 'b'.repeat(64),
    callerId: 'number',
    weakPassword: false,
    createdAtMs: START,
  };
}

function subscription(tag: string, more: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  return {
    tag,
    extension: '301',
    package: 'dialog',
    eventId: null,
    resource: '302',
    flow: {
      extension: '301',
      transport: 'udp',
      localAddress: '192.0.2.1',
      localPort: 5060,
      remoteAddress: '198.51.100.1',
      remotePort: 5060,
    },
    dialog: {
      callId: 'a',
      remoteTag: 'b',
      localParty: '<sip:302@sip.example>;tag=t',
      remoteParty: '<sip:301@sip.example>;tag=b',
      localSequence: 4,
      remoteTarget: 'sip:301@198.51.100.1',
      routeSet: [],
    },
    version: 3,
    expiresAtMs: START + HOUR,
    ...more,
  };
}

function publication(etag: string, more: Partial<PublicationRecord> = {}): PublicationRecord {
  return { extension: '301', etag, basic: 'open', activity: 'away', expiresAtMs: START + HOUR, ...more };
}

function message(sequence: number, more: Partial<StoredMessageRecord> = {}): StoredMessageRecord {
  return {
    sequence,
    sender: '301',
    recipient: '302',
    text: `text ${sequence}`,
    sentAtMs: START,
    expiresAtMs: START + HOUR,
    ...more,
  };
}

async function openStore(path = ':memory:'): Promise<{ store: SqliteStore; clock: FakeClock }> {
  const clock = new FakeClock();
  const store = await openSqliteStore(path, clock);
  await store.insertExtensions([extension('301'), extension('302'), extension('303')]);
  return { store, clock };
}

test('who may watch an extension is kept as it was said last', async () => {
  const { store } = await openStore();
  await store.putWatchers({ extension: '301', everyone: true, watchers: ['303'] });
  await store.putWatchers({ extension: '302', everyone: false, watchers: ['301', '303'] });
  await store.putWatchers({ extension: '301', everyone: false, watchers: [] });
  assert.deepEqual((await store.load()).watchers, [
    { extension: '302', everyone: false, watchers: ['301', '303'] },
  ]);
  await store.putWatchers({ extension: '301', everyone: true, watchers: [] });
  assert.deepEqual((await store.load()).watchers[0], { extension: '301', everyone: true, watchers: [] });
  await store.close();
});

test('a number that is removed may be watched by nobody and watches nobody, whoever gets it next', async () => {
  const { store } = await openStore();
  await store.putWatchers({ extension: '301', everyone: true, watchers: [] });
  await store.putWatchers({ extension: '302', everyone: false, watchers: ['301'] });
  await store.commitEvents([
    { kind: 'put-subscription', record: subscription('a') },
    { kind: 'put-publication', record: publication('e') },
  ]);
  await store.putMessage(message(1));
  await store.putMessage(message(2, { sender: '302', recipient: '301' }));
  await store.deleteExtension('301');
  const { watchers, subscriptions, publications, messages } = await store.load();
  assert.deepEqual([watchers, subscriptions, publications, messages], [[], [], [], []]);
  await store.close();
});

test('subscriptions and publications are put, replaced, deleted, and gone when their time is over', async () => {
  const { store, clock } = await openStore();
  await store.commitEvents([
    { kind: 'put-subscription', record: subscription('a') },
    { kind: 'put-subscription', record: subscription('b', { expiresAtMs: START + 1000 }) },
    { kind: 'put-subscription', record: subscription('c') },
    { kind: 'put-publication', record: publication('e') },
    { kind: 'put-publication', record: publication('f', { expiresAtMs: START + 1000 }) },
  ]);
  const renewed = subscription('a', { version: 9, eventId: 'x', expiresAtMs: START + 2 * HOUR });
  await store.commitEvents([
    { kind: 'put-subscription', record: renewed },
    { kind: 'delete-subscription', tag: 'c' },
    { kind: 'put-publication', record: publication('e', { basic: 'closed', activity: null }) },
  ]);
  await clock.advance(1000);
  const { subscriptions, publications } = await store.load();
  assert.deepEqual(subscriptions, [renewed]);
  assert.deepEqual(publications, [publication('e', { basic: 'closed', activity: null })]);
  await store.commitEvents([{ kind: 'delete-publication', etag: 'e' }]);
  assert.deepEqual((await store.load()).publications, []);
  await store.close();
});

test('what belongs to an extension that was removed meanwhile is left out, and the rest is kept', async () => {
  const { store } = await openStore();
  await store.commitEvents([
    { kind: 'put-subscription', record: subscription('a', { extension: '399' }) },
    { kind: 'put-publication', record: publication('e', { extension: '399' }) },
    { kind: 'put-subscription', record: subscription('b') },
  ]);
  const { subscriptions, publications } = await store.load();
  assert.deepEqual([subscriptions, publications], [[subscription('b')], []]);
  await store.close();
});

test('messages come back in their order, without their text in the snapshot, until they are too old', async () => {
  const { store, clock } = await openStore();
  for (const record of [message(2), message(1), message(3, { expiresAtMs: START + 1000 })]) {
    await store.putMessage(record);
  }
  await store.putMessage(message(4, { recipient: '303' }));
  const { messages } = await store.load();
  assert.deepEqual(
    messages.map(({ sequence }) => sequence),
    [1, 2, 3, 4],
  );
  assert.doesNotMatch(JSON.stringify(messages), /text/);
  await clock.advance(1000);
  assert.deepEqual(await store.listMessages('302'), [message(1), message(2)]);
  await store.commitEvents([{ kind: 'delete-message', sequence: 1 }]);
  assert.deepEqual(await store.listMessages('302'), [message(2)]);
  await store.close();
});

test('the text of a message that was delivered is no longer in the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-events-'));
  try {
    const path = join(folder, 'hamvoip.db');
    const { store } = await openStore(path);
    const secret = 'meet me on seven megahertz';
    for (let sequence = 1; sequence <= 50; sequence += 1) {
      await store.putMessage(message(sequence, { text: `${secret} ${'x'.repeat(900)}` }));
    }
    for (let sequence = 1; sequence <= 50; sequence += 1) {
      await store.commitEvents([{ kind: 'delete-message', sequence }]);
    }
    await store.close();
    assert.ok(!readFileSync(path).includes(secret));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
