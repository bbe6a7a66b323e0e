import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { type AddressKey, addressKey } from '../base/address-key.ts';
import { type AttemptOutcome, type Ban, BanBook, DEFAULT_BAN_RULES } from './ban-book.ts';

const HOME = keyOf('192.0.2.7');
const ELSEWHERE = keyOf('198.51.100.9');
const WINDOW = DEFAULT_BAN_RULES.windowMs;
const HOUR = DEFAULT_BAN_RULES.banMs;

let transactions = 0;

function keyOf(address: string): AddressKey {
  return addressKey({ family: address.includes(':') ? 'ipv6' : 'ipv4', address });
}

function book(bounds: { maxCounters?: number; maxBans?: number } = {}): { clock: FakeClock; bans: BanBook } {
  const clock = new FakeClock();
  return { clock, bans: new BanBook({ clock, rules: DEFAULT_BAN_RULES, ...bounds }) };
}

function failAt(
  bans: BanBook,
  key = HOME,
  account = '301',
  transactionKey = `t${++transactions}`,
): AttemptOutcome {
  return bans.recordFailure({ key, account, username: account, transactionKey });
}

describe('threshold (security 1.3)', () => {
  test('the third failure within 300 s bans for exactly 3600 s from then', async () => {
    const { clock, bans } = book();
    failAt(bans);
    await clock.advance(1_000);
    assert.deepEqual(failAt(bans), { counted: true, attempts: 2, ban: undefined });
    assert.equal(bans.isBanned(HOME), false);
    await clock.advance(1_000);
    const { ban } = failAt(bans, HOME, '302');
    assert.deepEqual(ban, {
      addressKey: HOME,
      cause: 'failures',
      attempts: 3,
      lastUsername: '302',
      lastUserAgent: null,
      sinceMs: clock.wallTime(),
      untilMs: clock.wallTime() + HOUR,
    });
    await clock.advance(HOUR - 1);
    assert.equal(bans.isBanned(HOME), true);
    await clock.advance(1);
    assert.equal(bans.isBanned(HOME), false);
  });

  test('a failure exactly 300.000 s after the first still counts with it, one millisecond later it does not', async () => {
    for (const [gap, banned] of [
      [WINDOW, true],
      [WINDOW + 1, false],
    ] as const) {
      const { clock, bans } = book();
      failAt(bans);
      failAt(bans);
      await clock.advance(gap);
      assert.equal(failAt(bans).ban !== undefined, banned);
    }
  });

  test('the window slides: the first failure falls out, the later ones stay', async () => {
    const { clock, bans } = book();
    failAt(bans);
    await clock.advance(200_000);
    failAt(bans);
    await clock.advance(150_000);
    assert.equal(failAt(bans).attempts, 2);
    await clock.advance(1_000);
    assert.notEqual(failAt(bans).ban, undefined);
  });

  test('attempts during a ban are not counted and do not prolong it', async () => {
    const { clock, bans } = book();
    for (let n = 0; n < 3; n += 1) failAt(bans);
    for (let n = 0; n < 10; n += 1) {
      await clock.advance(HOUR / 20);
      assert.deepEqual(failAt(bans), { counted: false, attempts: 3, ban: undefined });
    }
    await clock.advance(HOUR / 2);
    assert.equal(bans.isBanned(HOME), false);
    assert.equal(failAt(bans).attempts, 1);
  });

  test('other rules are followed as given', () => {
    const bans = new BanBook({ clock: new FakeClock(), rules: { attempts: 1, windowMs: 10, banMs: 20 } });
    assert.equal(failAt(bans).ban?.attempts, 1);
  });

  test('with a ban shorter than the window the address begins at nought after it', async () => {
    const clock = new FakeClock();
    const bans = new BanBook({ clock, rules: { attempts: 2, windowMs: 300_000, banMs: 1_000 } });
    failAt(bans);
    failAt(bans);
    await clock.advance(1_000);
    assert.deepEqual(failAt(bans), { counted: true, attempts: 1, ban: undefined });
  });

  test('addresses are counted apart, hosts of one IPv6 /64 together (security 1.1)', () => {
    const { bans } = book();
    failAt(bans, HOME);
    failAt(bans, HOME);
    assert.equal(failAt(bans, ELSEWHERE).attempts, 1);
    failAt(bans, keyOf('2001:db8:1:2::1'));
    failAt(bans, keyOf('2001:db8:1:2:ffff::2'));
    assert.equal(failAt(bans, keyOf('2001:db8:1:3::1')).attempts, 1);
    assert.notEqual(failAt(bans, keyOf('2001:db8:1:2:a:b:c:d')).ban, undefined);
    failAt(bans, keyOf('::ffff:192.0.2.7'));
    assert.equal(bans.isBanned(HOME), true);
  });
});

describe('copies of one request (security 1.2d)', () => {
  test('a retransmission counts once, also after its account had success', () => {
    const { bans } = book();
    failAt(bans, HOME, '301', 'same');
    for (let n = 0; n < 5; n += 1) assert.equal(failAt(bans, HOME, '301', 'same').counted, false);
    bans.recordSuccess(HOME, '301');
    assert.deepEqual(failAt(bans, HOME, '301', 'same'), { counted: false, attempts: 0, ban: undefined });
  });

  test('a late copy of the third attempt does not count again after the ban was lifted', () => {
    const { bans } = book();
    failAt(bans);
    failAt(bans);
    failAt(bans, HOME, '301', 'third');
    bans.lift(HOME);
    assert.deepEqual(failAt(bans, HOME, '301', 'third'), { counted: false, attempts: 0, ban: undefined });
    assert.equal(failAt(bans).attempts, 1);
  });

  test('a key too long to keep names nothing: every arrival counts', () => {
    const { bans } = book();
    const long = 'x'.repeat(257);
    failAt(bans, HOME, '301', long);
    failAt(bans, HOME, '301', long);
    assert.notEqual(failAt(bans, HOME, '301', long).ban, undefined);
  });

  test('what is remembered of one address stays bounded', () => {
    const { bans } = book();
    for (let n = 0; n < 1_000; n += 1) {
      failAt(bans, HOME, '301', `k${n}`);
      bans.recordSuccess(HOME, '301');
    }
    assert.equal(failAt(bans, HOME, '301', 'k999').counted, false);
    assert.equal(failAt(bans, HOME, '301', 'k0').counted, true);
  });
});

describe('success (security 1.4)', () => {
  test('clears that account from that address only', () => {
    const { bans } = book();
    failAt(bans, HOME, '301');
    failAt(bans, HOME, '302');
    failAt(bans, ELSEWHERE, '301');
    bans.recordSuccess(HOME, '301');
    assert.equal(failAt(bans, HOME, '302').attempts, 2);
    assert.equal(failAt(bans, ELSEWHERE, '303').attempts, 2);
  });

  test('one valid account does not buy endless guessing at another', () => {
    const { bans } = book();
    let evaluated = 0;
    while (!bans.isBanned(HOME) && evaluated < 100) {
      failAt(bans, HOME, '302');
      bans.recordSuccess(HOME, '301');
      evaluated += 1;
    }
    assert.equal(evaluated, 3);
  });
});

describe('administrator (security 1.7)', () => {
  test('lifting takes effect at once and begins at nought', () => {
    const { bans } = book();
    for (let n = 0; n < 3; n += 1) failAt(bans);
    assert.equal(bans.lift(HOME)?.addressKey, HOME);
    assert.equal(bans.isBanned(HOME), false);
    assert.equal(failAt(bans).attempts, 1);
    assert.equal(bans.lift(ELSEWHERE), undefined);
  });

  test('a ban by hand lasts as long as it says and replaces a running one', async () => {
    const { clock, bans } = book();
    for (let n = 0; n < 3; n += 1) failAt(bans);
    const ban = bans.ban(HOME, 60_000);
    assert.deepEqual([ban.cause, ban.attempts, ban.untilMs - ban.sinceMs], ['manual', 0, 60_000]);
    assert.equal(bans.list().length, 1);
    await clock.advance(60_000);
    assert.equal(bans.isBanned(HOME), false);
  });

  test('the list tells since and until by the wall clock of now', async () => {
    const { clock, bans } = book();
    bans.ban(HOME, 60_000);
    await clock.advance(10_000);
    const wall = clock.wallTime();
    assert.deepEqual(
      bans.list().map(({ sinceMs, untilMs }) => [sinceMs - wall, untilMs - wall]),
      [[-10_000, 50_000]],
    );
    assert.equal(bans.find(HOME)?.untilMs, wall + 50_000);
  });

  test('what the last program calls itself is kept, to 64 characters', () => {
    const { bans } = book();
    failAt(bans);
    failAt(bans);
    const attempt = { key: HOME, account: '301', username: '301', transactionKey: 'last' };
    const { ban } = bans.recordFailure({ ...attempt, userAgent: '<script>'.repeat(100) });
    assert.equal(ban?.lastUserAgent, '<script>'.repeat(8));
  });

  test('a user name of a stranger is kept to 64 characters', () => {
    const { bans } = book();
    failAt(bans);
    failAt(bans);
    assert.equal(failAt(bans, HOME, 'u'.repeat(500)).ban?.lastUsername, 'u'.repeat(64));
  });
});

describe('four /64 of one /56 (an option of security 1.1)', () => {
  const at = (network: number): AddressKey => keyOf(`2001:db8:1:${network.toString(16)}::7`);
  const SITE = '2001:db8:1:200::/56';

  function sites(siteAfter: number) {
    const clock = new FakeClock();
    const bans = new BanBook({ clock, rules: { ...DEFAULT_BAN_RULES, siteAfter } });
    const ended: [string, string][] = [];
    bans.onExpired(({ addressKey }, cause) => ended.push([addressKey, cause]));
    const ban = (network: number): Ban | undefined => {
      failAt(bans, at(network));
      failAt(bans, at(network));
      return failAt(bans, at(network)).ban;
    };
    return { clock, bans, ended, ban };
  }

  test('ban the /56 with everything in it, for the whole time', async () => {
    const { clock, bans, ended, ban } = sites(4);
    assert.equal(ban(0x2ff)?.addressKey, at(0x2ff));
    ban(0x201);
    ban(0x202);
    ban(0x301);
    assert.equal(bans.isBanned(at(0x299)), false);
    await clock.advance(1_000);
    assert.deepEqual([ban(0x203)?.addressKey, bans.find(at(0x299))?.addressKey], [SITE, SITE]);
    assert.equal(bans.isBanned(at(0x299)), true);
    assert.equal(bans.isBanned(at(0x300)), false);
    assert.deepEqual(
      bans.list().map(({ addressKey }) => addressKey),
      [at(0x301), SITE],
    );
    assert.deepEqual(
      ended,
      [0x2ff, 0x201, 0x202].map((network) => [at(network), 'widened']),
    );
    assert.deepEqual(failAt(bans, at(0x222)), { counted: false, attempts: 3, ban: undefined });
    await clock.advance(HOUR);
    assert.equal(bans.isBanned(at(0x299)), false);
    assert.equal(bans.isBanned(at(0x203)), false);
    bans.close();
  });

  test('are lifted by any address in it, and by a whitelist that touches it', () => {
    for (const lift of ['hand', 'whitelist']) {
      const { bans, ban } = sites(2);
      ban(0x201);
      ban(0x202);
      assert.equal(bans.isBanned(at(0x2aa)), true);
      if (lift === 'hand') assert.equal(bans.lift(at(0x2aa))?.addressKey, SITE);
      else assert.equal(bans.forgetWhere((key) => key === SITE).length, 1);
      assert.equal(bans.isBanned(at(0x201)), false);
      assert.equal(bans.isBanned(at(0x2aa)), false);
      bans.close();
    }
  });

  test('come back after a restart as the /56 they are', () => {
    const { bans, ban } = sites(2);
    ban(0x201);
    const record = ban(0x202);
    assert.ok(record);
    const after = sites(2);
    after.bans.restore([record]);
    assert.equal(after.bans.isBanned(at(0x2aa)), true);
    bans.close();
    after.bans.close();
  });

  test('are four bans and no more where the option is off, and never for IPv4', () => {
    const off = sites(0);
    for (const network of [0x201, 0x202, 0x203, 0x204]) off.ban(network);
    assert.equal(off.bans.isBanned(at(0x2aa)), false);
    const { bans } = sites(1);
    for (let n = 0; n < 3; n += 1) failAt(bans, HOME);
    assert.equal(bans.find(HOME)?.addressKey, HOME);
    off.bans.close();
    bans.close();
  });

  test('are counted among those that are banned now', async () => {
    const { clock, bans, ban } = sites(2);
    ban(0x201);
    await clock.advance(HOUR + 2_000);
    assert.equal(ban(0x202)?.addressKey, at(0x202));
    bans.close();
  });
});

describe('whitelist (security 1.6)', () => {
  test('forgetting drops ban and counters of the covered addresses and of no others', () => {
    const { bans } = book();
    for (let n = 0; n < 3; n += 1) failAt(bans, HOME);
    failAt(bans, ELSEWHERE);
    failAt(bans, ELSEWHERE);
    bans.ban(keyOf('203.0.113.1'), 1_000);
    const lifted = bans.forgetWhere((key) => key === HOME || key === ELSEWHERE);
    assert.deepEqual(
      lifted.map((ban) => ban.addressKey),
      [HOME],
    );
    assert.equal(bans.isBanned(HOME), false);
    assert.equal(failAt(bans, ELSEWHERE).attempts, 1);
    assert.equal(bans.isBanned(keyOf('203.0.113.1')), true);
  });
});

describe('start (security 1.11)', () => {
  const WALL = new FakeClock().wallTime();
  const record = (sinceMs: number, untilMs: number) => ({
    addressKey: HOME as string,
    cause: 'failures' as const,
    attempts: 3,
    lastUsername: '301',
    lastUserAgent: null,
    sinceMs,
    untilMs,
  });

  test('what remains is until minus now, at most its own length, and nothing when it is over', async () => {
    for (const [stored, remaining] of [
      [record(WALL - 1_000, WALL + 3_599_000), 3_599_000],
      [record(WALL - HOUR, WALL), 0],
      [record(WALL - 2 * HOUR, WALL - HOUR), 0],
      [record(WALL + 86_400_000, WALL + 86_400_000 + HOUR), HOUR],
      [record(WALL, WALL - 5), 0],
    ] as const) {
      const { clock, bans } = book();
      bans.restore([stored]);
      assert.equal(bans.isBanned(HOME), remaining > 0);
      assert.equal((bans.find(HOME)?.untilMs ?? WALL) - WALL, remaining);
      if (remaining === 0) continue;
      await clock.advance(remaining - 1);
      assert.equal(bans.isBanned(HOME), true);
      await clock.advance(1);
      assert.equal(bans.isBanned(HOME), false);
    }
  });

  test('a restored ban is told as it was stored', () => {
    const { bans } = book();
    const stored = record(WALL - 600_000, WALL + 3_000_000);
    bans.restore([stored]);
    assert.deepEqual(bans.list(), [stored]);
  });
});

describe('wall clock jumps (security 1.12)', () => {
  test('a day forward or back neither frees nor prolongs a running ban, nor moves the window', async () => {
    for (const jump of [86_400_000, -86_400_000]) {
      const { clock, bans } = book();
      failAt(bans);
      failAt(bans);
      clock.jumpWallTime(jump);
      assert.notEqual(failAt(bans).ban, undefined);
      clock.jumpWallTime(-2 * jump);
      await clock.advance(HOUR - 1);
      assert.equal(bans.isBanned(HOME), true);
      assert.equal(bans.list()[0]?.untilMs, clock.wallTime() + 1);
      await clock.advance(1);
      assert.equal(bans.isBanned(HOME), false);
    }
  });
});

describe('memory (security 1.13, 1.15)', () => {
  test('a counter is gone a second after its window at the latest', async () => {
    const { clock, bans } = book();
    failAt(bans);
    await clock.advance(WINDOW);
    assert.equal(bans.counterCount, 1);
    await clock.advance(1_000);
    assert.equal(bans.counterCount, 0);
    assert.equal(clock.pendingTimers, 0);
  });

  test('the address that failed longest ago is evicted when there are too many', () => {
    const { bans } = book({ maxCounters: 3 });
    for (const last of [1, 2, 3]) failAt(bans, keyOf(`192.0.2.${last}`));
    failAt(bans, keyOf('192.0.2.1'));
    failAt(bans, keyOf('192.0.2.4'));
    assert.equal(bans.counterCount, 3);
    assert.equal(failAt(bans, keyOf('192.0.2.1')).attempts, 3);
    assert.equal(failAt(bans, keyOf('192.0.2.2')).attempts, 1);
  });

  test('the oldest ban is evicted when there are too many, a manual one never', () => {
    const { bans } = book({ maxBans: 3 });
    const ended: [string, string][] = [];
    bans.onExpired((ban, cause) => ended.push([ban.addressKey, cause]));
    bans.ban(keyOf('203.0.113.1'), HOUR);
    for (const last of [1, 2, 3]) for (let n = 0; n < 3; n += 1) failAt(bans, keyOf(`192.0.2.${last}`));
    assert.deepEqual(ended, [['192.0.2.1', 'evicted']]);
    assert.equal(bans.activeCount, 3);
    assert.equal(bans.isBanned(keyOf('203.0.113.1')), true);
    assert.equal(bans.isBanned(keyOf('192.0.2.1')), false);
  });
});

describe('end of a ban', () => {
  test('is told once, within a second, and leaves no timer', async () => {
    const { clock, bans } = book();
    const ended: Ban[] = [];
    bans.onExpired((ban) => ended.push(ban));
    bans.ban(HOME, 1_000);
    bans.ban(ELSEWHERE, 1_500);
    await clock.advance(1_000);
    assert.equal(ended.length, 1);
    await clock.advance(1_000);
    assert.deepEqual(
      ended.map((ban) => ban.addressKey),
      [HOME, ELSEWHERE],
    );
    assert.equal(clock.pendingTimers, 0);
  });

  test('a book that is empty again, or closed, leaves no timer armed', () => {
    const { clock, bans } = book();
    bans.ban(HOME, 1_000);
    bans.lift(HOME);
    failAt(bans);
    bans.forget(HOME);
    assert.equal(clock.pendingTimers, 0);
    bans.ban(HOME, 1_000);
    bans.close();
    bans.close();
    assert.equal(clock.pendingTimers, 0);
  });
});
