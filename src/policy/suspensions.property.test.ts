import assert from 'node:assert/strict';
import { it } from 'node:test';
import { seededRandom } from '../../testkit/seeded-random.ts';
import {
  barrierIn,
  resolveSuspensions,
  SUSPENDABLE,
  type Suspension,
  SuspensionBook,
} from './suspensions.ts';

const NUMBERS = ['300', '301', '302'];
const END = 60;

function randomSuspensions(random: ReturnType<typeof seededRandom>): Suspension[] {
  const some = <T>(all: readonly T[]): T[] => all.filter(() => random.integer(2) === 1);
  return Array.from({ length: random.integer(7) }, (_, index) => {
    const fromMs = random.integer(END);
    return {
      id: `s${index}`,
      scope: random.integer(4) === 0 ? 'all' : some(NUMBERS),
      what: some(SUSPENDABLE),
      fromMs,
      untilMs: random.integer(3) === 0 ? null : fromMs + 1 + random.integer(END),
      reason: null,
      reasonShown: false,
      untilShown: false,
      endedAtMs: random.integer(5) === 0 ? 0 : null,
    };
  });
}

/** What the words of house rule H4 say, one suspension at a time. */
function takesAway(one: Suspension, number: string, what: string, nowMs: number): boolean {
  const isNow = one.endedAtMs === null && one.fromMs <= nowMs && (one.untilMs ?? Infinity) > nowMs;
  const isMeant = one.scope === 'all' || one.scope.includes(number);
  return isNow && isMeant && one.what.some((each) => each === what);
}

it('a number is kept from something exactly while a suspension says so, in whatever order time is asked', () => {
  const random = seededRandom(7);
  for (let round = 0; round < 300; round += 1) {
    const suspensions = randomSuspensions(random);
    let nowMs = 0;
    const book = new SuspensionBook({ clock: { wallTime: () => nowMs }, suspensions });
    for (let step = 0; step < 40; step += 1) {
      nowMs = random.integer(2 * END + 2);
      const resolution = resolveSuspensions(suspensions, nowMs);
      for (const number of NUMBERS) {
        for (const what of SUSPENDABLE) {
          const all = suspensions.filter((one) => takesAway(one, number, what, nowMs));
          const longest = Math.max(...all.map(({ untilMs }) => untilMs ?? Infinity));
          const found = barrierIn(resolution, number, what);
          assert.equal(found !== undefined, all.length > 0);
          if (found !== undefined) assert.equal(found.untilMs ?? Infinity, longest);
          assert.equal(book.barrier(number, what)?.id, found?.id);
        }
      }
    }
  }
});
