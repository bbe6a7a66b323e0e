/** The registration flows of RFC 3665 §2, message by message. Its TLS and its second proxy are left out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { cseqOf, field, fields, paramOf, tagOf, uriOf, type WireMessage } from '../../testkit/wire.ts';

const TRANSPORTS = ['UDP', 'TCP'] as const;

function messagesOf(phone: Phone): WireMessage[] {
  return phone.log.flatMap(({ message }) => message ?? []);
}

/** `REGISTER`, `401`, ... in the order on the wire. */
function flowOf(phone: Phone): string[] {
  return messagesOf(phone).map(({ method, status }) => method ?? String(status));
}

function contactsOf(response: WireMessage): (readonly [uri: string, expires: number])[] {
  return fields(response, 'contact').map(
    (value) => [uriOf(value), Number(paramOf(value, 'expires'))] as const,
  );
}

/** RFC 3261 §8.2.6: what a response repeats of its request. */
function assertAnswers(response: WireMessage, request: WireMessage): void {
  for (const name of ['from', 'call-id', 'cseq'])
    assert.equal(field(response, name), field(request, name), name);
  assert.equal(uriOf(field(response, 'to')), uriOf(field(request, 'to')));
  assert.ok(tagOf(field(response, 'to')), 'a tag of the registrar');
  assert.equal(fields(response, 'via').length, 1);
  assert.equal(
    paramOf(field(response, 'via'), 'branch'),
    paramOf(field(request, 'via'), 'branch'),
    'the branch of the request',
  );
}

for (const transport of TRANSPORTS) {
  test(`2.1 successful new registration over ${transport}`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', { transport });
    const response = await t.clock.until(phone.register({ expires: 3600 }));
    assert.deepEqual(flowOf(phone), ['REGISTER', '401', 'REGISTER', '200']);
    const [first, challenge, second, accepted] = messagesOf(phone);
    assert.ok(first && challenge && second && accepted);
    assertAnswers(challenge, first);
    assertAnswers(accepted, second);
    assert.match(field(challenge, 'www-authenticate'), new RegExp(`^Digest .*realm="${DOMAIN}"`));
    assert.match(field(challenge, 'www-authenticate'), /qop="auth"/);
    assert.equal(cseqOf(second).number, cseqOf(first).number + 1);
    assert.equal(field(second, 'call-id'), field(first, 'call-id'));
    assert.deepEqual(contactsOf(response), [[phone.contactUri, 3600]]);
    await t.finish();
  });

  test(`2.2 update of contact list over ${transport}`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', { transport });
    await t.clock.advance(100_000);
    const other = 'sip:+1-972-555-2222@gw1.biloxi.example.com;user=phone';
    const response = await t.clock.until(phone.register({ contact: `<${other}>;q=0.2`, expires: 3600 }));
    assert.equal(response.status, 200);
    assert.deepEqual(
      new Map(contactsOf(response)),
      new Map([
        [phone.contactUri, 3500],
        [other, 3600],
      ]),
    );
    await t.finish();
  });

  test(`2.3 request for current contact list over ${transport}`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', { transport });
    const before = t.counts.registrations;
    const response = await t.clock.until(phone.register({ contact: null, expires: undefined }));
    assert.equal(response.status, 200);
    assert.deepEqual(contactsOf(response), [[phone.contactUri, 3600]]);
    assert.equal(t.counts.registrations, before, 'nothing changed');
    await t.finish();
  });

  test(`2.4 cancellation of registration over ${transport}`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', { transport });
    const response = await t.clock.until(phone.register({ contact: '*', expires: 0 }));
    assert.equal(response.status, 200);
    assert.deepEqual(contactsOf(response), []);
    assert.equal(t.counts.registrations, 0);
    await t.finish();
  });

  test(`2.5 unsuccessful registration over ${transport}`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', { transport, password: 'not the one' });
    const response = await t.clock.until(phone.register());
    assert.equal(response.status, 401);
    assert.deepEqual(flowOf(phone), ['REGISTER', '401', 'REGISTER', '401']);
    const [, challenge, , refused] = messagesOf(phone);
    const nonceOf = (message: WireMessage | undefined): string =>
      /nonce="([^"]+)"/.exec(message ? field(message, 'www-authenticate') : '')?.[1] ?? '';
    assert.notEqual(nonceOf(refused), nonceOf(challenge), 'with a new nonce');
    assert.doesNotMatch(field(response, 'www-authenticate'), /stale=true/i);
    assert.equal(t.counts.registrations, 0);
    await t.finish();
  });
}
