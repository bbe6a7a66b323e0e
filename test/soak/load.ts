import { setTimeout as pause } from 'node:timers/promises';
import { NodeRandom } from '../../src/platform/node-random.ts';
import type { ExchangeProcess } from '../faults/exchange-process.ts';
import { answerLike, Calls } from './calls.ts';
import { Desk } from './desk.ts';
import { Members } from './members.ts';
import type { SoakOptions } from './options.ts';
import { Probe } from './probe.ts';
import type { ProbeFigures } from './prober.ts';
import { Garbler, Guessers } from './strangers.ts';
import type { Tally } from './tally.ts';

/** Twice the nonces that an exchange remembers, and of each phone more comings and goings than it keeps. */
export const REQUESTS_TO_FILL = 20_000;

const EXERCISE = { registrationsPerSecond: 80, callsPerSecond: 20 } as const;

/** Everyone who is at the exchange: holders, the administrator, strangers, and the one who times the answers. */
export class Load {
  readonly #options: SoakOptions;
  readonly #members: Members;
  readonly #calls: Calls;
  readonly #desk: Desk;
  readonly #guessers: Guessers;
  readonly #garbler: Garbler;
  readonly #probe: Probe;

  static async begin(exchange: ExchangeProcess, options: SoakOptions, tally: Tally): Promise<Load> {
    const random = new NodeRandom();
    const members = new Members({ exchange, random, tally, onCall: answerLike(random) });
    await members.add(options.phones);
    await members.fill(REQUESTS_TO_FILL);
    const calls = new Calls({ members, random, tally, sound: options.sound });
    const desk = new Desk({ exchange, calls, random, tally });
    desk.start();
    const strangers = { sipPort: exchange.sipPort, random, tally };
    const guessesPerSecond = options.registrations * options.wrong;
    const guessers = await Guessers.begin({ ...strangers, perSecond: guessesPerSecond });
    const garbler = await Garbler.begin({ ...strangers, perSecond: options.malformed });
    const probe = await Probe.begin(exchange.sipPort, options.probes);
    return new Load(options, { members, calls, desk, guessers, garbler, probe });
  }

  private constructor(
    options: SoakOptions,
    parts: {
      readonly members: Members;
      readonly calls: Calls;
      readonly desk: Desk;
      readonly guessers: Guessers;
      readonly garbler: Garbler;
      readonly probe: Probe;
    },
  ) {
    this.#options = options;
    this.#members = parts.members;
    this.#calls = parts.calls;
    this.#desk = parts.desk;
    this.#guessers = parts.guessers;
    this.#garbler = parts.garbler;
    this.#probe = parts.probe;
  }

  /** The holders register and call. */
  async start(): Promise<void> {
    await this.#members.comeBack();
    this.#members.start(this.#options.registrations);
    this.#calls.start(this.#options.calls);
  }

  /**
   * Much of everything for a while, before anything is counted: V8 compiles what is called often, and what it keeps
   * beside compiled code would look like growth until then.
   */
  async exercise(seconds: number): Promise<void> {
    await this.#members.comeBack();
    this.#members.start(EXERCISE.registrationsPerSecond);
    this.#calls.start(EXERCISE.callsPerSecond);
    await pause(seconds * 1_000);
    await this.pause();
  }

  /** Resolves when no holder calls or is registered any more. Strangers and the administrator go on. */
  async pause(): Promise<void> {
    this.#members.stop();
    await this.#calls.stop();
    while (this.#members.all.some(({ isBusy }) => isBusy)) await pause(100);
    await this.#members.leave();
  }

  /** Everyone goes. */
  async end(): Promise<{
    readonly probe: ProbeFigures;
    readonly cutOffMs: readonly number[];
    readonly apiMs: readonly number[];
  }> {
    const probe = await this.#probe.finish();
    await this.#desk.stop();
    await this.pause();
    this.#guessers.stop();
    this.#garbler.stop();
    this.#members.retire();
    return { probe, cutOffMs: this.#desk.cutOffMs, apiMs: this.#desk.answerMs };
  }
}
