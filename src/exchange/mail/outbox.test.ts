import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { memorySite } from '../../../testkit/memory-site.ts';
import type { MailFault, OutgoingMail } from '../../base/mail-carrier.ts';
import { openSqliteStore } from '../../store/sqlite-store.ts';
import { remove } from '../tables/ledger.ts';

const MINUTE_MS = 60_000;
const LETTER = {
  recipient: 'jan@example.net',
  subject: 'Link',
  body: 'https://tel.example.net/x',
  topic: 'login',
};

async function bench(answers: (MailFault | Promise<MailFault> | undefined)[]) {
  const clock = new FakeClock();
  const store = await openSqliteStore(':memory:', clock);
  const sent: OutgoingMail[] = [];
  const carrier = {
    send: async (mail: OutgoingMail) => {
      sent.push(mail);
      return answers.shift();
    },
    close() {},
  };
  const { site } = memorySite({ store, clock, carrier });
  const post = async (usefulMs?: number) => {
    assert.ok((await site.ledger.commit(site.outbox.post({ ...LETTER, usefulMs }))).ok);
    site.outbox.kick();
    await settle();
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await clock.advance(0);
  };
  const wait = async (ms: number) => {
    await clock.advance(ms);
    await settle();
  };
  return { clock, store, site, sent, post, wait };
}

test('mail that is not taken is tried again, less and less often, under one name', async () => {
  const later: MailFault = { reason: 'later', isFinal: false };
  const { site, sent, post, wait } = await bench([later, later]);
  await post();
  assert.deepEqual([sent.length, site.outbox.waiting, site.outbox.lastFault], [1, 1, 'later']);
  await wait(MINUTE_MS);
  assert.equal(sent.length, 2);
  await wait(4 * MINUTE_MS);
  assert.equal(sent.length, 2, 'five minutes have to pass now');
  await wait(2 * MINUTE_MS);
  assert.deepEqual([sent.length, site.outbox.waiting], [3, 0]);
  assert.equal(new Set(sent.map(({ id }) => id)).size, 1);
  await site.close();
});

test('what was sent is no longer kept, neither in memory nor on disk', async () => {
  const { store, site, post } = await bench([]);
  await post();
  const [mail] = (await store.load()).ledger.mails;
  assert.deepEqual([mail?.state, mail?.body, mail?.recipient], ['sent', '', 'jan@example.net']);
  await site.close();
});

test('mail that is refused for good, or of no use any more, is given up', async () => {
  const { store, site, sent, post, wait } = await bench([
    { reason: 'refused-recipient', isFinal: true },
    { reason: 'unreachable', isFinal: false },
  ]);
  await post();
  await post(30_000);
  await wait(MINUTE_MS);
  assert.equal(sent.length, 2);
  const states = (await store.load()).ledger.mails.map(({ state, body }) => [state, body]);
  assert.deepEqual(states, [
    ['given-up', ''],
    ['given-up', ''],
  ]);
  await site.close();
});

test('mail that is taken back while a mail server keeps it waiting is not tried again', async () => {
  const answer = Promise.withResolvers<MailFault>();
  const { store, site, sent, post, wait } = await bench([answer.promise]);
  await post();
  const [id = ''] = sent.map((mail) => mail.id);
  assert.ok((await site.ledger.commit(remove('mails', id))).ok);
  answer.resolve({ reason: 'unreachable', isFinal: false });
  await wait(10 * MINUTE_MS);
  assert.deepEqual([sent.length, site.outbox.waiting], [1, 0]);
  assert.deepEqual((await store.load()).ledger.mails, []);
  await site.close();
});

test('mail outlives a restart and is sent then', async () => {
  const { clock, store, site, post } = await bench([{ reason: 'unreachable', isFinal: false }]);
  await post();
  await site.close();
  const sent: OutgoingMail[] = [];
  const carrier = { send: async (mail: OutgoingMail) => void sent.push(mail), close() {} };
  clock.jumpWallTime(MINUTE_MS);
  const { ledger } = await store.load();
  const again = memorySite({ store, clock, carrier, snapshot: ledger });
  again.site.start();
  for (let turn = 0; turn < 20; turn += 1) await clock.advance(0);
  assert.deepEqual(
    sent.map(({ text }) => text),
    [LETTER.body],
  );
  await again.site.close();
  assert.equal(clock.pendingTimers, 0);
});
