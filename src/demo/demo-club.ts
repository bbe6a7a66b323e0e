import type { Clock, Scheduled } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Network, SocketAddress } from '../base/sockets.ts';
import { DemoPhone } from './demo-phone.ts';

const PRODUCT = 'Hamvoip-Demo/1.0';
/** How long somebody speaks before the next one does. */
const TURN_MS = 4_000;
const CALL_MS = { shortest: 25_000, longest: 90_000 };
const PAUSE_MS = { shortest: 3_000, longest: 12_000 };
const PAIRS_AT_ONCE = 3;
const GUESSES = 3;
/** Greeting, tone, and some seconds of speech. */
const MESSAGE_MS = 20_000;
const LOWEST_PITCH_HZ = 100;
const PITCH_STEP_HZ = 7;

export interface DemoMember {
  readonly number: string;
  readonly password: string;
  /** The bridge he sits in; undefined for who calls others. */
  readonly bridge: string | undefined;
  /** To whom he speaks a voice message before he does anything else. */
  readonly message?: string | undefined;
}

export interface DemoClubParts {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly exchange: SocketAddress;
  /** Of the phones; the exchange's own when left out. */
  readonly address?: string;
  readonly members: readonly DemoMember[];
}

/** The phones of an invented club: some sit in bridges and speak in turns, the others call each other. */
export class DemoClub {
  readonly #parts: DemoClubParts;
  readonly #callers: DemoPhone[] = [];
  readonly #phones: DemoPhone[] = [];
  readonly #next = new Set<Scheduled>();
  #messages: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(parts: DemoClubParts) {
    this.#parts = parts;
  }

  /** How many phones registered; those of the bridges have called them by then. */
  async start(): Promise<number> {
    let registered = 0;
    const messages: Promise<void>[] = [];
    const later: DemoPhone[] = [];
    for (const [place, member] of this.#parts.members.entries()) {
      if (this.#isClosed) return registered;
      const phone = this.#phoneOf(member, place);
      this.#phones.push(phone);
      if (await phone.start()) registered++;
      if (member.bridge !== undefined) await phone.call(member.bridge);
      else if (member.message !== undefined) messages.push(this.#leaveMessage(phone, member.message));
      if (member.bridge === undefined) {
        (this.#hasToDoWithMessages(member) ? later : this.#callers).push(phone);
      }
    }
    this.#messages = Promise.all(messages).then(() => this.#callers.push(...later));
    for (let pair = 0; pair < PAIRS_AT_ONCE; pair++)
      this.#after(1 + pair * TURN_MS, () => void this.#callSomebody());
    return registered;
  }

  /** Settles when every voice message was spoken; never, when the club is closed before. */
  async messagesLeft(): Promise<void> {
    await this.#messages;
  }

  /** Somebody at `address` who does not know the password, and tries until he is banned. */
  async guess(number: string, address: string): Promise<void> {
    for (let guess = 0; guess < GUESSES && !this.#isClosed; guess++) {
      const stranger = new DemoPhone({
        ...this.#parts,
        number,
        password: `${guess}`,
        address,
        product: 'friendly-scanner',
        pitchHz: 0,
        speaks: () => false,
      });
      this.#phones.push(stranger);
      await stranger.start();
      stranger.close();
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const scheduled of this.#next) scheduled.cancel();
    this.#next.clear();
    for (const phone of this.#phones) phone.close();
  }

  #phoneOf({ number, password, bridge }: DemoMember, place: number): DemoPhone {
    const { members, ...parts } = this.#parts;
    const beside = members.filter((member) => member.bridge === bridge);
    const turn = beside.findIndex((member) => member.number === number);
    const speakers = bridge === undefined ? 2 : beside.length;
    return new DemoPhone({
      ...parts,
      number,
      password,
      product: PRODUCT,
      pitchHz: LOWEST_PITCH_HZ + place * PITCH_STEP_HZ,
      speaks: () => Math.floor(parts.clock.now() / TURN_MS) % speakers === turn % speakers,
    });
  }

  /** Two who have nothing to do talk for a while; then two others, as long as the club is open. */
  async #callSomebody(): Promise<void> {
    const free = this.#callers.filter(({ isFree }) => isFree);
    const [caller] = free.splice(this.#parts.random.integer(Math.max(1, free.length)), 1);
    const callee = free[this.#parts.random.integer(Math.max(1, free.length))];
    const isAnswered = caller !== undefined && callee !== undefined && (await caller.call(callee.number));
    if (this.#isClosed) return;
    this.#after(isAnswered ? this.#between(CALL_MS) : 0, () => {
      caller?.hangUp();
      this.#after(this.#between(PAUSE_MS), () => void this.#callSomebody());
    });
  }

  /** Who speaks one, and whom nobody else is to call meanwhile. */
  #hasToDoWithMessages({ number, message }: DemoMember): boolean {
    return message !== undefined || this.#parts.members.some((other) => other.message === number);
  }

  async #leaveMessage(phone: DemoPhone, number: string): Promise<void> {
    if (!(await phone.call(number))) return;
    await new Promise<void>((resolve) => this.#after(MESSAGE_MS, resolve));
    phone.hangUp();
  }

  #between({ shortest, longest }: { readonly shortest: number; readonly longest: number }): number {
    return shortest + this.#parts.random.integer(longest - shortest);
  }

  #after(delayMs: number, action: () => void): void {
    const scheduled = this.#parts.clock.schedule(delayMs, () => {
      this.#next.delete(scheduled);
      action();
    });
    this.#next.add(scheduled);
  }
}
