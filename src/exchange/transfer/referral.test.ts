import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dialog } from '../../sip/dialog/dialog.ts';
import { Headers } from '../../sip/message/headers.ts';
import { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import { Referral } from './referral.ts';

const INVITE = new SipRequest(
  'INVITE',
  'sip:302@tel.example',
  new Headers()
    .append('via', 'SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1')
    .append('from', '<sip:301@tel.example>;tag=a')
    .append('to', '<sip:302@tel.example>')
    .append('call-id', 'c1')
    .append('cseq', '1 INVITE')
    .append('contact', '<sip:301@192.0.2.7>'),
);

function refer({ id, isSilent = false }: { id?: number; isSilent?: boolean } = {}) {
  const sent: { notify: SipRequest; user: ClientTransactionUser }[] = [];
  let told = 0;
  const referral = new Referral({
    send: (notify, _flow, user) => {
      sent.push({ notify, user });
      return {} as never;
    },
    leg: { dialog: Dialog.fromRequest(INVITE, 'b', 1), flow: {} as never, contact: '<sip:x@192.0.2.10>' },
    id,
    isSilent,
    onTold: () => {
      told += 1;
    },
  });
  const answer = (status: number): void => {
    const last = sent.at(-1) ?? assert.fail();
    last.user.onResponse(createResponse(last.notify, status));
  };
  const said = () =>
    sent.map(({ notify }) => [
      Buffer.from(notify.body).toString(),
      notify.headers.get('subscription-state')?.split(';', 1)[0],
    ]);
  return { referral, sent, answer, said, told: () => told };
}

test('the phone is told one thing after the other, and each status once', () => {
  const { referral, answer, said, told } = refer();
  referral.report(100);
  referral.report(180);
  referral.report(180);
  referral.finish(200);
  assert.equal(said().length, 1);
  answer(200);
  answer(200);
  assert.deepEqual(said(), [
    ['SIP/2.0 100 Trying\r\n', 'active'],
    ['SIP/2.0 180 Ringing\r\n', 'active'],
    ['SIP/2.0 200 OK\r\n', 'terminated'],
  ]);
  assert.equal(told(), 0);
  answer(200);
  assert.equal(told(), 1);
});

test('the second REFER of a dialog is named by its sequence number', () => {
  const first = refer();
  first.referral.report(100);
  assert.equal(first.sent[0]?.notify.headers.get('event'), 'refer');
  const second = refer({ id: 7 });
  second.referral.report(100);
  assert.equal(second.sent[0]?.notify.headers.get('event'), 'refer;id=7');
});

test('who asked for silence is told nothing', () => {
  const { referral, sent, told } = refer({ isSilent: true });
  referral.report(100);
  referral.finish(486);
  assert.deepEqual([sent.length, told()], [0, 1]);
});

test('a phone that knows no subscription is left alone', () => {
  for (const status of [481, 489]) {
    const { referral, sent, answer, told } = refer();
    referral.report(100);
    referral.report(180);
    answer(status);
    referral.finish(200);
    assert.deepEqual([sent.length, told()], [1, 1]);
  }
  const { referral, sent, answer, told } = refer();
  referral.report(100);
  referral.finish(200);
  answer(481);
  assert.deepEqual([sent.length, told()], [1, 1]);
});
