import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import { field, type WireMessage } from '../../testkit/wire.ts';
import { ask, BAN_MS, counted, failAt, guess, guessLess } from './wrong-passwords.ts';

test('the third wrong password in five minutes is answered 403 with Retry-After 3600, then there is silence', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  assert.deepEqual(await failAt(t, phone, [0, 150_000, 300_000]), [401, 401, 403]);
  assert.equal(field(phone.received(403)[0] ?? assert.fail(), 'retry-after'), '3600');
  assert.equal(t.counts.bans, 1);
  assert.equal(await ask(t, phone), undefined);
  const [ban] = t.console.bans.list();
  assert.equal(ban?.attempts, 3);
  assert.equal(ban?.lastUsername, '100');
  assert.equal(ban && ban.untilMs - ban.sinceMs, BAN_MS);
  await t.finish();
});

test('three failures spread over more than 300.000 seconds are no ban, and the window slides', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  assert.deepEqual(await failAt(t, phone, [0, 150_000, 300_001]), [401, 401, 401]);
  assert.deepEqual(await failAt(t, phone, [150_000 - 1000]), [403], 'within 300 s of the second');
  await t.finish();
});

test('a ban ends exactly 3600 seconds after the third failure, and trying meanwhile does not prolong it', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  const bannedAt = t.clock.now() - (t.clock.wallTime() - (t.console.bans.list()[0]?.sinceMs ?? 0));
  for (let minute = 0; minute < 55; minute += 5) {
    assert.equal(await ask(t, phone), undefined);
    await t.clock.advance(299_000);
  }
  const probe = async (atMs: number): Promise<number> => {
    await t.clock.advance(atMs - t.clock.now());
    const before = phone.received(401).length;
    phone.sendRaw(guessLess(phone));
    await t.clock.advance(4);
    return phone.received(401).length - before;
  };
  assert.equal(await probe(bannedAt + BAN_MS - 10), 0, 'still silent just before');
  assert.equal(await probe(bannedAt + BAN_MS + 1), 1, 'answered just after');
  phone.credentials.password = passwordOf('100');
  assert.equal((await t.clock.until(phone.register())).status, 200);
  assert.equal(t.journal.of('unbanned').at(-1)?.cause, 'expired');
  phone.problems.length = 0;
  await t.finish();
});

test('after a ban three new failures are needed for the next', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  await t.clock.advance(BAN_MS + 1000);
  assert.deepEqual(await failAt(t, phone, [0, 1000, 2000]), [401, 401, 403]);
  await t.finish();
});

test('copies of one wrong REGISTER count once', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const challenge = await t.clock.until(phone.askForChallenge());
  const bytes = guess(phone, challenge);
  for (let copy = 0; copy < 20; copy += 1) {
    phone.sendRaw(bytes);
    await t.clock.advance(300);
  }
  assert.equal(counted(t), 1);
  assert.equal(t.counts.bans, 0);
  phone.problems.length = 0;
  await t.finish();
});

test('three guesses with one nonce and a rising count are three failures', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const challenge = await t.clock.until(phone.askForChallenge());
  for (const nc of [1, 2, 3]) {
    phone.sendRaw(guess(phone, challenge, { nc, cseq: 50 + nc }));
    await t.clock.advance(100);
  }
  assert.equal(t.counts.bans, 1);
  phone.problems.length = 0;
  await t.finish();
});

test('of a thousand guesses in a second three are looked at', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const challenge = await t.clock.until(phone.askForChallenge());
  for (let n = 1; n <= 1000; n += 1) {
    phone.sendRaw(guess(phone, challenge, { nc: n, cseq: n }));
    await t.clock.advance(1);
  }
  assert.equal(counted(t), 3);
  const looked = t.journal
    .of('authentication-failed')
    .filter(({ reason }) => reason === 'wrong-password').length;
  assert.equal(looked, 3);
  phone.problems.length = 0;
  await t.finish();
});

test('an invented nonce, another one’s nonce and an old nonce count nothing, and say nothing of the password', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const elsewhere = await t.phone('101');
  const old = await t.clock.until(phone.askForChallenge());
  await t.clock.advance(120_000);
  const foreign = await t.clock.until(elsewhere.askForChallenge());
  const invented = { ...foreign, nonce: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' };
  let cseq = 60;
  for (const challenge of [old, foreign, invented]) {
    for (let i = 0; i < 5; i += 1) {
      cseq += 1;
      phone.sendRaw(guess(phone, challenge, { cseq }));
      await t.clock.advance(200);
    }
  }
  assert.equal(counted(t), 0);
  assert.equal(t.counts.bans, 0);
  const stale = phone
    .received(401)
    .filter((message) => /stale=true/i.test(field(message, 'www-authenticate')));
  assert.equal(stale.length, 5, 'stale only for what we issued ourselves to this address');
  phone.problems.length = 0;
  await t.finish();
});

test('packets with a forged sender ban nobody', async () => {
  const t = await ExchangeUnderTest.start();
  const victim = await t.phone('100');
  const attacker = await t.phone('101');
  const challenge = await t.clock.until(attacker.askForChallenge());
  const from = { family: 'ipv4', address: victim.address, port: 5060 } as const;
  for (let n = 1; n <= 50; n += 1) {
    t.network.transmit(Buffer.from(guess(victim, challenge, { nc: n, cseq: n })), from, t.address());
    await t.clock.advance(60);
  }
  assert.equal(t.counts.bans, 0);
  assert.equal(counted(t), 0);
  victim.problems.length = 0;
  await t.clock.advance(10_000);
  assert.equal((await t.clock.until(victim.register())).status, 200);
  victim.problems.length = 0;
  await t.finish();
});

test('an unknown number and a number that is not one’s own count like a wrong password, by any method', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('101');
  const phone = await t.phone('100');
  phone.credentials.username = '777';
  const unknown = await t.clock.until(phone.register());
  assert.equal(unknown.status, 401);
  phone.credentials.username = '100';
  const aor = `sip:101@${DOMAIN}`;
  const foreign = await t.clock.until(
    phone.ask('REGISTER', `sip:${DOMAIN}`, {
      from: `<${aor}>;tag=a`,
      to: `<${aor}>`,
      extra: [phone.contact],
    }),
  );
  assert.equal(foreign.status, 403);
  phone.credentials.password = 'wrong';
  const call = await phone.call('101');
  await t.until(() => call.state === 'ended', 'the INVITE is refused');
  assert.equal(call.finalStatus, 403);
  assert.equal(t.counts.bans, 1);
  assert.equal(counted(t), 3);
  await t.finish();
});

test('no credentials, an unknown scheme and malformed credentials count nothing', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const phone = await t.phone('100');
  for (const value of [
    undefined,
    'Basic dXNlcjpwYXNz',
    'NoOneKnowsThisScheme opaque-data=here',
    'Digest',
    'Digest username=',
    'Digest username="100", realm="hamvoip.example"',
  ]) {
    for (let i = 0; i < 4; i += 1) {
      const headers = value === undefined ? [] : [['Authorization', value] as const];
      const response = await t.clock.until(phone.register({ credentials: 'none', headers }));
      assert.ok(response.status === 401 || response.status === 400, `${value}: ${response.status}`);
    }
  }
  assert.equal(counted(t), 0);
  await t.finish();
});

test('the numbers of the rule are a setting', async () => {
  const t = await ExchangeUnderTest.start({
    settings: { ban: { attempts: 5, windowMs: 60_000, banMs: 120_000 } },
  });
  const phone = await t.phone('100', { password: 'wrong' });
  assert.deepEqual(await failAt(t, phone, [0, 100, 200, 300, 400]), [401, 401, 401, 401, 403]);
  const [refusal]: (WireMessage | undefined)[] = phone.received(403);
  assert.equal(field(refusal ?? assert.fail(), 'retry-after'), '120');
  await t.clock.advance(121_000);
  assert.equal(await ask(t, phone), 401);
  await t.finish();
});

test('a datagram from the place of a registered connection is none of it, and passes no ban', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100', { transport: 'TCP' });
  const { address, port } = phone.transport.local;
  const other = await t.phone('101', { address, port, password: 'wrong' });
  await failAt(t, other, [0, 1000, 2000]);
  assert.equal(t.counts.bans, 1);
  assert.equal(await ask(t, other), undefined, 'the datagram is not read');
  assert.equal((await t.clock.until(phone.register())).status, 200, 'the connection is');
  other.problems.length = 0;
  await t.finish();
});
