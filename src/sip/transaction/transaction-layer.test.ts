import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  PHONE,
  RecordingFlow,
  requestFrom,
  TransactionRig,
  Watched,
} from '../../../testkit/transaction-rig.ts';
import { createResponse } from '../message/response.ts';

function register(rig: TransactionRig, index: number, answered: boolean): void {
  const { transaction } = rig.accept(requestFrom('REGISTER', { branch: `z9hG4bK${index}` }));
  if (answered) transaction.respond(createResponse(transaction.request, 200));
}

test('nothing is remembered of a request until it is accepted', async () => {
  const rig = new TransactionRig();
  const request = requestFrom('INVITE');
  rig.layer.onRequest(request, rig.udp);
  rig.layer.respondStateless(request, rig.udp, createResponse(request, 401));
  rig.layer.onRequest(requestFrom('INVITE'), rig.udp);
  rig.layer.onRequest(requestFrom('ACK'), rig.udp);
  await rig.clock.advance(60_000);
  assert.deepEqual(rig.arrived, ['INVITE', 'INVITE', 'ACK']);
  assert.deepEqual(rig.udp.words, ['401']);
  rig.assertEmpty();
});

test('a request may be accepted later; what is accepted twice sends nothing the second time', async () => {
  const rig = new TransactionRig();
  const request = requestFrom('REGISTER');
  rig.layer.onRequest(request, rig.udp);
  rig.layer.onRequest(requestFrom('REGISTER'), rig.udp);
  const first = rig.layer.accept(request, rig.udp, {});
  const second = rig.layer.accept(requestFrom('REGISTER'), rig.udp, {});
  second.respond(createResponse(request, 500));
  first.respond(createResponse(request, 200));
  assert.deepEqual(rig.udp.words, ['200']);
  assert.equal(second.finalStatus, undefined);
  assert.equal(rig.layer.size, 1);
  await rig.clock.advance(32_000);
  rig.assertEmpty();
});

test('our Via stands on top with a branch of its own, and the request given stays as it was', () => {
  const rig = new TransactionRig();
  const branches = new Set<string | undefined>();
  for (let count = 0; count < 50; count++) {
    const { transaction } = rig.send('OPTIONS');
    const { via } = transaction.request;
    branches.add(via.branch);
    assert.equal(via.text, `SIP/2.0/UDP 192.0.2.10:5060;branch=${via.branch};rport`);
  }
  assert.equal(branches.size, 50);

  const request = requestFrom('MESSAGE');
  const given = [...request.headers.fields];
  rig.layer.send(request, rig.tcp, new Watched().client);
  assert.deepEqual(request.headers.fields, given);
  assert.equal(rig.tcp.requests('MESSAGE')[0]?.via.transport, 'TCP');
});

test('sent-by is what we are known by; IPv6 gets its brackets', () => {
  for (const [host, written] of [
    ['sip.hamvoip.example', 'sip.hamvoip.example:5070'],
    ['2001:db8::10', '[2001:db8::10]:5070'],
    ['[2001:db8::10]', '[2001:db8::10]:5070'],
  ] as const) {
    const rig = new TransactionRig({ sentBy: () => ({ host, port: 5070 }) });
    const { transaction } = rig.send('OPTIONS');
    assert.ok(transaction.request.via.text.startsWith(`SIP/2.0/UDP ${written};`));
  }
});

test('the ACK of a 2xx goes out once, on a branch of its own, and is remembered nowhere', () => {
  const rig = new TransactionRig();
  const ack = requestFrom('ACK', { toTag: 'to' });
  ack.headers.remove('via');
  rig.layer.sendAck(ack, rig.udp);
  rig.layer.sendAck(ack, rig.udp);
  const [first, second] = rig.udp.requests('ACK');
  assert.ok(first?.via.branch?.startsWith('z9hG4bK'));
  assert.notEqual(first?.via.branch, second?.via.branch);
  rig.assertEmpty();
});

test('responses that are not for us are dropped', () => {
  const rig = new TransactionRig();
  const { transaction, watched } = rig.send('OPTIONS');
  const stranger = new RecordingFlow(rig.clock, 'udp', { ...PHONE, address: '203.0.113.66' });
  rig.answer(transaction, 200, stranger);
  rig.layer.onResponse(createResponse(requestFrom('OPTIONS'), 200), rig.udp);
  rig.layer.onResponse(
    createResponse(requestFrom('OPTIONS', { via: 'SIP/2.0/UDP 192.0.2.10' }), 200),
    rig.udp,
  );
  const forwarded = createResponse(transaction.request, 200);
  forwarded.headers.append('via', 'SIP/2.0/UDP 192.0.2.99:5060;branch=z9hG4bKbelow');
  rig.layer.onResponse(forwarded, rig.udp);
  const otherMethod = createResponse(transaction.request, 200);
  otherMethod.headers.set('cseq', '1 INVITE');
  rig.layer.onResponse(otherMethod, rig.udp);
  assert.deepEqual(watched.words, []);
});

test('a phone may answer from another port of its address', () => {
  const rig = new TransactionRig();
  const { transaction, watched } = rig.send('OPTIONS');
  rig.answer(transaction, 200, new RecordingFlow(rig.clock, 'udp', { ...PHONE, port: 49_999 }));
  assert.deepEqual(watched.words, ['200']);
});

test('counts and size tell what is in the table', () => {
  const rig = new TransactionRig();
  rig.accept(requestFrom('INVITE', { branch: 'z9hG4bKa' }));
  rig.accept(requestFrom('REGISTER', { branch: 'z9hG4bKb' }));
  rig.accept(requestFrom('OPTIONS', { branch: 'z9hG4bKc' }));
  rig.send('INVITE');
  rig.send('NOTIFY');
  assert.deepEqual(rig.layer.counts, {
    inviteServer: 1,
    nonInviteServer: 2,
    inviteClient: 1,
    nonInviteClient: 1,
  });
  assert.equal(rig.layer.size, 5);
});

test('a full table forgets what was answered longest ago, and refuses in silence when nothing was', () => {
  const rig = new TransactionRig({ maxTransactions: 3 });
  for (let index = 0; index < 3; index++) register(rig, index, true);
  register(rig, 3, false);
  register(rig, 4, false);
  register(rig, 5, false);
  assert.equal(rig.layer.size, 3);
  assert.equal(rig.layer.evicted, 3);
  rig.udp.sent.length = 0;
  rig.layer.onRequest(requestFrom('REGISTER', { branch: 'z9hG4bK6' }), rig.udp);
  assert.deepEqual(rig.udp.words, []);
  assert.equal(rig.arrived.length, 6);
  assert.equal(rig.layer.refused, 1);
  assert.equal(rig.layer.size, 3);
});

test('a full table still serves what it holds: copies, ACK, CANCEL', () => {
  const rig = new TransactionRig({ maxTransactions: 1 });
  const { transaction, watched } = rig.accept(requestFrom('INVITE'));
  rig.layer.onRequest(requestFrom('CANCEL'), rig.udp);
  assert.deepEqual(watched.words, ['cancel']);
  transaction.respond(createResponse(transaction.request, 487));
  rig.layer.onRequest(requestFrom('INVITE'), rig.udp);
  rig.layer.onRequest(requestFrom('ACK'), rig.udp);
  assert.deepEqual(rig.udp.words, ['200', '487', '487']);
});

test('an exception of the handler becomes a 500 and a fact, and nothing else suffers', async () => {
  for (const accepts of [false, true]) {
    const rig = new TransactionRig();
    rig.layer.user = {
      onRequest: (request, flow) => {
        if (accepts) rig.layer.accept(request, flow, {});
        throw new Error('a bug');
      },
      onAck: () => {
        throw new Error('another bug');
      },
      onFlowClosed: () => {
        throw new Error('a third bug');
      },
    };
    rig.layer.onRequest(requestFrom('REGISTER'), rig.udp);
    rig.layer.onRequest(requestFrom('ACK', { branch: 'z9hG4bKack' }), rig.udp);
    rig.layer.onFlowClosed(rig.tcp);
    assert.deepEqual(rig.udp.words, ['500']);
    assert.ok(rig.udp.responses(500)[0]?.to.tag);
    assert.equal(rig.journal.of('handler-exception').length, 3);
    assert.equal(rig.layer.size, accepts ? 1 : 0);
    await rig.clock.advance(32_000);
    rig.assertEmpty();
  }
});

test('exceptions of transaction users are facts and leave the machines whole', async () => {
  const rig = new TransactionRig();
  const fails = (): never => {
    throw new Error('a bug');
  };
  const invite = requestFrom('INVITE');
  rig.layer.onRequest(invite, rig.udp);
  const server = rig.layer.accept(invite, rig.udp, {
    onCancel: fails,
    onTransportFailure: fails,
    onTerminated: fails,
  });
  rig.layer.onRequest(requestFrom('CANCEL'), rig.udp);
  server.respond(createResponse(invite, 487));
  const request = requestFrom('OPTIONS');
  rig.layer.send(request, rig.udp, { onResponse: fails, onFailure: fails });
  await rig.clock.advance(32_000);
  assert.equal(rig.journal.of('handler-exception').length, 4);
  rig.assertEmpty();
});

test('a user may close the layer from within a callback', () => {
  const rig = new TransactionRig();
  const request = requestFrom('INVITE');
  request.headers.remove('via');
  const transaction = rig.layer.send(request, rig.udp, {
    onResponse: () => rig.layer.close(),
    onFailure() {},
  });
  rig.answer(transaction, 200);
  rig.assertEmpty();
});

test('closing forgets everything, arms nothing, tells nobody, and is final', async () => {
  const rig = new TransactionRig();
  const invite = rig.accept(requestFrom('INVITE', { branch: 'z9hG4bKa' }));
  const refused = rig.accept(requestFrom('INVITE', { branch: 'z9hG4bKb' }));
  refused.transaction.respond(createResponse(refused.transaction.request, 486));
  register(rig, 1, true);
  const sent = rig.send('INVITE');
  rig.tcp.open = false;
  const late = rig.send('OPTIONS', rig.tcp);
  rig.layer.close();
  rig.layer.close();
  rig.assertEmpty();
  const words = rig.udp.words.length;
  invite.transaction.respond(createResponse(invite.transaction.request, 200));
  rig.answer(sent.transaction, 180);
  sent.transaction.cancel();
  rig.layer.onRequest(requestFrom('INVITE'), rig.udp);
  rig.layer.onFlowClosed(rig.tcp);
  rig.send('OPTIONS');
  rig.accept(requestFrom('REGISTER'));
  await rig.clock.advance(60_000);
  assert.equal(rig.udp.words.length, words);
  for (const { watched } of [invite, refused, sent, late]) assert.deepEqual(watched.words, []);
  rig.assertEmpty();
});

test('T1, T2 and T4 are settings', async () => {
  const rig = new TransactionRig({ timers: { t1Ms: 100, t2Ms: 300, t4Ms: 700, tryingMs: 20 } });
  rig.send('OPTIONS');
  await rig.clock.advance(1100);
  assert.deepEqual(rig.udp.timesOf('OPTIONS'), [0, 100, 300, 600, 900]);
  await rig.clock.advance(5300);
  rig.assertEmpty();
});

test('many finished transactions share one armed clock timer', async () => {
  const rig = new TransactionRig();
  for (let index = 0; index < 1000; index++) register(rig, index, true);
  assert.equal(rig.layer.runningTimers, 1000);
  assert.equal(rig.clock.pendingTimers, 1);
  await rig.clock.advance(32_000);
  rig.assertEmpty();
});
