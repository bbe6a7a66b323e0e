import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  PHONE,
  RecordingFlow,
  type RequestShape,
  requestFrom,
  TransactionRig,
} from '../../../testkit/transaction-rig.ts';
import { createResponse } from '../message/response.ts';
import { isUniqueBranch, serverKey } from './matching.ts';

const OLD_VIA = 'SIP/2.0/UDP 198.51.100.7:5062;branch=1';
const COOKIE_ONLY = 'SIP/2.0/UDP 198.51.100.7:5062;branch=z9hG4bK';

function key(method: string, shape: RequestShape = {}, address = PHONE.address): string {
  const rig = new TransactionRig();
  const flow = new RecordingFlow(rig.clock, 'udp', { ...PHONE, address });
  return serverKey(
    requestFrom(method, shape),
    flow,
    method === 'ACK' || method === 'CANCEL' ? 'INVITE' : method,
  );
}

test('a branch names a transaction only when something follows the cookie', () => {
  assert.ok(isUniqueBranch('z9hG4bKx'));
  for (const branch of [undefined, '', '1', 'z9hG4bK', 'z9hg4bkx']) assert.ok(!isUniqueBranch(branch));
});

test('branch, sent-by, method and source address name a transaction; nothing else does', () => {
  const plain = key('INVITE');
  assert.equal(key('INVITE', { callId: 'other', cseq: 9, uri: 'sip:other@hamvoip.example' }), plain);
  assert.equal(key('ACK', { toTag: 'to' }), plain);
  assert.equal(key('CANCEL'), plain);
  assert.notEqual(key('OPTIONS'), plain);
  assert.notEqual(key('INVITE', { branch: 'z9hG4bKtwo' }), plain);
  assert.notEqual(key('INVITE', { via: 'SIP/2.0/UDP 198.51.100.7:5063;branch=z9hG4bKone' }), plain);
  assert.notEqual(key('INVITE', {}, '203.0.113.9'), plain);
});

test('without a cookie, and with nothing but the cookie, a request is known by its contents', () => {
  for (const via of [OLD_VIA, COOKIE_ONLY, 'SIP/2.0/UDP 198.51.100.7:5062']) {
    const plain = key('INVITE', { via });
    assert.equal(key('INVITE', { via }), plain);
    assert.equal(key('ACK', { via, toTag: 'to' }), plain);
    assert.equal(key('CANCEL', { via }), plain);
    for (const shape of [
      { callId: 'other' },
      { cseq: 2 },
      { fromTag: 'other' },
      { uri: 'sip:other@hamvoip.example' },
    ]) {
      assert.notEqual(key('INVITE', { via, ...shape }), plain);
    }
    assert.notEqual(key('REGISTER', { via, toTag: 'one' }), key('REGISTER', { via, toTag: 'two' }));
  }
});

test('two different requests whose branch is the bare cookie both reach the user, a copy does not', () => {
  const rig = new TransactionRig();
  rig.accept(requestFrom('OPTIONS', { via: COOKIE_ONLY, callId: 'one' }));
  rig.accept(requestFrom('OPTIONS', { via: COOKIE_ONLY, callId: 'two' }));
  rig.layer.onRequest(requestFrom('OPTIONS', { via: COOKIE_ONLY, callId: 'one' }), rig.udp);
  assert.deepEqual(rig.arrived, ['OPTIONS', 'OPTIONS']);
  assert.equal(rig.layer.size, 2);
});

test("an RFC 2543 phone: its refusal is acknowledged, the ACK of another dialog is the user's", async () => {
  const rig = new TransactionRig();
  const { transaction } = rig.accept(requestFrom('INVITE', { via: OLD_VIA }));
  transaction.respond(createResponse(transaction.request, 486, { toTag: 'ours' }));
  rig.layer.onRequest(requestFrom('ACK', { via: OLD_VIA, toTag: 'another' }), rig.udp);
  assert.deepEqual(rig.arrived, ['INVITE', 'ACK']);
  rig.layer.onRequest(requestFrom('ACK', { via: OLD_VIA, toTag: 'ours' }), rig.udp);
  await rig.clock.advance(5000);
  assert.deepEqual(rig.udp.words, ['486']);
  rig.assertEmpty();
});

test("an RFC 2543 phone: the ACK of a 2xx looks like its INVITE and is the user's", () => {
  const rig = new TransactionRig();
  const { transaction } = rig.accept(requestFrom('INVITE', { via: OLD_VIA }));
  transaction.respond(createResponse(transaction.request, 200, { toTag: 'ours' }));
  rig.layer.onRequest(requestFrom('ACK', { via: OLD_VIA, toTag: 'ours' }), rig.udp);
  assert.deepEqual(rig.arrived, ['INVITE', 'ACK']);
});

test('an RFC 2543 phone: CANCEL finds its INVITE', () => {
  const rig = new TransactionRig();
  const { watched } = rig.accept(requestFrom('INVITE', { via: OLD_VIA }));
  rig.layer.onRequest(requestFrom('CANCEL', { via: OLD_VIA }), rig.udp);
  assert.deepEqual(watched.words, ['cancel']);
  assert.deepEqual(rig.udp.words, ['200']);
});

test('phones behind different routers may share private address and branch', () => {
  const rig = new TransactionRig();
  const via = 'SIP/2.0/UDP 192.168.1.10:5060;branch=z9hG4bK1';
  const other = new RecordingFlow(rig.clock, 'udp', { ...PHONE, address: '203.0.113.9' });
  const first = rig.accept(requestFrom('REGISTER', { via }), rig.udp);
  const second = rig.accept(requestFrom('REGISTER', { via }), other);
  first.transaction.respond(createResponse(first.transaction.request, 200));
  second.transaction.respond(createResponse(second.transaction.request, 403));
  rig.layer.onRequest(requestFrom('REGISTER', { via }), rig.udp);
  assert.deepEqual(rig.udp.words, ['200', '200']);
  assert.deepEqual(other.words, ['403']);
});
