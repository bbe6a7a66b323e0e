import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestFrom, TransactionRig } from '../../../testkit/transaction-rig.ts';
import { createResponse } from '../message/response.ts';

function accepted(flow: 'udp' | 'tcp' = 'udp') {
  const rig = new TransactionRig();
  const { transaction, watched } = rig.accept(requestFrom('REGISTER'), rig[flow]);
  const respond = (status: number) =>
    transaction.respond(createResponse(transaction.request, status, { toTag: 'ours' }));
  const repeat = () => rig.layer.onRequest(requestFrom('REGISTER'), rig[flow]);
  return { rig, transaction, watched, respond, repeat, flow: rig[flow] };
}

test('a copy that comes before any response is dropped', async () => {
  const { rig, repeat, flow } = accepted();
  repeat();
  await rig.clock.advance(10_000);
  repeat();
  assert.deepEqual(flow.words, []);
  assert.deepEqual(rig.arrived, ['REGISTER']);
});

test('a copy gets the last provisional response, then the final one, until timer J', async () => {
  const { rig, respond, repeat, flow, watched } = accepted();
  respond(100);
  repeat();
  respond(200);
  repeat();
  await rig.clock.advance(31_999);
  repeat();
  assert.deepEqual(flow.words, ['100', '100', '200', '200', '200']);
  assert.deepEqual(rig.arrived, ['REGISTER']);
  await rig.clock.advance(1);
  assert.deepEqual(watched.words, ['terminated']);
  rig.assertEmpty();
  repeat();
  assert.deepEqual(rig.arrived, ['REGISTER', 'REGISTER']);
});

test('the final response is never repeated by itself and never replaced', async () => {
  const { rig, transaction, respond, flow } = accepted();
  respond(401);
  respond(200);
  respond(100);
  await rig.clock.advance(32_000);
  assert.deepEqual(flow.words, ['401']);
  assert.equal(transaction.finalStatus, 401);
});

test('on a reliable flow it is over with its final response', () => {
  const { rig, respond, watched, flow } = accepted('tcp');
  respond(200);
  assert.deepEqual(flow.words, ['200']);
  assert.deepEqual(watched.words, ['terminated']);
  rig.assertEmpty();
});

test('a flow that closes before the answer ends it; the answer then goes nowhere', () => {
  const { rig, respond, watched, flow } = accepted('tcp');
  respond(100);
  rig.layer.onFlowClosed(flow);
  respond(200);
  assert.deepEqual(flow.words, ['100']);
  assert.deepEqual(watched.words, ['failure', 'terminated']);
  rig.assertEmpty();
});

test('the journal hears of the final status once', () => {
  const { rig, respond, repeat } = accepted();
  respond(100);
  respond(200);
  respond(200);
  repeat();
  assert.deepEqual(rig.journal.facts, [{ kind: 'sip-request', method: 'REGISTER', status: 200 }]);
});
