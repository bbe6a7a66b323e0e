import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/base/random.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import type { Member, Members } from './members.ts';
import { atRate } from './pace.ts';
import type { Tally } from './tally.ts';

export const CONFERENCES = ['900', '901', '902'] as const;
const ECHO = '9043';

const SHORTEST_MS = 2_000;
const LONGEST_MS = 16_000;
const RINGS_AT_MOST_MS = 1_200;
const ANSWER_WITHIN_MS = 5_000;
const LOOK_MS = 50;
const CALLER_HZ = 440;
const CALLEE_HZ = 1000;
/** In percent: calls to a conference, to the echo test, and those that are given up while they ring. */
const TO_CONFERENCE = 15;
const TO_ECHO = 20;
const GIVEN_UP = 8;
/** In percent of the calls a phone gets. */
const BUSY = 4;
const DECLINED = 4;

/** What the caller of a phone that is busy, declines or is not waited for may hear. */
const ORDINARY_REFUSALS: readonly (number | undefined)[] = [486, 603, 487];

/** Two holders who talk until one hangs up. */
export interface Conversation {
  readonly caller: Member;
  readonly callee: Member;
  readonly outgoing: PhoneCall;
  readonly incoming: PhoneCall;
  /** Set by an administrator who cuts it off; whoever began it waits for him and does nothing more. */
  taken: Promise<void> | undefined;
}

/** A called phone answers after a while, is busy, or declines. */
export function answerLike(random: Random): (call: PhoneCall) => void {
  return (call) => {
    const chance = random.integer(100);
    if (chance < BUSY) return call.reject(486, 'Busy Here');
    if (chance < BUSY + DECLINED) return call.reject(603, 'Decline');
    setTimeout(() => void call.answer().catch(() => {}), 200 + random.integer(RINGS_AT_MOST_MS - 200));
  };
}

/** Holders call each other, the echo test and the conferences. */
export class Calls {
  readonly conversations = new Set<Conversation>();
  readonly #members: Members;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #sound: number;
  readonly #underWay = new Set<Promise<void>>();
  #stop: (() => void) | undefined;

  constructor(parts: {
    readonly members: Members;
    readonly random: Random;
    readonly tally: Tally;
    /** Share of the calls in which both sides talk. */
    readonly sound: number;
  }) {
    this.#members = parts.members;
    this.#random = parts.random;
    this.#tally = parts.tally;
    this.#sound = parts.sound;
  }

  start(perSecond: number): void {
    this.#stop = atRate(perSecond, () => {
      const call = this.#call().catch((error: unknown) => this.#tally.add(`wrong: call: ${String(error)}`));
      this.#underWay.add(call);
      void call.finally(() => this.#underWay.delete(call));
    });
  }

  /** No new ones; resolves when the running ones have ended. */
  async stop(): Promise<void> {
    this.#stop?.();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #call(): Promise<void> {
    const caller = this.#members.free();
    if (caller === undefined) return this.#tally.add('skipped: every phone is busy');
    caller.isBusy = true;
    try {
      const chance = this.#random.integer(100);
      if (chance < TO_ECHO) await this.#callService(caller, ECHO);
      else if (chance < TO_ECHO + TO_CONFERENCE)
        await this.#callService(caller, CONFERENCES[this.#random.integer(CONFERENCES.length)] ?? '900');
      else await this.#callMember(caller);
    } finally {
      caller.isBusy = false;
    }
  }

  async #callService(caller: Member, number: string): Promise<void> {
    const call = await caller.phone.call(number);
    await settled(call);
    if (call.state !== 'answered') return this.#tally.add(`wrong: call to ${number}: ${call.finalStatus}`);
    const talks = this.#talks();
    if (talks) call.media?.startTone(CALLER_HZ);
    await pause(this.#duration());
    // In a conference nobody hears himself, and whether others talk is chance.
    if (talks && number === ECHO) this.#judgeSound(call, CALLER_HZ);
    await this.#hangUp(call);
    this.#tally.add(number === ECHO ? 'done: call to the echo test' : 'done: call to a conference');
  }

  async #callMember(caller: Member): Promise<void> {
    const callee = this.#members.free(caller);
    if (callee === undefined) return this.#tally.add('skipped: every phone is busy');
    callee.isBusy = true;
    try {
      const before = callee.phone.calls.length;
      const outgoing = await caller.phone.call(callee.number);
      if (this.#random.integer(100) < GIVEN_UP) outgoing.cancel();
      await settled(outgoing);
      const incoming = callee.phone.calls[before];
      if (outgoing.state === 'answered' && incoming !== undefined)
        await this.#converse({ caller, callee, outgoing, incoming, taken: undefined });
      else if (outgoing.state === 'ringing') await this.#giveUp(outgoing);
      else if (ORDINARY_REFUSALS.includes(outgoing.finalStatus))
        this.#tally.add(`done: call refused with ${outgoing.finalStatus}`);
      else this.#tally.add(`wrong: call to an extension: ${outgoing.finalStatus ?? outgoing.state}`);
      outgoing.media?.close();
      incoming?.media?.close();
    } finally {
      callee.isBusy = false;
    }
  }

  /** Somebody declined and the unplugged phones of the extension ring on, for all anybody can know. */
  async #giveUp(call: PhoneCall): Promise<void> {
    call.cancel();
    await ended(call);
    this.#tally.add(call.finalStatus === 487 ? 'done: call given up' : `wrong: CANCEL ${call.finalStatus}`);
  }

  async #converse(conversation: Conversation): Promise<void> {
    const { outgoing, incoming } = conversation;
    const talks = this.#talks();
    if (talks) {
      outgoing.media?.startTone(CALLER_HZ);
      incoming.media?.startTone(CALLEE_HZ);
    }
    this.conversations.add(conversation);
    await pause(this.#duration());
    this.conversations.delete(conversation);
    if (conversation.taken !== undefined) return conversation.taken;
    if (talks) {
      this.#judgeSound(incoming, CALLER_HZ);
      this.#judgeSound(outgoing, CALLEE_HZ);
    }
    const [first, other] = this.#random.integer(2) === 0 ? [outgoing, incoming] : [incoming, outgoing];
    await this.#hangUp(first);
    await ended(other);
    this.#tally.add(
      other.state === 'ended' ? 'done: call between extensions' : 'wrong: call that does not end',
    );
  }

  async #hangUp(call: PhoneCall): Promise<void> {
    const { status } = await call.hangUp();
    if (status !== 200) this.#tally.add(`wrong: BYE ${status}`);
    call.media?.close();
  }

  #judgeSound(call: PhoneCall, frequencyHz: number): void {
    this.#tally.add(call.media?.hears(frequencyHz) ? 'done: sound heard' : 'wrong: sound not heard');
  }

  #talks(): boolean {
    return this.#random.integer(1000) < this.#sound * 1000;
  }

  #duration(): number {
    return SHORTEST_MS + this.#random.integer(LONGEST_MS - SHORTEST_MS);
  }
}

async function settled(call: PhoneCall): Promise<void> {
  const isSettled = () => call.state === 'answered' || call.state === 'ended';
  for (let waited = 0; !isSettled() && waited < ANSWER_WITHIN_MS; waited += LOOK_MS) await pause(LOOK_MS);
}

async function ended(call: PhoneCall): Promise<void> {
  for (let waited = 0; call.state !== 'ended' && waited < 1_000; waited += LOOK_MS) await pause(LOOK_MS);
}
