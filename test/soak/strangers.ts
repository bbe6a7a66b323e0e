import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { mutate } from '../../fuzz/mutate.ts';
import type { Random } from '../../src/base/random.ts';
import { field } from '../../testkit/wire.ts';
import { Stranger } from '../faults/stranger.ts';
import { atRate } from './pace.ts';
import type { Tally } from './tally.ts';

export const ATTEMPTS = 3;
/** Short, so that bans pass while it runs; the rule is the same as for an hour. */
export const BAN_S = 60;

const GUESSERS = 8;
const ANSWER_WITHIN_MS = 2_000;
const SILENT_FOR_MS = 300;
const AFTER_THE_BAN_MS = 1_500;
/** One in so many numbers is somebody's. */
const NUMBERS = 900;
const VECTORS = new URL('../vectors/rfc4475/', import.meta.url);
const ONE_IN_FOUR_BY_TCP = 4;

/** Strangers who try passwords, each from an address of his own, until the ban falls; then they wait for its end. */
export class Guessers {
  readonly #tally: Tally;
  readonly #random: Random;
  readonly #guessers: Guesser[] = [];
  #next = 0;
  #stop: (() => void) | undefined;

  static async begin(parts: {
    readonly sipPort: number;
    readonly random: Random;
    readonly tally: Tally;
    readonly perSecond: number;
  }): Promise<Guessers> {
    const guessers = new Guessers(parts);
    for (let index = 1; index <= GUESSERS; index += 1)
      guessers.#guessers.push(
        new Guesser(await Stranger.at(`127.66.0.${index}`, parts.sipPort), parts.tally),
      );
    if (parts.perSecond > 0) guessers.#stop = atRate(parts.perSecond, () => guessers.#guess());
    return guessers;
  }

  private constructor({ random, tally }: { readonly random: Random; readonly tally: Tally }) {
    this.#random = random;
    this.#tally = tally;
  }

  stop(): void {
    this.#stop?.();
    for (const guesser of this.#guessers) guesser.close();
  }

  #guess(): void {
    for (let tries = 0; tries < GUESSERS; tries += 1) {
      const guesser = this.#guessers[this.#next++ % GUESSERS];
      if (guesser === undefined || guesser.isBusy) continue;
      void guesser.guess(String(100 + this.#random.integer(NUMBERS)));
      return;
    }
    this.#tally.add('skipped: every guesser is banned');
  }
}

class Guesser {
  isBusy = false;
  readonly #stranger: Stranger;
  readonly #tally: Tally;
  #failures = 0;
  #isClosed = false;

  constructor(stranger: Stranger, tally: Tally) {
    this.#stranger = stranger;
    this.#tally = tally;
  }

  async guess(number: string): Promise<void> {
    this.isBusy = true;
    const answer = await this.#stranger.guess(number, ANSWER_WITHIN_MS);
    if (this.#isClosed) return;
    this.#failures += 1;
    const wanted = this.#failures === ATTEMPTS ? 403 : 401;
    if (answer?.status !== wanted)
      this.#tally.add(`wrong: guess ${this.#failures} is answered with ${answer?.status ?? 'silence'}`);
    else this.#tally.add('done: wrong password');
    if (this.#failures === ATTEMPTS) await this.#sitOut(answer && field(answer, 'retry-after'));
    this.isBusy = false;
  }

  async #sitOut(retryAfter: string | undefined): Promise<void> {
    this.#failures = 0;
    if (retryAfter !== String(BAN_S)) this.#tally.add(`wrong: Retry-After ${retryAfter}`);
    const during = await this.#stranger.ask('100', SILENT_FOR_MS);
    this.#tally.add(during === undefined ? 'done: ban fell, then silence' : 'wrong: an answer during a ban');
    await pause(BAN_S * 1000 + AFTER_THE_BAN_MS - SILENT_FOR_MS, undefined, { ref: false });
    if (this.#isClosed) return;
    const after = await this.#stranger.ask('100', ANSWER_WITHIN_MS);
    if (this.#isClosed) return;
    this.#tally.add(
      after?.status === 401 ? 'done: ban passed' : `wrong: after a ban ${after?.status ?? 'silence'}`,
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#stranger.close();
  }
}

/** Somebody whose messages are broken in ever new ways, by UDP and by TCP. */
export class Garbler {
  readonly #stop: () => void;
  readonly #stranger: Stranger;

  static async begin(parts: {
    readonly sipPort: number;
    readonly random: Random;
    readonly tally: Tally;
    readonly perSecond: number;
  }): Promise<Garbler> {
    return new Garbler(await Stranger.at('127.67.0.1', parts.sipPort), parts);
  }

  private constructor(
    stranger: Stranger,
    parts: {
      readonly sipPort: number;
      readonly random: Random;
      readonly tally: Tally;
      readonly perSecond: number;
    },
  ) {
    const { sipPort, random, tally, perSecond } = parts;
    const seeds = readdirSync(VECTORS)
      .filter((name) => name.endsWith('.dat'))
      .sort()
      .map((name) => readFileSync(new URL(name, VECTORS)));
    const seed = (): Uint8Array => seeds[random.integer(seeds.length)] ?? new Uint8Array(0);
    this.#stranger = stranger;
    const send = (): void => {
      const bytes = mutate(seed(), seed(), random);
      if (random.integer(ONE_IN_FOUR_BY_TCP) === 0) sendOverTcp(bytes, sipPort);
      else stranger.sendBytes(bytes);
      tally.add('done: malformed message');
    };
    this.#stop = perSecond > 0 ? atRate(perSecond, send) : () => {};
  }

  stop(): void {
    this.#stop();
    this.#stranger.close();
  }
}

/** A connection of its own, which the exchange ends; if it does not, its limits of time do. */
function sendOverTcp(bytes: Uint8Array, port: number): void {
  const socket = connect({ host: '127.0.0.1', port, localAddress: '127.67.0.1' });
  socket.on('error', () => {});
  socket.on('data', () => {});
  socket.end(bytes);
}
