import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { addressKey } from '../base/address-key.ts';
import { BanBook } from './ban-book.ts';

const RULES = { attempts: 3, windowMs: 300, banMs: 1_000 };
const KEYS = ['192.0.2.1', '192.0.2.2'].map((address) => addressKey({ family: 'ipv4', address }));
const ACCOUNTS = ['301', '302'];

interface Step {
  readonly waitMs: number;
  readonly key: number;
  readonly account: number;
  readonly what: 'failure' | 'success' | 'lift' | 'jump';
  /** Few, so that copies happen. */
  readonly transaction: number;
}

const steps = fc.array(
  fc.record<Step>({
    waitMs: fc.constantFrom(0, 1, 50, 99, 100, 101, 150, 299, 300, 301, 999, 1_000, 1_001),
    key: fc.nat({ max: 1 }),
    account: fc.nat({ max: 1 }),
    what: fc.constantFrom('failure', 'failure', 'failure', 'failure', 'success', 'lift', 'jump'),
    transaction: fc.nat({ max: 40 }),
  }),
  { maxLength: 60 },
);

/** The rules read aloud: every event is kept for ever, every question is answered by looking at all of them. */
class Model {
  readonly #failures: { at: number; key: number; account: number; transaction: number; counts: boolean }[] =
    [];
  readonly #bannedUntil = [0, 0];

  isBanned(key: number, now: number): boolean {
    return now < (this.#bannedUntil[key] ?? 0);
  }

  failure(now: number, { key, account, transaction }: Step): 'copy' | 'banned' | number {
    if (this.isBanned(key, now)) return 'banned';
    const recent = this.#failures.filter((one) => one.key === key && now - one.at <= RULES.windowMs);
    if (recent.some((one) => one.transaction === transaction)) return 'copy';
    this.#failures.push({ at: now, key, account, transaction, counts: true });
    const attempts = recent.filter((one) => one.counts).length + 1;
    if (attempts >= RULES.attempts) {
      this.#bannedUntil[key] = now + RULES.banMs;
      this.#clear(key);
    }
    return attempts;
  }

  success(key: number, account: number): void {
    for (const one of this.#failures) if (one.key === key && one.account === account) one.counts = false;
  }

  lift(key: number): void {
    this.#bannedUntil[key] = 0;
    this.#clear(key);
  }

  #clear(key: number): void {
    for (const one of this.#failures) if (one.key === key) one.counts = false;
  }
}

test('the ban book does what the rules read aloud do, for any order of failures, successes, lifts and clock jumps', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const clock = new FakeClock();
      const bans = new BanBook({ clock, rules: RULES });
      const model = new Model();
      // At most 8 copies that no longer count are remembered; the model remembers all.
      const seen = new Map<string, number>();
      for (const step of story) {
        if (step.waitMs > 0) await clock.advance(step.waitMs);
        const key = KEYS[step.key];
        const account = ACCOUNTS[step.account];
        if (key === undefined || account === undefined) continue;
        const now = clock.now();
        if (step.what === 'jump') clock.jumpWallTime(step.transaction % 2 === 0 ? 86_400_000 : -86_400_000);
        if (step.what === 'success') {
          bans.recordSuccess(key, account);
          model.success(step.key, step.account);
        }
        if (step.what === 'lift') {
          assert.equal(bans.lift(key) !== undefined, model.isBanned(step.key, now));
          model.lift(step.key);
        }
        if (step.what === 'failure') {
          const name = `${step.key} ${step.transaction}`;
          const before = seen.get(name);
          seen.set(name, now);
          if (before !== undefined && distinctSince(seen, before) > 8) continue;
          const expected = model.failure(now, step);
          const outcome = bans.recordFailure({ key, account, username: account, transactionKey: name });
          assert.equal(outcome.counted, typeof expected === 'number');
          if (typeof expected === 'number') assert.equal(outcome.attempts, expected);
          assert.equal(outcome.ban !== undefined, expected === RULES.attempts);
        }
        for (const [index, one] of KEYS.entries())
          assert.equal(bans.isBanned(one), model.isBanned(index, now));
      }
      bans.close();
    }),
    { numRuns: 300, seed: 20_260_101 },
  );
});

function distinctSince(seen: ReadonlyMap<string, number>, since: number): number {
  let count = 0;
  for (const at of seen.values()) if (at >= since) count += 1;
  return count;
}
