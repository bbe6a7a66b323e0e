import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransactionRig } from '../../../testkit/transaction-rig.ts';

function calling(flow: 'udp' | 'tcp' = 'udp') {
  const rig = new TransactionRig();
  const route = '<sip:edge.hamvoip.example;lr>';
  const { transaction, watched } = rig.send('INVITE', rig[flow], { cseq: 7, route });
  const answer = (status: number, toTag = 'to') => rig.answer(transaction, status, rig[flow], toTag);
  return { rig, transaction, watched, answer, flow: rig[flow] };
}

test('INVITE is repeated after 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s; timer B then tells of a timeout', async () => {
  const { rig, watched, flow } = calling();
  await rig.clock.advance(31_999);
  assert.deepEqual(flow.timesOf('INVITE'), [0, 500, 1500, 3500, 7500, 15_500, 31_500]);
  assert.deepEqual(watched.words, []);
  await rig.clock.advance(1);
  assert.deepEqual(watched.words, ['timeout']);
  rig.assertEmpty();
});

test('a provisional response ends the repetition, and the phone may ring for as long as it likes', async () => {
  const { rig, watched, answer, flow } = calling();
  await rig.clock.advance(100);
  answer(100);
  answer(180);
  await rig.clock.advance(600_000);
  assert.deepEqual(flow.words, ['INVITE']);
  assert.deepEqual(watched.words, ['100', '180']);
  assert.equal(rig.clock.pendingTimers, 0);
});

test('a refusal is acknowledged each time it comes and told once; timer D ends it', async () => {
  const { rig, transaction, watched, answer, flow } = calling();
  answer(180);
  answer(486);
  await rig.clock.advance(500);
  answer(486);
  answer(180);
  answer(200);
  assert.deepEqual(watched.words, ['180', '486']);
  assert.deepEqual(flow.words, ['INVITE', 'ACK', 'ACK']);
  const [ack] = flow.requests('ACK');
  const { request } = transaction;
  assert.equal(ack?.requestUri, request.requestUri);
  assert.equal(ack?.headers.get('via'), request.headers.get('via'));
  assert.equal(ack?.headers.all('via').length, 1);
  assert.deepEqual(ack?.cseq, { number: 7, method: 'ACK' });
  assert.equal(ack?.to.tag, 'to');
  assert.equal(ack?.from.tag, request.from.tag);
  assert.equal(ack?.callId, request.callId);
  assert.deepEqual(ack?.headers.all('route'), request.headers.all('route'));
  await rig.clock.advance(31_499);
  assert.equal(rig.layer.size, 1);
  await rig.clock.advance(1);
  rig.assertEmpty();
});

test('every 2xx reaches the user until timer M, none is acknowledged here', async () => {
  const { rig, watched, answer, flow } = calling();
  answer(200, 'one');
  answer(200, 'one');
  answer(200, 'two');
  answer(180);
  answer(486);
  await rig.clock.advance(31_999);
  answer(200, 'one');
  await rig.clock.advance(1);
  answer(200, 'one');
  assert.deepEqual(watched.words, ['200', '200', '200', '200']);
  assert.deepEqual(flow.words, ['INVITE']);
  rig.assertEmpty();
});

test('on a reliable flow nothing is repeated and a refusal ends it at once', async () => {
  const silent = calling('tcp');
  await silent.rig.clock.advance(31_999);
  assert.deepEqual(silent.flow.words, ['INVITE']);
  await silent.rig.clock.advance(1);
  assert.deepEqual(silent.watched.words, ['timeout']);

  const refused = calling('tcp');
  refused.answer(603);
  assert.deepEqual(refused.flow.words, ['INVITE', 'ACK']);
  assert.deepEqual(refused.watched.words, ['603']);
  refused.rig.assertEmpty();
});

test('a flow that closes ends it at any time; the user hears of it while he still waits', () => {
  for (const [status, words] of [
    [undefined, ['flow-closed']],
    [180, ['180', 'flow-closed']],
    [200, ['200']],
  ] as const) {
    const { rig, watched, answer, flow } = calling('tcp');
    if (status !== undefined) answer(status);
    rig.layer.onFlowClosed(flow);
    assert.deepEqual(watched.words, words);
    rig.assertEmpty();
  }
});

test('on a flow that is closed already the user is told, but not before he has his transaction', async () => {
  const rig = new TransactionRig();
  rig.tcp.open = false;
  for (const method of ['INVITE', 'OPTIONS']) {
    const { watched } = rig.send(method, rig.tcp);
    assert.deepEqual(watched.words, []);
    await rig.clock.advance(0);
    assert.deepEqual(watched.words, ['flow-closed']);
  }
  rig.assertEmpty();
});

test('cancel waits for the first provisional response, then CANCEL goes the way of its INVITE', async () => {
  const { rig, transaction, watched, answer, flow } = calling();
  transaction.cancel();
  transaction.cancel();
  await rig.clock.advance(500);
  assert.deepEqual(flow.words, ['INVITE', 'INVITE']);
  answer(180);
  assert.deepEqual(flow.words, ['INVITE', 'INVITE', 'CANCEL']);
  const [cancel] = flow.requests('CANCEL');
  const { request } = transaction;
  assert.equal(cancel?.requestUri, request.requestUri);
  assert.deepEqual(cancel?.headers.all('via'), request.headers.all('via'));
  assert.deepEqual(cancel?.headers.all('route'), request.headers.all('route'));
  assert.deepEqual(cancel?.cseq, { number: 7, method: 'CANCEL' });
  assert.equal(cancel?.headers.get('to'), request.headers.get('to'));
  assert.equal(cancel?.headers.get('from'), request.headers.get('from'));

  assert.ok(cancel);
  rig.answer({ request: cancel }, 200);
  answer(487);
  assert.deepEqual(watched.words, ['180', '487']);
  assert.deepEqual(flow.words, ['INVITE', 'INVITE', 'CANCEL', 'ACK']);
  await rig.clock.advance(32_000);
  rig.assertEmpty();
});

test('CANCEL is sent at once while it rings, once, and repeated like any request', async () => {
  const { rig, transaction, answer, flow } = calling();
  answer(180);
  transaction.cancel();
  transaction.cancel();
  await rig.clock.advance(2000);
  assert.deepEqual(flow.timesOf('CANCEL'), [0, 500, 1500]);
  answer(180);
  assert.deepEqual(rig.layer.counts, {
    inviteServer: 0,
    nonInviteServer: 0,
    inviteClient: 1,
    nonInviteClient: 1,
  });
});

test('an INVITE that stays silent after CANCEL times out 64*T1 later', async () => {
  const { rig, transaction, watched, answer } = calling();
  answer(180);
  await rig.clock.advance(60_000);
  transaction.cancel();
  answer(180);
  await rig.clock.advance(31_999);
  assert.deepEqual(watched.words, ['180', '180']);
  await rig.clock.advance(1);
  assert.deepEqual(watched.words, ['180', '180', 'timeout']);
  rig.assertEmpty();
});

test("a 200 that crosses the cancel is the user's to end; cancel afterwards does nothing", async () => {
  for (const waiting of [true, false]) {
    const { rig, transaction, watched, answer, flow } = calling();
    if (!waiting) answer(180);
    transaction.cancel();
    answer(200);
    transaction.cancel();
    assert.equal(watched.words.at(-1), '200');
    assert.deepEqual(flow.words, waiting ? ['INVITE'] : ['INVITE', 'CANCEL']);
    await rig.clock.advance(32_000);
    rig.assertEmpty();
  }
});

test('a refusal that comes while cancel waits is acknowledged and no CANCEL follows', async () => {
  const { rig, transaction, answer, flow } = calling();
  transaction.cancel();
  answer(486);
  transaction.cancel();
  assert.deepEqual(flow.words, ['INVITE', 'ACK']);
  await rig.clock.advance(32_000);
  rig.assertEmpty();
});

test('cancel that waits still repeats the INVITE and still times out', async () => {
  const { rig, transaction, watched, flow } = calling();
  transaction.cancel();
  await rig.clock.advance(32_000);
  assert.equal(flow.words.length, 7);
  assert.deepEqual(watched.words, ['timeout']);
  rig.assertEmpty();
});
