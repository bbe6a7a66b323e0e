import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { RecordingFlow } from '../../../testkit/transaction-rig.ts';
import { AnswerStore } from './answer-store.ts';
import { INVITE_CLIENT } from './invite-client.ts';
import { INVITE_SERVER } from './invite-server.ts';
import { NON_INVITE_CLIENT } from './non-invite-client.ts';
import { NON_INVITE_SERVER } from './non-invite-server.ts';
import { TimerQueues } from './timer-queues.ts';
import { DEFAULT_TIMERS, TIMER_RULES, type TimerName } from './timers.ts';
import { type TransactionEnvironment, TransactionRun } from './transaction-run.ts';
import type { AnyTable, MessageEffect, TransactionInput, TransactionState } from './transaction-table.ts';

const TABLES: Readonly<Record<string, AnyTable>> = {
  'INVITE server': INVITE_SERVER,
  'non-INVITE server': NON_INVITE_SERVER,
  'INVITE client': INVITE_CLIENT,
  'non-INVITE client': NON_INVITE_CLIENT,
};

const INPUTS: readonly TransactionInput[] = [
  'begin',
  'begin on closed flow',
  'INVITE',
  'request',
  'ACK',
  'CANCEL',
  'cancel',
  '1xx',
  '2xx',
  '3xx-6xx',
  'flow closed',
  ...(Object.keys(TIMER_RULES) as TimerName[]),
];

/** Where a transaction waits for its user or, once a phone rings, for people: only these may be without a timer. */
const PATIENT: ReadonlySet<string> = new Set([
  'INVITE server proceeding',
  'INVITE server cancelled',
  'non-INVITE server trying',
  'non-INVITE server proceeding',
  'INVITE client proceeding',
]);

class Recorded extends TransactionRun {
  readonly effects: MessageEffect[] = [];
  removed = 0;
  readonly timers: TimerQueues<TransactionRun, TimerName>;

  constructor(table: AnyTable, clock: FakeClock, transport: 'udp' | 'tcp') {
    const timers = new TimerQueues<TransactionRun, TimerName>(clock, (run, name) => run.expire(name));
    const environment: TransactionEnvironment = {
      timers,
      settings: DEFAULT_TIMERS,
      answers: new AnswerStore(),
      remove: () => {
        this.removed++;
      },
      tell() {},
      passAck() {},
      answered() {},
      sendCancel() {},
    };
    super('inviteServer', table, 'key', new RecordingFlow(clock, transport), environment);
    this.timers = timers;
  }

  protected perform(effect: MessageEffect): void {
    this.effects.push(effect);
  }

  protected terminated(): void {}
}

/** The shortest way into every state. */
function paths(table: AnyTable): Map<TransactionState, TransactionInput[]> {
  const found = new Map<TransactionState, TransactionInput[]>([['initial', []]]);
  for (const [state, path] of found) {
    for (const [input, step] of Object.entries(table[state] ?? {})) {
      if (!found.has(step[0])) found.set(step[0], [...path, input as TransactionInput]);
    }
  }
  return found;
}

function drive(table: AnyTable, path: readonly TransactionInput[], transport: 'udp' | 'tcp') {
  const clock = new FakeClock();
  const run = new Recorded(table, clock, transport);
  for (const input of path) run.input(input);
  return { run, clock };
}

for (const [name, table] of Object.entries(TABLES)) {
  test(`${name}: every state can be reached and "terminated" is the only one without a way on`, () => {
    const reached = paths(table);
    assert.deepEqual(
      [...reached.keys()].sort(),
      [...Object.keys(table), 'terminated'].sort(),
      'reached = described',
    );
    for (const [state, rows] of Object.entries(table))
      assert.ok(Object.keys(rows).length > 0, `${state} has no row`);
  });

  test(`${name}: each row leads to its state and does its effects in order; what has no row is ignored`, () => {
    for (const [state, path] of paths(table)) {
      for (const input of INPUTS) {
        const { run } = drive(table, path, 'udp');
        const before = { effects: [...run.effects], timers: run.timers.namesOf(run) };
        const step = table[state]?.[input];
        assert.equal(run.input(input), step !== undefined, `${state}: ${input}`);
        if (step === undefined) {
          assert.deepEqual([run.state, run.effects], [state, before.effects], `${state}: ${input}`);
          assert.deepEqual(run.timers.namesOf(run), before.timers, `${state}: ${input}`);
          continue;
        }
        const [next, ...effects] = step;
        const expected = effects.filter((effect) => !/^(start|stop|double|slow) /.test(effect));
        assert.equal(run.state, next, `${state}: ${input}`);
        assert.deepEqual(run.effects.slice(before.effects.length), expected, `${state}: ${input}`);
        for (const effect of effects) {
          const started = /^(?:start|double|slow) (\w+)$/.exec(effect)?.[1];
          if (started !== undefined)
            assert.ok(run.timers.namesOf(run).includes(started as TimerName), `${state}: ${input}`);
        }
      }
    }
  });

  for (const transport of ['udp', 'tcp'] as const) {
    test(`${name} over ${transport}: no state without a timer but those that wait for a user; none when over`, () => {
      for (const [state, path] of paths(table)) {
        const { run } = drive(table, path, transport);
        const running = run.timers.namesOf(run);
        if (run.state === 'terminated') {
          assert.deepEqual(running, [], state);
          assert.equal(run.removed, 1);
        } else if (state !== 'initial' && !PATIENT.has(`${name} ${state}`)) {
          assert.ok(running.length > 0, `${state} may last for ever`);
        }
      }
    });

    test(`${name} over ${transport}: left alone, every state but those ends and leaves nothing armed`, async () => {
      for (const [state, path] of paths(table)) {
        if (state === 'initial' || PATIENT.has(`${name} ${state}`)) continue;
        const { run, clock } = drive(table, path, transport);
        await clock.advance(64 * DEFAULT_TIMERS.t1Ms);
        assert.equal(run.state, 'terminated', state);
        assert.equal(clock.pendingTimers, 0, state);
      }
    });
  }
}

test('on a reliable flow nothing repeats and the waits for stray copies are left out', () => {
  const reliable = (table: AnyTable, path: readonly TransactionInput[]) => {
    const { run } = drive(table, path, 'tcp');
    return [run.state, ...run.timers.namesOf(run)];
  };
  assert.deepEqual(reliable(INVITE_CLIENT, ['begin']), ['calling', 'timerB']);
  assert.deepEqual(reliable(NON_INVITE_CLIENT, ['begin']), ['trying', 'timerF']);
  assert.deepEqual(reliable(INVITE_SERVER, ['begin', '3xx-6xx']), ['completed', 'timerH']);
  assert.deepEqual(reliable(INVITE_SERVER, ['begin', '3xx-6xx', 'ACK']), ['terminated']);
  assert.deepEqual(reliable(INVITE_SERVER, ['begin', '2xx']), ['accepted', 'timerL']);
  assert.deepEqual(reliable(NON_INVITE_SERVER, ['begin', '2xx']), ['terminated']);
  assert.deepEqual(reliable(INVITE_CLIENT, ['begin', '3xx-6xx']), ['terminated']);
  assert.deepEqual(reliable(INVITE_CLIENT, ['begin', '2xx']), ['accepted', 'timerM']);
  assert.deepEqual(reliable(NON_INVITE_CLIENT, ['begin', '2xx']), ['terminated']);
});

test('an abandoned transaction is over, silent, and deaf to all that follows', async () => {
  const { run, clock } = drive(INVITE_CLIENT, ['begin'], 'udp');
  run.abandon();
  assert.equal(run.state, 'terminated');
  for (const input of INPUTS) assert.equal(run.input(input), false);
  assert.deepEqual(run.effects, ['send']);
  assert.equal(clock.pendingTimers, 0);
});
