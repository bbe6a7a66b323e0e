import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { RecentTries } from '../../policy/recent-tries.ts';
import { refuse, tooMany } from '../administration/refusal.ts';
import type { Outcome } from '../console/outcome.ts';
import type { PhoneLoginView } from '../console/sessions.ts';

const LIFE_MS = 2 * 60_000;
const CODE_LENGTH = 4;
/** 160 bits. */
const SECRET_LENGTH = 32;
/** Open at a time, in all and for one number or call sign. */
const MOST_OPEN = 1_000;
const MOST_OF_NAME = 5;
/** Asked for by one address, and wrong ones keyed in by one extension, in a quarter of an hour. */
const MOST_ASKED = 10;
const MOST_WRONG = 5;
const WINDOW_MS = 15 * 60_000;

interface PhoneLogin {
  readonly browserHash: Buffer;
  /** As it was typed. Numbers and call signs are counted apart, so that nobody learns which belong together. */
  readonly name: string;
  /** Whose phones may say yes; a number that is nobody's stands here like any other. */
  readonly numbers: readonly string[];
  readonly code: string;
  /** On the monotonic clock. */
  readonly endsAt: number;
  readonly endsAtMs: number;
  confirmed: Confirmed | undefined;
}

interface Confirmed {
  readonly extension: string;
  readonly atMs: number;
}

/**
 * Browsers that wait for a phone. What logs in is the call, which the phone's digest vouches for; the code only says
 * which browser is meant. They live two minutes, in memory: who loses one asks for another.
 */
export class PhoneLogins {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #asked: RecentTries;
  readonly #wrong: RecentTries;
  #open: readonly PhoneLogin[] = [];

  constructor({ clock, random }: { readonly clock: Clock; readonly random: Random }) {
    this.#clock = clock;
    this.#random = random;
    this.#asked = new RecentTries({ clock, most: MOST_ASKED, windowMs: WINDOW_MS });
    this.#wrong = new RecentTries({ clock, most: MOST_WRONG, windowMs: WINDOW_MS });
  }

  /** The same for numbers that are nobody's. `before` is what this browser asked for earlier: it ends. */
  ask(wanted: {
    readonly name: string;
    readonly numbers: readonly string[];
    readonly source: string;
    readonly before: string | undefined;
  }): Outcome<{ readonly browser: string; readonly view: PhoneLoginView }> {
    const { numbers, source, before } = wanted;
    const name = wanted.name.toLowerCase();
    if (before !== undefined) this.#drop(this.#find(before));
    const waitS = this.#asked.secondsLeft(source);
    if (waitS > 0) return tooMany(waitS);
    const open = this.#alive();
    const alike = open.filter((login) => login.name === name).length;
    if (open.length >= MOST_OPEN || alike >= MOST_OF_NAME) return tooMany(LIFE_MS / 1000);
    this.#asked.record(source);
    const browser = randomToken(this.#random, SECRET_LENGTH);
    const rivals = open.filter((login) => login.numbers.some((number) => numbers.includes(number)));
    const login: PhoneLogin = {
      browserHash: hashOf(browser),
      name,
      numbers,
      code: this.#codeApartFrom(rivals.map(({ code }) => code)),
      endsAt: this.#clock.now() + LIFE_MS,
      endsAtMs: Math.round(this.#clock.wallTime()) + LIFE_MS,
      confirmed: undefined,
    };
    this.#open = [...open, login];
    return ok({ browser, view: viewOf(login) });
  }

  /** Undefined: it has ended, or there was none. */
  show(browser: string): PhoneLoginView | undefined {
    const login = this.#find(browser);
    return login && viewOf(login);
  }

  /** A phone of the extension has called with a code. */
  confirm(extension: string, code: string): 'confirmed' | 'wrong' | 'too-many' {
    if (!this.#wrong.mayTry(extension)) return 'too-many';
    const login = this.#alive().find(
      (one) => one.confirmed === undefined && one.code === code && one.numbers.includes(extension),
    );
    if (login === undefined) {
      this.#wrong.record(extension);
      return 'wrong';
    }
    login.confirmed = { extension, atMs: this.#clock.wallTime() };
    this.#wrong.forget(extension);
    return 'confirmed';
  }

  /** Whom the browser may be, once: it ends with it. */
  redeem(browser: string, source: string): Outcome<Confirmed> {
    const login = this.#find(browser);
    if (login === undefined) return phoneLoginEnded();
    if (login.confirmed === undefined) {
      return refuse('phone-login-waiting', 'The phone has not called yet');
    }
    this.#drop(login);
    this.#asked.takeBack(source);
    return ok(login.confirmed);
  }

  #find(browser: string): PhoneLogin | undefined {
    const hash = hashOf(browser);
    return this.#alive().find(({ browserHash }) => timingSafeEqual(browserHash, hash));
  }

  #drop(login: PhoneLogin | undefined): void {
    this.#open = this.#open.filter((one) => one !== login);
  }

  #alive(): readonly PhoneLogin[] {
    const now = this.#clock.now();
    if (this.#open.some(({ endsAt }) => endsAt <= now)) {
      this.#open = this.#open.filter(({ endsAt }) => endsAt > now);
    }
    return this.#open;
  }

  /** One wrong key must not say yes to a browser that somebody else has open for the same number. */
  #codeApartFrom(others: readonly string[]): string {
    for (;;) {
      const code = String(this.#random.integer(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
      if (others.every((other) => differences(code, other) > 1)) return code;
    }
  }
}

export function phoneLoginEnded() {
  return refuse('phone-login-ended', 'The code was used, or its time is over');
}

function differences(a: string, b: string): number {
  return [...a].filter((figure, at) => figure !== b.charAt(at)).length;
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function viewOf({ code, endsAtMs, confirmed }: PhoneLogin): PhoneLoginView {
  return { code, endsAtMs, isConfirmed: confirmed !== undefined };
}
