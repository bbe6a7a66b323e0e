import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/base/random.ts';
import type { ExchangeProcess } from '../faults/exchange-process.ts';
import type { Calls, Conversation } from './calls.ts';
import { atRate } from './pace.ts';
import type { Tally } from './tally.ts';

const PAGES = [
  '/status',
  '/extensions',
  '/calls',
  '/bans',
  '/audit',
  '/suspensions',
  '/openapi.json',
] as const;
const POLLS_A_SECOND = 1;
const SUSPEND_EVERY_MS = 20_000;
const SUSPENDED_FOR_MS = 3_000;
const LOOK_MS = 5;
const GIVE_UP_MS = 5_000;
/** A refusal is spoken before it is final. */
const SPOKEN_MS = 20_000;

/** The administrator: looks at lists, watches the events, and now and then cuts an extension off and lets it back. */
export class Desk {
  /** Milliseconds from the command until both phones had their BYE. */
  readonly cutOffMs: number[] = [];
  readonly answerMs: number[] = [];
  readonly #exchange: ExchangeProcess;
  readonly #calls: Calls;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #stops: (() => void)[] = [];
  #page = 0;
  #work: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: {
    readonly exchange: ExchangeProcess;
    readonly calls: Calls;
    readonly random: Random;
    readonly tally: Tally;
  }) {
    this.#exchange = parts.exchange;
    this.#calls = parts.calls;
    this.#random = parts.random;
    this.#tally = parts.tally;
  }

  start(): void {
    this.#stops.push(
      atRate(POLLS_A_SECOND, () => void this.#poll()),
      this.#watch(),
    );
    this.#work = this.#suspendNowAndThen();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
    for (const stop of this.#stops.splice(0)) stop();
  }

  async #poll(): Promise<void> {
    const page = PAGES[this.#page++ % PAGES.length] ?? '/status';
    const beganAt = performance.now();
    try {
      const { status } = await this.#exchange.api('GET', page);
      this.answerMs.push(performance.now() - beganAt);
      this.#tally.add(status === 200 ? 'done: API answer' : `wrong: API ${page} ${status}`);
    } catch (error) {
      this.#tally.add(`wrong: API ${page} ${String(error)}`);
    }
  }

  /** The live events, for as long as it runs. */
  #watch(): () => void {
    const socketPath = join(this.#exchange.data, 'control.sock');
    const watching = request({ socketPath, path: '/api/v1/events' }, (response) => {
      if (response.statusCode !== 200) this.#tally.add(`wrong: events ${response.statusCode}`);
      response.setEncoding('utf8').on('data', (text: string) => {
        this.#tally.add('done: live event', text.split('\nevent: ').length - 1);
      });
      response.on('end', () => this.#isStopped || this.#tally.add('wrong: the events ended'));
    });
    watching.on('error', () => this.#isStopped || this.#tally.add('wrong: the events broke'));
    watching.end();
    return () => watching.destroy();
  }

  async #suspendNowAndThen(): Promise<void> {
    while (!this.#isStopped) {
      for (let waited = 0; waited < SUSPEND_EVERY_MS && !this.#isStopped; waited += 100) await pause(100);
      const [...conversations] = this.#calls.conversations;
      const one = conversations[this.#random.integer(conversations.length || 1)];
      if (one === undefined || this.#isStopped) continue;
      one.taken = this.#cutOff(one).catch((error: unknown) => {
        this.#tally.add(`wrong: suspension: ${String(error)}`);
      });
      await one.taken;
    }
  }

  /** The caller is suspended in the middle of the call; both phones are told, and it can do nothing until it is back. */
  async #cutOff(conversation: Conversation): Promise<void> {
    const { caller, callee, outgoing, incoming } = conversation;
    const { number, phone } = caller;
    const beganAt = performance.now();
    const { status } = await this.#exchange.api('POST', '/suspensions', { scope: [number] });
    if (status !== 201) return this.#tally.add(`wrong: suspension ${status}`);
    const isOver = () => outgoing.state === 'ended' && incoming.state === 'ended';
    while (!isOver() && performance.now() - beganAt < GIVE_UP_MS) await pause(LOOK_MS);
    this.cutOffMs.push(performance.now() - beganAt);
    if (!isOver()) this.#tally.add('wrong: a suspension did not end the call');
    this.#expect('REGISTER while suspended', 403, (await phone.register()).status);
    this.#expect('call while suspended', 403, await finalStatusOf(phone.call(callee.number)));
    await pause(SUSPENDED_FOR_MS);
    const resumed = await this.#exchange.api('POST', '/suspensions/resume', { scope: [number] });
    this.#expect('resume', 200, resumed.status);
    this.#expect('REGISTER after resume', 200, (await phone.register()).status);
    this.#tally.add('done: suspension and resume');
  }

  #expect(what: string, wanted: number, status: number | undefined): void {
    if (status !== wanted) this.#tally.add(`wrong: ${what} ${status}`);
  }
}

async function finalStatusOf(
  calling: Promise<{ readonly state: string; readonly finalStatus: number | undefined }>,
): Promise<number | undefined> {
  const call = await calling;
  for (let waited = 0; call.state !== 'ended' && waited < SPOKEN_MS; waited += LOOK_MS) await pause(LOOK_MS);
  return call.finalStatus;
}
