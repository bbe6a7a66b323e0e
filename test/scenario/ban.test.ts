import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorization, type Challenge } from '../../testkit/digest-client.ts';
import { DOMAIN, ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { field, type WireMessage } from '../../testkit/wire.ts';

const BAN_MS = 3_600_000;

/** Failed registrations at given times; each takes the same few milliseconds, so their distances are exact. */
async function failAt(
  t: ExchangeUnderTest,
  phone: Phone,
  timesMs: readonly number[],
): Promise<(number | undefined)[]> {
  const startMs = t.clock.now();
  const statuses: (number | undefined)[] = [];
  for (const timeMs of timesMs) {
    await t.clock.advance(startMs + timeMs - t.clock.now());
    const response = await t.answerWithin(1000, phone.register());
    statuses.push(response?.status);
  }
  return statuses;
}

async function ask(t: ExchangeUnderTest, phone: Phone): Promise<number | undefined> {
  return (await t.answerWithin(1000, phone.register({ credentials: 'none' })))?.status;
}

function counted(t: ExchangeUnderTest): number {
  return t.journal.of('authentication-failed').filter((fact) => fact.counted).length;
}

/** The very REGISTER that answers a challenge with a wrong password. */
function guess(
  phone: Phone,
  challenge: Challenge,
  options: { nc?: number; cseq?: number; number?: string } = {},
): string {
  const { nc = 1, cseq = 50, number = phone.number } = options;
  const uri = `sip:${DOMAIN}`;
  const secret = { username: number, password: `guess ${cseq}` };
  const value = authorization(challenge, secret, { method: 'REGISTER', uri }, { nc, cnonce: 'abc' });
  const aor = `sip:${number}@${DOMAIN}`;
  return [
    `REGISTER ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${phone.address}:5060;branch=z9hG4bKguess${cseq}${nc};rport`,
    'Max-Forwards: 70',
    `From: <${aor}>;tag=guess`,
    `To: <${aor}>`,
    'Call-ID: guess',
    `CSeq: ${cseq} REGISTER`,
    `Contact: <sip:${number}@${phone.address}>`,
    `Authorization: ${value}`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}

test('the third wrong password in five minutes is answered 403 with Retry-After 3600, then there is silence', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  assert.deepEqual(await failAt(t, phone, [0, 150_000, 300_000]), [401, 401, 403]);
  assert.equal(field(phone.received(403)[0] ?? assert.fail(), 'retry-after'), '3600');
  assert.equal(t.counts.bans, 1);
  assert.equal(await ask(t, phone), undefined);
  const [ban] = t.console.listBans();
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
  const bannedAt = t.clock.now() - (t.clock.wallTime() - (t.console.listBans()[0]?.sinceMs ?? 0));
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

/** A REGISTER without credentials, sent once. */
function guessLess(phone: Phone): string {
  return guess(phone, {
    realm: '',
    nonce: '',
    algorithm: 'MD5',
    qop: [],
    stale: false,
    opaque: undefined,
  }).replace(/Authorization: .*\r\n/, '');
}

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

test('a success clears the failures of that extension from that address, and of no other', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000]);
  phone.credentials.password = passwordOf('100');
  assert.equal((await t.clock.until(phone.register())).status, 200);
  phone.credentials.password = 'wrong';
  assert.deepEqual(await failAt(t, phone, [0, 1000]), [401, 401], 'counting began anew');

  const other = await t.phone('101', { address: phone.address, port: 5070 });
  assert.equal((await t.clock.until(other.register())).status, 200);
  assert.deepEqual(await failAt(t, phone, [1000]), [403], 'another one’s success cleared nothing');
  await t.finish();
});

test('a ban is of the address: other ports and numbers are silent, other addresses are not', async () => {
  const t = await ExchangeUnderTest.start();
  const guesser = await t.phone('100', { password: 'wrong' });
  const sameAddress = await t.phone('101', { address: guesser.address, port: 5070 });
  const elsewhere = await t.phone('102');
  await failAt(t, guesser, [0, 1000, 2000]);
  assert.equal(await ask(t, sameAddress), undefined);
  assert.equal(await ask(t, elsewhere), 401);
  await t.finish();
});

test('IPv6 addresses of one /64 count together', async () => {
  const t = await ExchangeUnderTest.start();
  const statuses = [];
  for (const last of ['1', '2:3:4:5', 'ffff']) {
    const address = last.includes(':') ? `2001:db8:7:7:${last}` : `2001:db8:7:7::${last}`;
    const phone = await t.phone('100', { family: 'ipv6', address, password: 'wrong' });
    statuses.push((await t.clock.until(phone.register())).status);
  }
  assert.deepEqual(statuses, [401, 401, 403]);
  const outside = await t.phone('100', { family: 'ipv6', address: '2001:db8:7:8::1' });
  assert.equal((await t.clock.until(outside.register())).status, 200);
  await t.finish();
});

test('over TCP the ban closes the connection and accepts no new one', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { transport: 'TCP', password: 'wrong' });
  const statuses = await failAt(t, phone, [0, 1000, 2000]);
  assert.deepEqual(statuses, [401, 401, 403]);
  await t.until(() => !phone.transport.open, 'the connection is closed', 5000);
  await t.clock.until(phone.connect());
  await t.until(() => !phone.transport.open, 'a new one is closed at once', 100);
  assert.equal(t.counts.connections, 0);
  await t.finish();
});

test('a ban over TCP holds over UDP, too', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { transport: 'TCP', password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  const udp = await t.phone('101', { address: phone.address });
  assert.equal(await ask(t, udp), undefined);
  await t.finish();
});

test('lifting a ban works within a second and forgets what was counted', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  assert.ok((await t.clock.until(t.console.liftBan(phone.address))).ok);
  assert.equal(await ask(t, phone), 401);
  assert.deepEqual(await failAt(t, phone, [0, 1000]), [401, 401]);
  assert.equal(t.console.listBans().length, 0);
  await t.finish();
});

test('the administrator may ban an address for a time of his choice', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  assert.ok((await t.clock.until(t.console.addBan(phone.address, 60_000))).ok);
  assert.equal(await ask(t, phone), undefined);
  await t.clock.advance(61_000);
  assert.equal(await ask(t, phone), 401);
  await t.finish();
});

test('from a whitelisted address passwords are needed and failures are seen, but never ban', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  const entry = { entry: phone.address, owner: '100' };
  assert.ok((await t.clock.until(t.console.addWhitelistEntry(entry))).ok);
  const statuses = await failAt(t, phone, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  assert.deepEqual(statuses, new Array(10).fill(401));
  assert.equal(
    t.journal.of('authentication-failed').filter(({ reason }) => reason === 'wrong-password').length,
    10,
  );
  assert.equal(counted(t), 0);
  await t.finish();
});

test('whitelisting an address, its network or its host name lifts the ban at once', async () => {
  const t = await ExchangeUnderTest.start();
  t.names.set('thuis.example.org', ['198.51.100.3']);
  const entries = ['198.51.100.1', '198.51.100.2/32', 'thuis.example.org'];
  for (const [index, entry] of entries.entries()) {
    const phone = await t.phone(String(100 + index), { password: 'wrong' });
    await failAt(t, phone, [0, 100, 200]);
    assert.equal(await ask(t, phone), undefined);
    const added = await t.clock.until(t.console.addWhitelistEntry({ entry, owner: phone.number }));
    assert.ok(added.ok, entry);
    await t.clock.advance(1000);
    assert.equal(await ask(t, phone), 401, entry);
  }
  await t.finish();
});

test('an address that leaves the whitelist counts from nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await t.clock.until(t.console.addWhitelistEntry({ entry: phone.address, owner: '100' }));
  await failAt(t, phone, [0, 100, 200, 300]);
  assert.ok((await t.clock.until(t.console.removeWhitelistEntry(phone.address))).ok);
  assert.deepEqual(await failAt(t, phone, [0, 100, 200]), [401, 401, 403]);
  await t.finish();
});

test('trusted networks are never banned', async () => {
  const t = await ExchangeUnderTest.start({ settings: { trusted: ['198.51.100.0/24'] } });
  const phone = await t.phone('100', { password: 'wrong' });
  const statuses = await failAt(t, phone, [0, 100, 200, 300, 400]);
  assert.deepEqual(statuses, new Array(5).fill(401));
  await t.finish();
});

test('a registered phone keeps its registration and is called while its neighbour is banned', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const good = await t.registered('101', { nat, address: '192.168.1.20' });
  const bad = await t.phone('102', { nat, address: '192.168.1.21', password: 'wrong' });
  await failAt(t, bad, [0, 100, 200]);
  assert.equal(await ask(t, bad), undefined);
  assert.equal((await t.answerWithin(2000, good.register()))?.status, 200, 'it refreshes');
  const caller = await t.registered('100');
  const { call, incoming } = await t.talk(caller, good);
  assert.equal((await t.answerWithin(2000, incoming.hangUp()))?.status, 200, 'it ends its call');
  await t.until(() => call.state === 'ended', 'the caller hears of the end');
  const out = await good.call('100');
  await t.clock.advance(5000);
  assert.equal(out.statuses.length, 0, 'a new call from the address is dropped');
  assert.equal(caller.isCalled, false);
  await t.finish();
});

test('the literal reading of the house rule cuts registered phones off, too', async () => {
  const t = await ExchangeUnderTest.start({ settings: { protectRegisteredFlows: false } });
  const nat = t.nat('203.0.113.200');
  const good = await t.registered('101', { nat, address: '192.168.1.20' });
  const bad = await t.phone('102', { nat, address: '192.168.1.21', password: 'wrong' });
  await failAt(t, bad, [0, 100, 200]);
  assert.equal(await t.answerWithin(2000, good.register()), undefined);
  await t.finish();
});

test('a phone that is in a call when its address is banned can go on talking and hang up', async () => {
  const t = await ExchangeUnderTest.start({ settings: { protectRegisteredFlows: false } });
  const nat = t.nat('203.0.113.200');
  const good = await t.registered('101', { nat, address: '192.168.1.20' });
  const caller = await t.registered('100');
  const { call, incoming } = await t.talk(caller, good);
  const bad = await t.phone('102', { nat, address: '192.168.1.21', password: 'wrong' });
  await failAt(t, bad, [0, 100, 200]);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  assert.equal((await t.answerWithin(2000, incoming.hangUp()))?.status, 200);
  await t.until(() => call.state === 'ended', 'the other side hears of the end');
  await t.finish();
});

for (const how of ['close', 'crash'] as const) {
  test(`a ban survives a ${how} and goes on for what was left of it`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', { password: 'wrong' });
    await failAt(t, phone, [0, 1000, 2000]);
    const bannedAt = t.clock.now();
    await t.clock.advance(1_000_000);
    await t.restart(how);
    assert.equal(await ask(t, phone), undefined);
    await t.clock.advance(bannedAt + BAN_MS - 5000 - t.clock.now());
    assert.equal(await ask(t, phone), undefined);
    await t.clock.advance(6000);
    assert.equal(await ask(t, phone), 401);
    phone.problems.length = 0;
    await t.finish();
  });
}

test('a wall clock that goes back during a stop gives at most the whole ban again', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  await t.clock.advance(1_000_000);
  t.clock.jumpWallTime(-30 * 86_400_000);
  await t.restart('close');
  await t.clock.advance(BAN_MS - 2000);
  assert.equal(await ask(t, phone), undefined);
  await t.clock.advance(3000);
  assert.equal(await ask(t, phone), 401);
  await t.finish();
});

test('a jump of the wall clock by a day neither frees nor prolongs a running ban', async () => {
  for (const jumpMs of [86_400_000, -86_400_000]) {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', { password: 'wrong' });
    await failAt(t, phone, [0, 1000, 2000]);
    t.clock.jumpWallTime(jumpMs);
    await t.clock.advance(BAN_MS - 10_000);
    assert.equal(await ask(t, phone), undefined);
    await t.clock.advance(10_000);
    assert.equal(await ask(t, phone), 401);
    await t.finish();
  }
});

test('the window is of the monotonic clock: a jump between failures changes nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000]);
  t.clock.jumpWallTime(86_400_000);
  assert.deepEqual(await failAt(t, phone, [1000]), [403]);
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

test('a whitelisted host name follows its addresses within five minutes', async () => {
  const t = await ExchangeUnderTest.start();
  t.names.set('thuis.example.org', ['203.0.113.99']);
  const phone = await t.phone('100', { password: 'wrong' });
  assert.ok(
    (await t.clock.until(t.console.addWhitelistEntry({ entry: 'thuis.example.org', owner: '100' }))).ok,
  );
  await failAt(t, phone, [0, 100, 200]);
  assert.equal(await ask(t, phone), undefined);
  t.names.set('thuis.example.org', [phone.address]);
  await t.clock.advance(301_000);
  assert.equal(await ask(t, phone), 401);
  await t.finish();
});

test('a whitelist entry with an end ends', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  const expiresAtMs = t.clock.wallTime() + 60_000;
  await t.clock.until(t.console.addWhitelistEntry({ entry: phone.address, owner: '100', expiresAtMs }));
  assert.deepEqual(await failAt(t, phone, [0, 100, 200]), [401, 401, 401]);
  await t.clock.advance(61_000);
  assert.deepEqual(await failAt(t, phone, [0, 100, 200]), [401, 401, 403]);
  await t.finish();
});
