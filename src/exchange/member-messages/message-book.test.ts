import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LEDGER_TABLES, type LedgerSnapshot } from '../../store/records/ledger-records.ts';
import { type MemberMessageRecord, receiptId } from '../../store/records/message-records.ts';
import { Ledger } from '../tables/ledger.ts';
import { MessageBook } from './message-book.ts';

function bookWith(messages: number, recipients: number): MessageBook {
  const records = Array.from(
    { length: messages },
    (_, index): MemberMessageRecord => ({
      id: `m${index}`,
      state: 'sent',
      subject: 'Ronde',
      text: 'Zondag.',
      targets: '{"kind":"all"}',
      urgent: 0,
      byMail: 0,
      createdAtMs: index,
      createdBy: 'host',
      sentAtMs: index,
      retractedAtMs: null,
    }),
  );
  const receipts = records.flatMap(({ id: message }) =>
    Array.from({ length: recipients }, (_, index) => ({
      id: receiptId(message, `${index}`),
      message,
      extension: `${index}`,
      readAtMs: null,
      mail: null,
    })),
  );
  const empty = Object.fromEntries(LEDGER_TABLES.map((table) => [table, []])) as unknown as LedgerSnapshot;
  const snapshot = { ...empty, memberMessages: records, messageReceipts: receipts };
  const ledger = new Ledger({ commitLedger: async () => {} }, snapshot);
  const observations = { of: () => assert.fail('nobody is asked about') };
  return new MessageBook({ ledger, extensions: { list: () => [] }, observations });
}

const going = (book: MessageBook, recipients: number) =>
  book.roomFor(recipients).map((change) => (change.kind === 'delete' ? change.id : change.kind));

test('nothing goes while there is room', () => {
  assert.deepEqual(going(bookWith(499, 1), 1), []);
});

test('the oldest message goes when there are 500', () => {
  assert.deepEqual(going(bookWith(500, 1), 1), ['m0']);
});

test('as many of the oldest go as a message to everyone needs', () => {
  assert.deepEqual(going(bookWith(50, 1_000), 1_000), ['m0']);
  assert.deepEqual(going(bookWith(50, 1_000), 2_500), ['m0', 'm1', 'm2']);
});

test('counts are those of each message', () => {
  const [newest, oldest] = bookWith(2, 3).list();
  assert.deepEqual([newest?.id, newest?.counts.recipients, oldest?.counts.read], ['m1', 3, 0]);
});
