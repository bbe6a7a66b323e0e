import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsignOf, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { field, type WireMessage } from '../../testkit/wire.ts';

const HOUR = 3_600_000;

async function two(): Promise<{ t: ExchangeUnderTest; sender: Phone; recipient: Phone }> {
  const t = await ExchangeUnderTest.start();
  return { t, sender: await t.registered('100'), recipient: await t.registered('101') };
}

function texts(phone: Phone): string[] {
  return phone.mail.texts.map(({ text }) => text);
}

async function send(
  t: ExchangeUnderTest,
  sender: Phone,
  text: string,
  options: Parameters<Phone['message']>[2] & { to?: string } = {},
): Promise<WireMessage> {
  const answer = await t.answerWithin(40_000, sender.message(options.to ?? '101', text, options));
  assert.ok(answer, 'the sender gets an answer');
  return answer;
}

test('a message arrives with number and call sign of its sender and nothing else of him', async () => {
  const { t, sender, recipient } = await two();
  const answer = await send(t, sender, 'Één ronde op 80 m?', {
    headers: [
      ['Subject', 'hush-subject'],
      ['User-Agent', 'hush-agent'],
      ['Contact', '<sip:hush@198.51.100.1>'],
    ],
  });
  assert.equal(answer.status, 200);
  const [received] = recipient.mail.texts;
  assert.equal(received?.text, 'Één ronde op 80 m?');
  assert.equal(received?.from, '100');
  assert.equal(received?.name, callsignOf('100'));
  assert.equal(field(received?.request as WireMessage, 'content-type'), 'text/plain;charset=UTF-8');
  assert.doesNotMatch(recipient.receivedText, /hush|198\.51\.100\.1\b|Brand-of-100|Surname/);
  await t.finish();
});

test('who shows only his number shows only his number in a message, too', async () => {
  const { t, sender, recipient } = await two();
  await t.console.extensions.setCallerId('100', 'number');
  await send(t, sender, 'hello');
  assert.equal(recipient.mail.texts[0]?.name, '');
  assert.doesNotMatch(recipient.receivedText, /PX0/);
  await t.finish();
});

test('all phones of an extension get it; one that takes it is enough', async () => {
  const { t, sender, recipient } = await two();
  const second = await t.registered('101');
  recipient.mail.answersWith.MESSAGE = 405;
  assert.equal((await send(t, sender, 'hello')).status, 200);
  assert.deepEqual(texts(second), ['hello']);
  assert.equal(recipient.received('MESSAGE').length, 1);
  assert.equal(t.counts.storedMessages, 0);
  await t.finish();
});

test('for someone who is away messages wait, and come in their order with their time when he is back', async () => {
  const t = await ExchangeUnderTest.start();
  const sender = await t.registered('100');
  const recipient = await t.phone('101');
  for (const text of ['one', 'two', 'three']) {
    const answer = await send(t, sender, text);
    assert.equal(answer.status, 202);
  }
  assert.equal(t.counts.storedMessages, 3);
  await t.clock.advance(5 * HOUR);
  await t.clock.until(recipient.register());
  await t.until(() => recipient.mail.texts.length === 3, 'they are delivered');
  await t.clock.advance(1000);
  assert.deepEqual(texts(recipient), ['one', 'two', 'three']);
  const date = Date.parse(field(recipient.mail.texts[0]?.request as WireMessage, 'date'));
  assert.ok(Math.abs(t.clock.wallTime() - 5 * HOUR - date) < 15_000, 'it says when it was written');
  assert.equal(t.counts.storedMessages, 0);
  assert.deepEqual(await t.store.listMessages('101'), [], 'and they are deleted');
  await t.finish();
});

test('a message that got its 202 outlives a crash', async () => {
  const t = await ExchangeUnderTest.start();
  const sender = await t.registered('100');
  const recipient = await t.phone('101');
  assert.equal((await send(t, sender, 'hold on to this')).status, 202);
  await t.restart('crash');
  assert.equal(t.counts.storedMessages, 1);
  await t.clock.until(recipient.register());
  await t.until(() => texts(recipient).includes('hold on to this'), 'it is delivered');
  await t.clock.advance(1000);
  await t.restart('crash');
  await t.clock.advance(10_000);
  assert.deepEqual(texts(recipient), ['hold on to this'], 'once');
  await t.finish();
});

test('a restart delivers what waits for phones that are still registered', async () => {
  const { t, sender, recipient } = await two();
  recipient.powered = false;
  assert.equal((await send(t, sender, 'later')).status, 202);
  recipient.powered = true;
  await t.restart('crash');
  await t.until(() => texts(recipient).includes('later'), 'it is delivered');
  await t.finish();
});

test('nobody has a 202 for what the disk did not take', async () => {
  const t = await ExchangeUnderTest.start();
  const sender = await t.registered('100');
  await t.addExtension('101');
  t.fault.refuses = 'full';
  const answer = await send(t, sender, 'lost');
  assert.equal(answer.status, 503);
  assert.match(field(answer, 'retry-after'), /^\d+$/);
  assert.equal(t.counts.storedMessages, 0);
  t.fault.refuses = undefined;
  assert.equal((await send(t, sender, 'kept')).status, 202);
  await t.finish();
});

test('a phone that is registered and silent gets it when it is back; its sender waits four seconds', async () => {
  const { t, sender, recipient } = await two();
  recipient.powered = false;
  const began = t.clock.now();
  assert.equal((await send(t, sender, 'first')).status, 202);
  assert.ok(t.clock.now() - began < 5000);
  assert.equal((await send(t, sender, 'second')).status, 202, 'one that comes behind it waits, too');
  recipient.powered = true;
  await t.clock.advance(40_000);
  await t.clock.until(recipient.register());
  await t.until(() => texts(recipient).includes('second'), 'both are delivered');
  assert.deepEqual([...new Set(texts(recipient))], ['first', 'second']);
  await t.finish();
});

test('a phone that answers after its sender was told 202 is not sent the message again', async () => {
  const { t, sender, recipient } = await two();
  recipient.mail.answersWith.MESSAGE = undefined;
  assert.equal((await send(t, sender, 'slow')).status, 202);
  assert.equal(t.counts.storedMessages, 1);
  const [late] = recipient.received('MESSAGE');
  assert.ok(late);
  recipient.sendRaw(recipient.writeResponse(late, 200, 'OK'));
  await t.clock.advance(1000);
  assert.equal(t.counts.storedMessages, 0);
  await t.clock.until(recipient.register());
  await t.clock.advance(5000);
  assert.equal(new Set(recipient.received('MESSAGE').map(({ text }) => text)).size, 1);
  await t.finish();
});

test('a phone that cannot show messages is no place to leave them', async () => {
  const { t, sender, recipient } = await two();
  for (const status of [405, 415, 501, 603]) {
    recipient.mail.answersWith.MESSAGE = status;
    assert.equal((await send(t, sender, 'hello')).status, 480, String(status));
  }
  assert.equal(t.counts.storedMessages, 0);
  recipient.mail.answersWith.MESSAGE = 486;
  assert.equal((await send(t, sender, 'busy now')).status, 202, 'busy is another matter');
  await t.finish();
});

test('what is no plain text, too long, or not for anybody is refused', async () => {
  const { t, sender, recipient } = await two();
  for (const contentType of [
    'message/cpim',
    'text/html',
    'application/im-iscomposing+xml',
    'multipart/mixed;boundary=x',
    'text/plain;charset=klingon',
  ]) {
    const answer = await send(t, sender, 'x', { contentType });
    assert.equal(answer.status, 415, contentType);
    assert.equal(field(answer, 'accept'), 'text/plain');
  }
  assert.equal((await send(t, sender, 'x'.repeat(1025))).status, 413);
  assert.equal((await send(t, sender, 'x'.repeat(1024))).status, 200);
  assert.equal((await send(t, sender, 'x', { to: '199' })).status, 404);
  assert.equal((await send(t, sender, 'x', { to: '9043' })).status, 404);
  const broken = sender.ask('MESSAGE', 'sip:101@hamvoip.example', {
    extra: [['Content-Type', 'text/plain']],
    body: '\xff\xfe',
  });
  assert.equal((await t.clock.until(broken)).status, 400);
  assert.equal(recipient.mail.texts.length, 1);
  await t.finish();
});

test('a text in Latin-1 arrives in UTF-8, and what steers a screen is left out', async () => {
  const { t, sender, recipient } = await two();
  const latin = sender.ask('MESSAGE', 'sip:101@hamvoip.example', {
    extra: [['Content-Type', 'text/plain; charset="ISO-8859-1"']],
    body: 'caf\xe9',
  });
  assert.equal((await t.clock.until(latin)).status, 200);
  await send(t, sender, 'a\u001b[2Jb\u202egnp.exe\r\nc\td');
  assert.deepEqual(texts(recipient), ['café', 'a[2Jbgnp.exe\r\nc\td']);
  await t.finish();
});

test('twenty messages at once are taken, then one every two seconds', async () => {
  const { t, sender, recipient } = await two();
  for (let i = 0; i < 20; i += 1) assert.equal((await send(t, sender, `${i}`)).status, 200);
  const refused = await send(t, sender, 'too much');
  assert.equal(refused.status, 480);
  assert.equal(field(refused, 'retry-after'), '30');
  assert.equal(t.journal.of('limit-reached').length, 1);
  await t.clock.advance(2100);
  assert.equal((await send(t, sender, 'again')).status, 200);
  assert.equal(recipient.mail.texts.length, 21);
  await t.finish();
});

test('a hundred messages wait for one extension, not more', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  await t.addExtension('101');
  const senders = [await t.registered('100'), await t.registered('102')];
  let accepted = 0;
  for (let i = 0; i < 120; i += 1) {
    const answer = await send(t, senders[i % 2] as Phone, `${i}`);
    assert.equal(answer.status, accepted < 100 ? 202 : 480);
    if (answer.status === 202) accepted += 1;
  }
  assert.equal(t.counts.storedMessages, 100);
  await t.finish();
});

test('what nobody fetched in three days is gone, and what its sender said is worth less sooner', async () => {
  const t = await ExchangeUnderTest.start();
  const sender = await t.registered('100');
  const recipient = await t.phone('101');
  await send(t, sender, 'three days');
  await send(t, sender, 'one hour', { headers: [['Expires', '3600']] });
  assert.equal((await send(t, sender, 'now or never', { headers: [['Expires', '0']] })).status, 480);
  await t.clock.advance(2 * HOUR);
  assert.equal(t.counts.storedMessages, 1);
  await t.clock.until(sender.register());
  await t.clock.advance(71 * HOUR);
  assert.equal(t.counts.storedMessages, 0);
  assert.equal(t.journal.of('message').filter(({ result }) => result === 'expired').length, 2);
  await t.clock.until(recipient.register());
  await t.clock.advance(5000);
  assert.deepEqual(texts(recipient), []);
  await t.finish();
});

test('who is suspended writes nothing, and is written to when it is over', async () => {
  const { t, sender, recipient } = await two();
  for (const what of ['register', 'call'] as const) {
    const suspended = await t.console.suspensions.suspend({ scope: ['100'], what: [what] });
    assert.ok(suspended.ok);
    assert.equal((await send(t, sender, 'x')).status, 403, what);
    assert.ok((await t.console.suspensions.lift(suspended.value.id)).ok);
    await t.clock.until(sender.register());
  }
  const suspended = await t.console.suspensions.suspend({ scope: ['101'], what: ['called'] });
  assert.ok(suspended.ok);
  assert.equal((await send(t, sender, 'for later')).status, 202, 'nothing shows of it');
  await t.clock.advance(5000);
  assert.deepEqual(texts(recipient), []);
  assert.ok((await t.console.suspensions.lift(suspended.value.id)).ok);
  await t.until(() => texts(recipient).includes('for later'), 'it is delivered');
  await t.finish();
});

test('the messages of an extension go with it: its number may be given to somebody else', async () => {
  const t = await ExchangeUnderTest.start();
  const sender = await t.registered('100');
  await t.addExtension('101');
  await send(t, sender, 'for the old holder');
  assert.ok((await t.console.extensions.remove('101')).ok);
  assert.equal(t.counts.storedMessages, 0);
  const next = await t.registered('101');
  await t.clock.advance(5000);
  assert.deepEqual(texts(next), []);
  await t.finish();
});

test('a message within a call goes to the other phone of the call', async () => {
  const { t, sender, recipient } = await two();
  const { call, incoming } = await t.talk(sender, recipient);
  const plain = [['Content-Type', 'text/plain']] as const;
  assert.equal((await t.clock.until(call.request('MESSAGE', 'you are 5 and 9', plain))).status, 200);
  assert.equal((await t.clock.until(incoming.request('MESSAGE', 'so are you', plain))).status, 200);
  assert.deepEqual(
    incoming.texts.map(({ text }) => text),
    ['you are 5 and 9'],
  );
  assert.deepEqual(
    call.texts.map(({ text }) => text),
    ['so are you'],
  );
  assert.equal(
    (await t.clock.until(call.request('MESSAGE', 'x', [['Content-Type', 'message/cpim']]))).status,
    415,
  );
  await t.clock.until(call.hangUp());
  const echo = await sender.call('9043');
  await t.until(() => echo.state === 'answered', 'it is answered');
  assert.equal((await t.clock.until(echo.request('MESSAGE', 'hello?', plain))).status, 405);
  await t.clock.until(echo.hangUp());
  await t.finish();
});

test('no fact holds a text, and none tells who wrote to whom', async () => {
  const { t, sender } = await two();
  await t.addExtension('102');
  await send(t, sender, 'between us two');
  await send(t, sender, 'between us two', { to: '102' });
  assert.doesNotMatch(JSON.stringify(t.journal.facts), /between us/);
  for (const fact of t.journal.of('message')) assert.deepEqual(Object.keys(fact).sort(), ['kind', 'result']);
  await t.finish();
});

test('over lossy paths every message arrives or waits, and none is delivered twice under one transaction', async () => {
  const t = await ExchangeUnderTest.start({
    seed: 11,
    conditions: { loss: 0.1, duplicate: 0.05 },
    settings: { limits: undefined },
  });
  const sender = await t.registered('100');
  const recipient = await t.registered('101');
  const all = Array.from({ length: 40 }, (_, index) => `message ${index}`);
  for (const text of all) {
    const answer = await send(t, sender, text);
    assert.ok([200, 202].includes(answer.status ?? 0), `${answer.status}`);
  }
  await t.clock.advance(40_000);
  await t.answerWithin(40_000, recipient.register());
  await t.clock.advance(60_000);
  assert.deepEqual([...new Set(texts(recipient))].sort(), [...all].sort());
  assert.equal(t.counts.storedMessages, 0);
  await t.finish({ lossy: true });
});
