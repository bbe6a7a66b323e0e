import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KernelDrop } from '../../src/exchange/guard/kernel-drop.ts';
import { DOMAIN, ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';

const GUESSERS = 11;

/** More than twenty wrong passwords for one number, two from each address, so that none of them is banned. */
async function guessFromEverywhere(t: ExchangeUnderTest, number: string): Promise<Phone[]> {
  const guessers: Phone[] = [];
  for (let index = 0; index < GUESSERS; index += 1) {
    const guesser = await t.phone(number, { password: `guess ${index}` });
    guessers.push(guesser);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      assert.equal((await t.answerWithin(10_000, guesser.register()))?.status, 401);
    }
  }
  return guessers;
}

async function registerTime(
  t: ExchangeUnderTest,
  phone: Phone,
): Promise<{ status: number | undefined; tookMs: number }> {
  const startMs = t.clock.now();
  const response = await t.answerWithin(10_000, phone.register());
  return { status: response?.status, tookMs: t.clock.now() - startMs };
}

function forgive(phones: readonly Phone[]): void {
  for (const phone of phones) phone.problems.length = 0;
}

test('guessing from many addresses is slowed to one password a second, and bans nobody who did not earn it', async () => {
  const t = await ExchangeUnderTest.start();
  const guessers = await guessFromEverywhere(t, '100');
  assert.equal(t.counts.bans, 0);
  const late = await t.phone('100', { password: 'guess late' });
  const { status, tookMs } = await registerTime(t, late);
  assert.equal(status, 401);
  assert.ok(tookMs >= 1_000 && tookMs < 5_000, `answered after ${tookMs} ms`);
  forgive([...guessers, late]);
  await t.finish();
});

test('while an account is being guessed at, its registered phone refreshes at once', async () => {
  const t = await ExchangeUnderTest.start();
  const home = await t.registered('100');
  const guessers = await guessFromEverywhere(t, '100');
  const { status, tookMs } = await registerTime(t, home);
  assert.equal(status, 200);
  assert.ok(tookMs < 500, `answered after ${tookMs} ms`);
  forgive(guessers);
  await t.finish();
});

test('a holder with the right password at a new address waits a few seconds and is never locked out', async () => {
  const t = await ExchangeUnderTest.start();
  const guessers = await guessFromEverywhere(t, '100');
  const hotel = await t.phone('100');
  const first = await registerTime(t, hotel);
  assert.equal(first.status, 200);
  assert.ok(first.tookMs >= 1_000 && first.tookMs < 6_000, `answered after ${first.tookMs} ms`);
  const second = await registerTime(t, hotel);
  assert.ok(second.tookMs < 500, 'the address is known now');
  forgive([...guessers, hotel]);
  await t.finish();
});

test('other accounts are answered at once meanwhile', async () => {
  const t = await ExchangeUnderTest.start();
  const guessers = await guessFromEverywhere(t, '100');
  const { status, tookMs } = await registerTime(t, await t.phone('101'));
  assert.equal(status, 200);
  assert.ok(tookMs < 500, `answered after ${tookMs} ms`);
  forgive(guessers);
  await t.finish();
});

test('a holder asks for whitelisting, an administrator grants it, and the ban is over within a second', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  for (let attempt = 0; attempt < 3; attempt += 1) await t.answerWithin(1000, phone.register());
  assert.equal(t.counts.bans, 1);
  const wish = { extension: '100', entry: phone.address, note: 'new phone' };
  const asked = await t.console.whitelist.request(wish);
  assert.ok(asked.ok);
  const again = await t.console.whitelist.request(wish);
  assert.ok(again.ok && again.value.id === asked.value.id, 'asked twice is one request');
  assert.equal(t.counts.bans, 1, 'asking changes nothing');
  const granted = await t.console.by('token:desk').whitelist.grantRequest(asked.value.id);
  assert.ok(granted.ok && granted.value.state === 'granted' && granted.value.decidedBy === 'token:desk');
  assert.equal(t.counts.bans, 0);
  phone.credentials.password = passwordOf('100');
  assert.equal((await t.answerWithin(1000, phone.register()))?.status, 200);
  const twice = await t.console.whitelist.refuseRequest(asked.value.id);
  assert.ok(!twice.ok && twice.error.code === 'already-decided');
  const history = await t.console.bans.listEnded();
  assert.ok(history.ok && history.value[0]?.addressKey === phone.address && history.value[0].attempts === 3);
  forgive([phone]);
  await t.finish();
});

test('a ban by hand beats the whitelist, whichever came first', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  assert.ok((await t.console.bans.add(phone.address, 3_600_000)).ok);
  const added = await t.console.whitelist.add({ entry: phone.address, owner: '100' });
  assert.ok(added.ok && added.value.warning === 'manual-ban');
  assert.equal(await t.answerWithin(1000, phone.register()), undefined);
  assert.ok((await t.console.bans.lift(phone.address)).ok);
  assert.ok((await t.console.bans.add(phone.address, 3_600_000)).ok);
  await t.addExtension('101');
  const other = await t.console.whitelist.add({ entry: '203.0.113.200', owner: '101' });
  assert.ok(other.ok && other.value.warning === null);
  assert.equal(t.counts.bans, 1);
  forgive([phone]);
  await t.finish();
});

test("a trace holds one extension's messages both ways, without credentials, and not the other party's", async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const begun = await t.console.traces.start('100', 600_000);
  assert.ok(begun.ok);
  await t.answerWithin(1000, caller.register());
  const { call } = await t.talk(caller, callee);
  await t.clock.until(call.hangUp());
  await t.clock.advance(1_000);
  const shown = await t.console.traces.show(begun.value.id);
  assert.ok(shown.ok);
  const texts = shown.value.messages.map(({ direction, text }) => `${direction} ${text}`);
  const began = (what: string) => texts.some((text) => text.startsWith(what));
  for (const what of ['in REGISTER', 'in INVITE', 'out SIP/2.0 200', 'in ACK', 'in BYE']) {
    assert.ok(began(what), `${what} is in the trace`);
  }
  assert.ok(!began('out INVITE'), 'the call to the other phone is not');
  for (const text of texts) {
    assert.doesNotMatch(text, /response=/, 'nothing that proves a password');
    assert.ok(!text.includes(callee.address), 'no address of the other party');
  }
  await t.finish();
});

test('a trace lasts an hour at most, goes on after a restart, ends by the clock and is deleted a day later', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const tooLong = await t.console.traces.start('100', 3_600_001);
  assert.ok(!tooLong.ok && tooLong.error.code === 'duration-invalid');
  const begun = await t.console.traces.start('100', 3_600_000);
  assert.ok(begun.ok);
  await t.restart('crash');
  await t.answerWithin(1000, phone.register());
  await t.clock.advance(1_000);
  const countOf = async () => {
    const shown = await t.console.traces.show(begun.value.id);
    return shown.ok ? shown.value.messages.length : undefined;
  };
  const kept = await countOf();
  assert.ok(kept !== undefined && kept > 0);
  await t.clock.advance(3_600_000);
  await t.answerWithin(1000, phone.register());
  await t.clock.advance(1_000);
  assert.equal(await countOf(), kept, 'nothing is kept after its end');
  await t.clock.advance(25 * 3_600_000);
  assert.equal(await countOf(), undefined);
  forgive([phone]);
  await t.finish();
});

test('what a trace shows of another domain or a broken message harms nobody', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  assert.ok((await t.console.traces.start('100', 60_000)).ok);
  phone.sendRaw(`REGISTER sip:${DOMAIN} SIP/2.0\r\nFrom: <sip:100@\r\n\r\n`);
  phone.sendRaw('\u0001\u0002');
  await t.clock.advance(1_000);
  t.assertNoExceptions();
  forgive([phone]);
  await t.finish();
});

test('the kernel is told of bans and of their end, but not of addresses with a registered phone', async () => {
  const told: string[] = [];
  const kernelDrop: KernelDrop = {
    drop: (key, forMs) => void told.push(`drop ${key} ${Math.round(forMs / 1000)}`),
    pass: (key) => void told.push(`pass ${key}`),
  };
  const t = await ExchangeUnderTest.start({ kernelDrop });
  await t.registered('100', { address: '198.51.100.200' });
  assert.ok((await t.console.bans.add('198.51.100.200', 60_000)).ok);
  assert.equal(told.length, 0);
  assert.ok((await t.console.bans.add('203.0.113.5', 3_600_000)).ok);
  assert.deepEqual(told.splice(0), ['drop 203.0.113.5 3600']);
  await t.restart('crash');
  assert.deepEqual(told.splice(0), ['drop 203.0.113.5 3600'], 'the kernel is told again after a restart');
  await t.clock.advance(1_800_000);
  assert.ok((await t.console.bans.lift('203.0.113.5')).ok);
  assert.ok((await t.console.bans.add('203.0.113.6', 1_000)).ok);
  await t.clock.advance(3_000);
  told.splice(0, told.indexOf('pass 203.0.113.5'));
  assert.deepEqual(told, ['pass 203.0.113.5', 'drop 203.0.113.6 1', 'pass 203.0.113.6']);
  await t.finish();
});
