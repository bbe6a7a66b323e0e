import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordingFlow, requestFrom, TransactionRig } from '../../../testkit/transaction-rig.ts';
import { createResponse } from '../message/response.ts';

const INVITE = () => requestFrom('INVITE');
const toTag = 'ours';

function accepted(flow: 'udp' | 'tcp' = 'udp') {
  const rig = new TransactionRig();
  const { transaction, watched } = rig.accept(INVITE(), rig[flow]);
  const respond = (status: number) =>
    transaction.respond(createResponse(transaction.request, status, { toTag }));
  const receive = (method: string, via = rig[flow]) => rig.layer.onRequest(requestFrom(method), via);
  return { rig, transaction, watched, respond, receive, flow: rig[flow] };
}

test('100 goes out by itself when the user is silent for 200 ms, and only then', async () => {
  const silent = accepted();
  await silent.rig.clock.advance(199);
  assert.deepEqual(silent.flow.words, []);
  await silent.rig.clock.advance(1);
  assert.deepEqual(silent.flow.words, ['100']);
  const [trying] = silent.flow.responses(100);
  assert.equal(trying?.to.tag, undefined);

  const quick = accepted();
  quick.respond(180);
  await quick.rig.clock.advance(1000);
  assert.deepEqual(quick.flow.words, ['180']);
});

test('a repeated INVITE gets the last provisional response and never reaches the user again', async () => {
  const { rig, respond, receive, flow } = accepted();
  receive('INVITE');
  assert.deepEqual(flow.words, []);
  await rig.clock.advance(200);
  receive('INVITE');
  respond(180);
  receive('INVITE');
  receive('INVITE');
  assert.deepEqual(flow.words, ['100', '100', '180', '180', '180']);
  assert.deepEqual(rig.arrived, ['INVITE']);
});

test('a refusal is repeated after 0.5, 1.5, 3.5, 7.5 s and then every 4 s until timer H ends it', async () => {
  const { rig, respond, watched, flow } = accepted();
  respond(486);
  await rig.clock.advance(31_999);
  assert.deepEqual(
    flow.timesOf('486'),
    [0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500],
  );
  assert.deepEqual(watched.words, []);
  await rig.clock.advance(1);
  assert.deepEqual(watched.words, ['failure', 'terminated']);
  rig.assertEmpty();
});

test('the ACK of a refusal stops it; copies are absorbed for T4 and the user hears of none', async () => {
  const { rig, respond, receive, watched, flow } = accepted();
  respond(486);
  await rig.clock.advance(600);
  receive('ACK');
  receive('ACK');
  receive('INVITE');
  await rig.clock.advance(4999);
  assert.deepEqual(flow.timesOf('486'), [0, 500]);
  assert.equal(rig.layer.size, 1);
  await rig.clock.advance(1);
  assert.deepEqual(rig.arrived, ['INVITE']);
  assert.deepEqual(watched.words, ['terminated']);
  rig.assertEmpty();
});

test('a repeated INVITE brings the refusal again at once', async () => {
  const { rig, respond, receive, flow } = accepted();
  respond(404);
  await rig.clock.advance(100);
  receive('INVITE');
  assert.deepEqual(flow.timesOf('404'), [0, 100]);
});

test('2xx may be sent again by the user; repeated INVITEs are absorbed until timer L', async () => {
  const { rig, respond, receive, watched, flow } = accepted();
  respond(180);
  respond(200);
  receive('INVITE');
  assert.deepEqual(flow.words, ['180', '200']);
  await rig.clock.advance(500);
  respond(200);
  await rig.clock.advance(1000);
  respond(200);
  assert.deepEqual(flow.timesOf('200'), [0, 500, 1500]);
  await rig.clock.advance(30_499);
  assert.equal(rig.layer.size, 1);
  await rig.clock.advance(1);
  assert.deepEqual(watched.words, ['terminated']);
  respond(200);
  assert.equal(flow.words.length, 4);
  assert.deepEqual(rig.arrived, ['INVITE']);
  rig.assertEmpty();
});

test("the ACK of a 2xx is the user's, on a branch of its own or on that of the INVITE", () => {
  const { rig, respond, receive, flow } = accepted();
  respond(200);
  rig.layer.onRequest(requestFrom('ACK', { branch: 'z9hG4bKtwo', toTag }), flow);
  assert.deepEqual(rig.arrived, ['INVITE', 'ACK']);
  receive('ACK');
  assert.deepEqual(rig.arrived, ['INVITE', 'ACK', 'ACK']);
});

test('the first final response ends the choice', () => {
  const { transaction, respond, flow } = accepted();
  assert.equal(transaction.finalStatus, undefined);
  respond(180);
  assert.equal(transaction.finalStatus, undefined);
  respond(486);
  respond(200);
  respond(180);
  respond(603);
  assert.equal(transaction.finalStatus, 486);
  assert.deepEqual(flow.words, ['180', '486']);
});

test('an ACK before any final response is absorbed', () => {
  const { rig, receive } = accepted();
  receive('ACK');
  assert.deepEqual(rig.arrived, ['INVITE']);
});

test('on a reliable flow a refusal is sent once and waits for its ACK', async () => {
  const { rig, respond, receive, watched, flow } = accepted('tcp');
  respond(486);
  await rig.clock.advance(20_000);
  assert.deepEqual(flow.words, ['486']);
  receive('ACK');
  assert.deepEqual(watched.words, ['terminated']);
  rig.assertEmpty();

  const never = accepted('tcp');
  never.respond(486);
  await never.rig.clock.advance(32_000);
  assert.deepEqual(never.watched.words, ['failure', 'terminated']);
});

test('a flow that closes ends the transaction and the user is told', () => {
  for (const status of [undefined, 180, 200, 486]) {
    const { rig, respond, watched, flow } = accepted('tcp');
    if (status !== undefined) respond(status);
    flow.open = false;
    rig.layer.onFlowClosed(flow);
    assert.deepEqual(watched.words, ['failure', 'terminated'], String(status));
    assert.deepEqual(rig.arrived, ['INVITE', 'flow closed']);
    rig.assertEmpty();
  }
});

test('CANCEL is answered 200 with the tag of the INVITE, and the user is told once', async () => {
  const { rig, respond, receive, watched, flow } = accepted();
  respond(180);
  receive('CANCEL');
  receive('CANCEL');
  assert.deepEqual(flow.words, ['180', '200', '200']);
  const [ok] = flow.responses(200);
  assert.equal(ok?.cseq.method, 'CANCEL');
  assert.equal(ok?.to.tag, toTag);
  assert.deepEqual(watched.words, ['cancel']);
  respond(487);
  receive('ACK');
  await rig.clock.advance(5000);
  assert.deepEqual(rig.arrived, ['INVITE']);
  assert.deepEqual(watched.words, ['cancel', 'terminated']);
  rig.assertEmpty();
});

test('CANCEL before any response: 200 with a tag, and 100 still follows a silent user', async () => {
  const { rig, receive, watched, flow } = accepted();
  receive('CANCEL');
  assert.ok(flow.responses(200)[0]?.to.tag);
  await rig.clock.advance(200);
  assert.deepEqual(flow.words, ['200', '100']);
  receive('INVITE');
  assert.deepEqual(flow.words, ['200', '100', '100']);
  assert.deepEqual(watched.words, ['cancel']);
});

test('CANCEL after the final response is answered and changes nothing', async () => {
  for (const status of [200, 486]) {
    const { rig, respond, receive, watched, flow } = accepted();
    respond(status);
    receive('CANCEL');
    assert.equal(flow.responses(200).filter(({ cseq }) => cseq.method === 'CANCEL').length, 1);
    assert.deepEqual(watched.words, []);
    if (status === 486) receive('ACK');
    receive('CANCEL');
    assert.deepEqual(watched.words, []);
    await rig.clock.advance(32_000);
    rig.assertEmpty();
  }
});

test('the user may still answer a cancelled INVITE with 200', () => {
  const { respond, receive, flow } = accepted();
  receive('CANCEL');
  respond(183);
  respond(200);
  assert.deepEqual(flow.words, ['200', '183', '200']);
});

test('CANCEL and ACK from another place are ignored without a word', async () => {
  const { rig, respond, watched, flow } = accepted();
  respond(180);
  for (const remote of [
    { family: 'ipv4', address: '203.0.113.66', port: 5062 } as const,
    { ...flow.remote, port: 6000 },
  ]) {
    const elsewhere = new RecordingFlow(rig.clock, 'udp', remote);
    rig.layer.onRequest(requestFrom('CANCEL'), elsewhere);
    assert.deepEqual(elsewhere.words, []);
  }
  assert.deepEqual(watched.words, []);
  respond(486);
  const otherPort = new RecordingFlow(rig.clock, 'udp', { ...flow.remote, port: 6000 });
  rig.layer.onRequest(requestFrom('ACK'), otherPort);
  await rig.clock.advance(500);
  assert.deepEqual(flow.timesOf('486'), [0, 500]);
});

test('a CANCEL that matches nothing gets no answer and reaches nobody', () => {
  const rig = new TransactionRig();
  rig.layer.onRequest(requestFrom('CANCEL'), rig.udp);
  assert.deepEqual(rig.udp.words, []);
  assert.deepEqual(rig.arrived, []);
  rig.assertEmpty();
});
