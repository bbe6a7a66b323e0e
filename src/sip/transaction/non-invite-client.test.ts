import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransactionRig } from '../../../testkit/transaction-rig.ts';

function asking(flow: 'udp' | 'tcp' = 'udp') {
  const rig = new TransactionRig();
  const { transaction, watched } = rig.send('OPTIONS', rig[flow]);
  const answer = (status: number) => rig.answer(transaction, status, rig[flow]);
  return { rig, transaction, watched, answer, flow: rig[flow] };
}

test('a request is repeated at 0.5, 1.5, 3.5, 7.5 s and every 4 s; timer F then tells of a timeout', async () => {
  const { rig, watched, flow } = asking();
  await rig.clock.advance(31_999);
  assert.deepEqual(
    flow.timesOf('OPTIONS'),
    [0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500],
  );
  assert.deepEqual(watched.words, []);
  await rig.clock.advance(1);
  assert.deepEqual(watched.words, ['timeout']);
  rig.assertEmpty();
});

test('after a provisional response it is repeated every 4 s, and timer F still runs', async () => {
  const { rig, watched, answer, flow } = asking();
  await rig.clock.advance(600);
  answer(100);
  await rig.clock.advance(31_399);
  assert.deepEqual(
    flow.timesOf('OPTIONS'),
    [0, 500, 1500, 5500, 9500, 13_500, 17_500, 21_500, 25_500, 29_500],
  );
  await rig.clock.advance(1);
  assert.deepEqual(watched.words, ['100', 'timeout']);
  rig.assertEmpty();
});

test('the final response is told once; copies are absorbed for T4', async () => {
  const { rig, watched, answer, flow } = asking();
  answer(100);
  answer(200);
  answer(200);
  await rig.clock.advance(4999);
  answer(200);
  assert.equal(rig.layer.size, 1);
  await rig.clock.advance(1);
  answer(200);
  assert.deepEqual(watched.words, ['100', '200']);
  assert.deepEqual(flow.words, ['OPTIONS']);
  rig.assertEmpty();
});

test('on a reliable flow it is sent once and over with its final response', async () => {
  const { rig, watched, answer, flow } = asking('tcp');
  await rig.clock.advance(20_000);
  assert.deepEqual(flow.words, ['OPTIONS']);
  answer(404);
  assert.deepEqual(watched.words, ['404']);
  rig.assertEmpty();
});

test('a flow that closes while it waits is told', () => {
  const { rig, watched, flow } = asking('tcp');
  rig.layer.onFlowClosed(flow);
  assert.deepEqual(watched.words, ['flow-closed']);
  rig.assertEmpty();
});

test('cancel does nothing: only an INVITE can be cancelled', async () => {
  const { transaction, answer, flow } = asking();
  transaction.cancel();
  answer(100);
  transaction.cancel();
  assert.deepEqual(flow.words, ['OPTIONS']);
});
