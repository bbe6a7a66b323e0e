import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, type PhoneSetUp } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { TransportKind } from '../../testkit/phone-transport.ts';
import { field, fields } from '../../testkit/wire.ts';
import { failAt } from './wrong-passwords.ts';

const KINDS: readonly TransportKind[] = ['UDP', 'TCP', 'TLS', 'WS', 'WSS'];
const CONNECTED = KINDS.filter((kind) => kind !== 'UDP');
const WAYS: readonly PhoneSetUp[] = KINDS.flatMap((transport) =>
  (['ipv4', 'ipv6'] as const).map((family) => ({ transport, family })),
);

function named({ transport, family }: PhoneSetUp): string {
  return `${transport} over ${family === 'ipv6' ? 'IPv6' : 'IPv4'}`;
}

/** A call with sound both ways that the callee ends. */
async function talkAndEnd(t: ExchangeUnderTest, caller: Phone, callee: Phone): Promise<void> {
  const { call, incoming } = await t.talk(caller, callee);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(
    incoming.media?.hears(440) && call.media?.hears(1000),
    `${caller.number} and ${callee.number} hear`,
  );
  assert.equal((await t.clock.until(incoming.hangUp())).status, 200);
  await t.until(() => call.state === 'ended', 'the caller hears of the end');
}

for (const way of WAYS) {
  test(`a phone by ${named(way)} calls phones by every other way and is called by them`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', way);
    const others: Phone[] = [];
    for (const [index, other] of WAYS.entries()) others.push(await t.registered(`${200 + index}`, other));
    for (const other of others) {
      await talkAndEnd(t, phone, other);
      await talkAndEnd(t, other, phone);
    }
    await t.finish();
  });
}

const PORTS: Readonly<Record<TransportKind, number>> = {
  UDP: 5060,
  TCP: 5060,
  TLS: 5061,
  WS: 8080,
  WSS: 8443,
};

for (const kind of KINDS) {
  test(`over ${kind} Via and Contact of the exchange name the way the phone came by`, async () => {
    const t = await ExchangeUnderTest.start();
    const callee = await t.registered('101', { transport: kind });
    const { call } = await t.talk(await t.registered('100', { transport: kind }), callee);
    const [invite] = callee.received('INVITE');
    assert.ok(invite);
    const sentBy = `192.0.2.10:${PORTS[kind]}`;
    assert.ok(field(invite, 'via').startsWith(`SIP/2.0/${kind} ${sentBy};branch=z9hG4bK`));
    const parameter = kind === 'UDP' ? '' : `;transport=${kind === 'WSS' ? 'ws' : kind.toLowerCase()}`;
    const contact = new RegExp(`^<sip:\\w+@${sentBy.replaceAll('.', '\\.')}${parameter}>$`);
    assert.match(field(invite, 'contact'), contact);
    assert.match(call.remoteTarget, new RegExp(contact.source.slice(2, -2)));
    await t.clock.until(call.hangUp());
    await t.finish();
  });
}

for (const kind of CONNECTED) {
  test(`a phone whose ${kind} connection is lost is not reachable at once, and is when it comes back`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const callee = await t.registered('101', { transport: kind });
    callee.transport.close();
    await t.clock.advance(10);
    const call = await caller.call('101');
    await t.until(() => call.finalStatus !== undefined, 'the caller has an answer', 50);
    assert.equal(call.finalStatus, 480);
    await t.clock.until(callee.connect());
    assert.equal((await t.clock.until(callee.register())).status, 200);
    await talkAndEnd(t, caller, callee);
    await t.finish();
  });

  test(`a ringing phone whose ${kind} connection is lost makes the call end at once`, async () => {
    const t = await ExchangeUnderTest.start();
    const callee = await t.registered('101', { transport: kind });
    const call = await (await t.registered('100')).call('101');
    await t.until(() => call.state === 'ringing', 'it rings');
    callee.transport.close();
    await t.until(() => call.finalStatus !== undefined, 'the caller has an answer', 50);
    assert.equal(call.finalStatus, 480);
    await t.finish();
  });

  test(`a ban over ${kind} holds on every transport, and so does its end`, async () => {
    const t = await ExchangeUnderTest.start();
    const guesser = await t.phone('100', { transport: kind, password: 'wrong' });
    assert.deepEqual(await failAt(t, guesser, [0, 1000, 2000]), [401, 401, 403]);
    await t.until(() => !guesser.transport.open, 'its connection is closed', 1000);
    const { address } = guesser;
    for (const other of CONNECTED) {
      const phone = await t.phone('101', { transport: other, address });
      await t.until(() => !phone.transport.open, `${other} is closed`, 50);
    }
    const silent = await t.phone('101', { address, port: 5070 });
    assert.equal(await t.answerWithin(5000, silent.register()), undefined);
    assert.ok((await t.console.bans.lift(address)).ok);
    for (const other of KINDS) await t.registered('102', { transport: other, address, port: 5080 });
    await t.finish();
  });
}

test('a phone that says sips: over TLS is spoken to with sips:, and calls phones by every other way', async () => {
  const t = await ExchangeUnderTest.start();
  const sips = await t.registered('100', { transport: 'TLS', personality: { scheme: 'sips' } });
  const udp = await t.registered('101');
  await talkAndEnd(t, sips, udp);
  await talkAndEnd(t, udp, sips);
  const [invite] = sips.received('INVITE');
  assert.ok(invite);
  assert.match(invite.requestUri ?? '', /^sips:/);
  assert.match(field(invite, 'contact'), /^<sips:\w+@192\.0\.2\.10:5061>$/);
  const answer = sips.received(200).find((response) => field(response, 'cseq').endsWith('INVITE'));
  assert.ok(answer && fields(answer, 'contact')[0]?.startsWith('<sips:'));
  await t.finish();
});

test('sips: over a way that anyone can read is refused', async () => {
  const t = await ExchangeUnderTest.start();
  for (const transport of ['UDP', 'TCP', 'WS'] as const) {
    const phone = await t.phone('100', { transport, personality: { scheme: 'sips' } });
    assert.equal((await t.clock.until(phone.register())).status, 416, transport);
    phone.close();
  }
  const contact = await t.phone('101');
  const response = await t.clock.until(contact.register({ contact: '<sips:101@198.51.100.7>' }));
  assert.equal(response.status, 400);
  await t.finish();
});

test('further ports serve UDP and TCP like the first', async () => {
  const t = await ExchangeUnderTest.start({ settings: { sipExtraPorts: [5160, 15060] } });
  const main = await t.registered('100');
  for (const [index, port] of [5160, 15060].entries()) {
    for (const [other, transport] of (['UDP', 'TCP'] as const).entries()) {
      const phone = await t.registered(`${200 + 10 * index + other}`, { transport, exchangePort: port });
      await talkAndEnd(t, main, phone);
      await talkAndEnd(t, phone, main);
      const [invite] = phone.received('INVITE');
      assert.ok(invite && field(invite, 'via').includes(`192.0.2.10:${port}`));
    }
  }
  await t.finish();
});
