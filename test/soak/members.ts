import type { Random } from '../../src/base/random.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import type { ExchangeProcess } from '../faults/exchange-process.ts';
import { atRate } from './pace.ts';
import type { Tally } from './tally.ts';

/** An extension and the phone it uses now. */
export interface Member {
  readonly number: string;
  phone: Phone;
  /** Something is under way that must not be disturbed: a call, a registration, a suspension. */
  isBusy: boolean;
  registrations: number;
}

const FIRST_NUMBER = 200;
/** A scripted phone keeps all it heard; so many registrations later another takes its place. */
const REGISTRATIONS_A_PHONE = 20;
/** By turns: most on UDP. */
const TRANSPORTS = ['UDP', 'UDP', 'TCP', 'UDP', 'UDP', 'TLS', 'UDP', 'WS'] as const;
/** Unplugged phones are forgotten after it, so that there are as many of them all the time. */
const EXPIRES_S = 180;
/** In percent of the registrations. */
const UNREGISTERS = 15;
const IS_UNPLUGGED = 3;

/** The holders: their phones register, leave, come back from elsewhere, and now and then are simply unplugged. */
export class Members {
  readonly all: Member[] = [];
  readonly #exchange: ExchangeProcess;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #onCall: (call: PhoneCall) => void;
  #phones = 0;
  #next = 0;
  #stop: (() => void) | undefined;

  constructor(parts: {
    readonly exchange: ExchangeProcess;
    readonly random: Random;
    readonly tally: Tally;
    /** What a called phone does. */
    readonly onCall: (call: PhoneCall) => void;
  }) {
    this.#exchange = parts.exchange;
    this.#random = parts.random;
    this.#tally = parts.tally;
    this.#onCall = parts.onCall;
  }

  async add(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const number = String(FIRST_NUMBER + index);
      const member = { number, phone: await this.#newPhone(number), isBusy: false, registrations: 0 };
      this.all.push(member);
      await this.#register(member);
    }
  }

  /**
   * Everyone leaves and registers, everyone at once, until there were so many requests: what is remembered of
   * registrations, of all and of each extension, is full then.
   */
  async fill(requests: number): Promise<void> {
    for (let done = 0; done < requests; done += 2 * this.all.length)
      await Promise.all(this.all.map((member) => this.#leaveAndReturn(member)));
  }

  /** From now on they register at this rate. */
  start(perSecond: number): void {
    this.#stop = atRate(perSecond, () => {
      const member = this.free();
      if (member === undefined) return this.#tally.add('skipped: every phone is busy');
      member.isBusy = true;
      void this.#churn(member)
        .catch((error: unknown) => this.#tally.add(`wrong: registration: ${String(error)}`))
        .finally(() => {
          member.isBusy = false;
        });
    });
  }

  stop(): void {
    this.#stop?.();
  }

  /** Nobody is registered any more, nor any phone that was unplugged before. */
  async leave(): Promise<void> {
    for (const { phone } of this.all)
      await this.#expect(phone.register({ contact: '*', expires: 0 }), 'farewell');
  }

  /** Everyone is registered again. */
  async comeBack(): Promise<void> {
    for (const member of this.all) await this.#register(member);
  }

  /** For good. */
  retire(): void {
    for (const member of this.all) this.#retire(member);
  }

  /** The next one in turn that does nothing. */
  free(except?: Member): Member | undefined {
    for (let tries = 0; tries < this.all.length; tries += 1) {
      const member = this.all[this.#next++ % this.all.length];
      if (member !== undefined && !member.isBusy && member !== except) return member;
    }
    return undefined;
  }

  async #churn(member: Member): Promise<void> {
    const chance = this.#random.integer(100);
    if (chance < IS_UNPLUGGED) {
      // Its binding stays until it expires: calls go there in vain.
      this.#tally.add('unplugged');
      await this.#replace(member);
    } else if (chance < IS_UNPLUGGED + UNREGISTERS) {
      await this.#expect(member.phone.unregister(), 'unregistration');
    }
    await this.#again(member);
  }

  async #again(member: Member): Promise<void> {
    if (member.registrations >= REGISTRATIONS_A_PHONE) await this.#leaveAndReturn(member);
    else await this.#register(member);
  }

  async #leaveAndReturn(member: Member): Promise<void> {
    await this.#expect(member.phone.unregister(), 'unregistration');
    if (member.registrations >= REGISTRATIONS_A_PHONE) await this.#replace(member);
    await this.#register(member);
  }

  async #register(member: Member): Promise<void> {
    member.registrations += 1;
    await this.#expect(member.phone.register({ expires: EXPIRES_S }), 'registration');
  }

  async #expect(answer: Promise<{ status: number | undefined }>, what: string): Promise<void> {
    const { status } = await answer;
    this.#tally.add(status === 200 ? `done: ${what}` : `wrong: ${what} ${status}`);
  }

  async #replace(member: Member): Promise<void> {
    this.#retire(member);
    member.phone = await this.#newPhone(member.number);
    member.registrations = 0;
  }

  #retire({ phone }: Member): void {
    for (const problem of phone.problems) this.#tally.add(`wrong: phone complains: ${problem}`);
    this.#exchange.discard(phone);
  }

  async #newPhone(number: string): Promise<Phone> {
    const transport = TRANSPORTS[this.#phones++ % TRANSPORTS.length] ?? 'UDP';
    const phone = await this.#exchange.phone(number, { transport });
    phone.onCall = this.#onCall;
    return phone;
  }
}
