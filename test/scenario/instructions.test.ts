import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InstructionView, NewInstruction } from '../../src/exchange/console/instructions.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { G722, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';

async function give(t: ExchangeUnderTest, instruction: NewInstruction): Promise<string> {
  const added = await t.clock.until(t.console.instructions.add(instruction));
  assert.ok(added.ok, added.ok ? '' : added.error.message);
  return added.value.id;
}

function shown(t: ExchangeUnderTest, id: string): InstructionView {
  const found = t.console.instructions.show(id);
  assert.ok(found.ok);
  return found.value;
}

function rowOf(t: ExchangeUnderTest, id: string, extension: string): InstructionView['progress'][number] {
  const row = shown(t, id).progress.find((one) => one.extension === extension);
  assert.ok(row, `${extension} is meant`);
  return row;
}

const FOR_100 = { kind: 'extensions', numbers: ['100'] } as const;

test('an instruction closes by itself when the phone registers as it was asked to', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  await t.clock.until(phone.register({ expires: 60 }));
  const id = await give(t, {
    template: 'registration-interval',
    values: { seconds: 3600 },
    targets: FOR_100,
  });
  assert.equal(shown(t, id).state, 'open');
  assert.deepEqual(rowOf(t, id, '100').findings, [
    { check: 'registration-interval', verdict: 'not-met', seen: '60 s' },
  ]);
  await t.clock.advance(30_000);
  await t.clock.until(phone.register({ expires: 3600 }));
  const row = rowOf(t, id, '100');
  assert.equal(row.state, 'done');
  assert.equal(row.before?.registrationIntervalS, 60);
  assert.equal(row.after?.registrationIntervalS, 3600);
  assert.equal(shown(t, id).state, 'done');
  assert.deepEqual(t.journal.of('instruction-done'), [
    { kind: 'instruction-done', instruction: id, extension: '100' },
  ]);
  await t.finish();
});

test('a phone that falls back is asked again, and late after the deadline', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const deadlineMs = t.clock.wallTime() + 600_000;
  const id = await give(t, { template: 'registration-interval', targets: FOR_100, deadlineMs });
  assert.equal(shown(t, id).state, 'done');
  await t.clock.until(phone.register({ expires: 120 }));
  assert.equal(shown(t, id).state, 'open');
  await t.clock.advance(600_000);
  assert.equal(shown(t, id).state, 'overdue');
  assert.equal(t.journal.of('instruction-overdue').length, 1);
  await t.clock.until(phone.register());
  assert.equal(shown(t, id).state, 'done');
  await t.finish();
});

test('what was reached is known after a crash, and goes on', async () => {
  const t = await ExchangeUnderTest.start();
  const done = await t.registered('100');
  const late = await t.phone('101');
  await t.clock.until(late.register({ expires: 60 }));
  const id = await give(t, { template: 'registration-interval', targets: { kind: 'all' } });
  assert.equal(rowOf(t, id, '100').state, 'done');
  await t.restart('crash');
  assert.equal(rowOf(t, id, '100').state, 'done');
  assert.equal(rowOf(t, id, '101').state, 'open');
  await t.clock.until(late.register());
  assert.equal(rowOf(t, id, '101').state, 'done');
  await t.restart('crash');
  assert.equal(rowOf(t, id, '101').after?.registrationIntervalS, 3600);
  await t.clock.until(done.unregister());
  await t.finish();
});

test('one for a phone model reaches those who get that model later', async () => {
  const t = await ExchangeUnderTest.start();
  const targets = { kind: 'user-agent', product: 'brand-of-101' } as const;
  const id = await give(t, { template: 'transport', values: { transport: 'tcp' }, targets });
  await t.registered('100');
  assert.deepEqual(shown(t, id).progress, []);
  await t.registered('101');
  assert.equal(rowOf(t, id, '101').state, 'open');
  await t.registered('101', { transport: 'TCP' });
  assert.equal(rowOf(t, id, '101').state, 'open');
  assert.equal(shown(t, id).progress.length, 1);
  await t.finish();
});

test('one for a behaviour reaches those who show it', async () => {
  const t = await ExchangeUnderTest.start();
  await t.registered('100');
  const early = await t.phone('101');
  await t.clock.until(early.register({ expires: 60 }));
  const id = await give(t, { template: 'registration-interval', targets: { kind: 'behaviour' } });
  assert.deepEqual(
    shown(t, id).progress.map(({ extension }) => extension),
    ['101'],
  );
  const later = await t.phone('102');
  await t.clock.until(later.register({ expires: 60 }));
  assert.equal(rowOf(t, id, '102').state, 'open');
  await t.finish();
});

test('the order of codecs and the length of packets are read from the next call', async () => {
  const t = await ExchangeUnderTest.start();
  const codecs = [PCMU, PCMA, TELEPHONE_EVENT];
  const phone = await t.registered('100', { personality: { codecs, ptimeMs: 30 } });
  const order = await give(t, { template: 'codec-order', values: { codecs: 'PCMA/8000' }, targets: FOR_100 });
  const length = await give(t, { template: 'ptime', targets: FOR_100 });
  assert.equal(rowOf(t, order, '100').findings[0]?.verdict, 'unknown');
  const call = await phone.call('9043');
  await t.until(() => call.state === 'answered', 'the echo answers');
  assert.equal(rowOf(t, order, '100').findings[0]?.seen, 'PCMU/8000 PCMA/8000');
  assert.equal(rowOf(t, length, '100').findings[0]?.seen, '30 ms');
  await t.clock.until(call.hangUp());
  const better = await t.registered('100', { personality: { codecs: [PCMA, G722, TELEPHONE_EVENT] } });
  const again = await better.call('9043');
  await t.until(() => again.state === 'answered', 'the echo answers');
  assert.equal(rowOf(t, order, '100').state, 'done');
  assert.equal(rowOf(t, length, '100').state, 'done');
  await t.clock.until(again.hangUp());
  await t.finish();
});

test('a phone that keeps trying a wrong password heads the list of phones to talk to', async () => {
  const t = await ExchangeUnderTest.start({
    settings: { ban: { attempts: 50, windowMs: 300_000, banMs: 60_000 } },
  });
  const phone = await t.registered('100');
  const many = await t.phone('101');
  for (let turn = 0; turn < 15; turn += 1) {
    await t.clock.until(many.register({ expires: 60 }));
    await t.clock.advance(20_000);
  }
  await t.registered('102');
  const userAgent = phone.personality.userAgent;
  const broken = await t.phone('100', { password: 'not the right one', personality: { userAgent } });
  const stranger = await t.phone('102', { password: 'a guess', personality: { userAgent: 'Guesser/1' } });
  for (let turn = 0; turn < 4; turn += 1) {
    await t.answerWithin(1_000, broken.register());
    await t.answerWithin(1_000, stranger.register());
  }
  const ranked = t.console.instructions.phonesToTalkTo();
  assert.deepEqual(
    ranked.map(({ extension, complaints }) => [extension, complaints[0]?.kind, complaints[0]?.seen]),
    [
      ['100', 'wrong-password', 4],
      ['101', 'registers-too-often', 15],
    ],
  );
  assert.equal(ranked[0]?.complaints[0]?.template, 'password');
  const id = await give(t, { template: 'password', targets: FOR_100 });
  assert.equal(shown(t, id).state, 'open');
  await t.clock.advance(70 * 60_000);
  await t.clock.until(phone.register());
  assert.equal(shown(t, id).state, 'done');
  await t.finish();
});

test('signs that hold a router open are seen, line breaks and requests alike', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const id = await give(t, { template: 'keep-alive', values: { atLeast: 15, atMost: 40 }, targets: FOR_100 });
  for (let turn = 0; turn < 4; turn += 1) {
    await t.clock.advance(5_000);
    phone.sendRaw('\r\n\r\n');
  }
  await t.clock.advance(100);
  assert.equal(rowOf(t, id, '100').findings[0]?.seen, '5 s');
  for (let turn = 0; turn < 4; turn += 1) {
    await t.clock.advance(30_000);
    phone.sendRaw('\r\n\r\n');
  }
  await t.clock.advance(100);
  assert.equal(rowOf(t, id, '100').state, 'done');
  await t.finish();
});

test('what no check can see is told by hand', async () => {
  const t = await ExchangeUnderTest.start();
  await t.registered('100');
  const id = await give(t, { text: 'Zet video uit.', targets: FOR_100 });
  assert.equal(shown(t, id).state, 'open');
  const done = await t.clock.until(t.console.instructions.markDone(id, '100'));
  assert.ok(done.ok && done.value.state === 'done');
  const closed = await t.clock.until(t.console.instructions.close(id));
  assert.ok(closed.ok && closed.value.state === 'closed');
  await t.restart('crash');
  assert.equal(shown(t, id).state, 'closed');
  await t.finish();
});

test('a removed extension takes its part of every instruction and its history along', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const call = await phone.call('9043');
  await t.until(() => call.state === 'answered', 'the echo answers');
  await t.clock.until(call.hangUp());
  const id = await give(t, { template: 'registration-interval', targets: { kind: 'all' } });
  await t.clock.until(t.console.extensions.remove('100'));
  assert.deepEqual(shown(t, id).progress, []);
  const calls = await t.clock.until(t.console.history.listCalls({ limit: 10 }));
  assert.ok(calls.ok && calls.value.length === 0);
  await t.addExtension('100');
  await t.restart('crash');
  assert.deepEqual(shown(t, id).progress, []);
  await t.finish();
});

test('with a full disk the exchange goes on judging, and writes it down when there is room', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  await t.clock.until(phone.register({ expires: 60 }));
  const id = await give(t, { template: 'registration-interval', targets: FOR_100 });
  t.fault.refuses = 'full';
  const refused = await t.clock.until(t.console.instructions.close(id));
  assert.equal(refused.ok ? '' : refused.error.code, 'store-failed');
  await t.clock.until(phone.register());
  assert.equal(shown(t, id).state, 'done');
  await t.clock.advance(20_000);
  t.fault.refuses = undefined;
  await t.clock.advance(10_000);
  await t.restart('crash');
  assert.equal(shown(t, id).state, 'done');
  await t.finish();
});

test('a wall clock that jumps neither hastens nor stops what phones are asked', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  await t.clock.until(phone.register({ expires: 600 }));
  const deadlineMs = t.clock.wallTime() + 3_600_000;
  const id = await give(t, { template: 'registration-interval', targets: FOR_100, deadlineMs });
  t.clock.jumpWallTime(-86_400_000);
  await t.clock.advance(120_000);
  assert.equal(shown(t, id).state, 'open');
  t.clock.jumpWallTime(2 * 86_400_000);
  await t.clock.advance(120_000);
  assert.equal(shown(t, id).state, 'overdue');
  await t.finish();
});

test('a phone that offers encrypted sound only is found, told, and done when it offers plain sound', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100', { personality: { profile: 'RTP/SAVP' } });
  const dial = async (): Promise<number | undefined> => {
    const call = await phone.call('9043');
    await t.until(() => call.state === 'answered' || call.state === 'ended', 'echo or not');
    if (call.state === 'answered') await t.clock.until(call.hangUp());
    return call.finalStatus;
  };
  const id = await give(t, { template: 'srtp-off', targets: FOR_100 });
  assert.deepEqual(rowOf(t, id, '100').findings, [{ check: 'srtp', verdict: 'unknown', seen: null }]);
  assert.equal(await dial(), 488);
  assert.deepEqual(rowOf(t, id, '100').findings, [{ check: 'srtp', verdict: 'not-met', seen: 'SRTP' }]);
  assert.deepEqual(
    t.console.instructions
      .phonesToTalkTo()
      .map(({ extension, complaints }) => [extension, complaints[0]?.kind]),
    [['100', 'encrypted-only']],
  );
  Object.assign(phone.personality, { profile: 'RTP/AVP' });
  assert.equal(await dial(), 200);
  assert.equal(shown(t, id).state, 'done');
  assert.deepEqual(t.console.instructions.phonesToTalkTo(), []);
  await t.finish();
});
