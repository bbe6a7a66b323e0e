import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { MailAttachment, MailCarrier, MailFault } from '../../base/mail-carrier.ts';
import { type Random, randomToken } from '../../base/random.ts';
import type { LedgerChange, MailRecord } from '../../store/records/ledger-records.ts';
import type { MailState, MailView } from '../console/mail.ts';
import { type Ledger, put, remove, update } from '../tables/ledger.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Between the tries of one mail; the last one is repeated. */
const WAITS_MS = [1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS);
const LONGEST_LIFE_MS = 3 * DAY_MS;
/** That a mail was sent, and to whom, is of use for so long. */
const KEPT_MS = 30 * DAY_MS;
const ID_LENGTH = 16;
/** What a mail server that is gone may leave waiting. */
const MOST_WAITING = 5_000;

/** `gone`: the voice message is no more, and with it the mail. `later`: it cannot be had now. */
export type Attached = MailAttachment | 'gone' | 'later';

export interface Letter {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  /** What it is about, for the administrator's list. */
  readonly topic: string;
  /** Whose it is: it goes with the extension. */
  readonly extension?: string | undefined;
  /** Id of a voice message that goes with it. */
  readonly voiceMessage?: number | undefined;
  /** How long it is worth sending; three days when left out. */
  readonly usefulMs?: number | undefined;
}

/** Mail that is to be sent: in the store first, then away, one at a time, and again when it is not taken. */
export class Outbox {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;
  #carrier: MailCarrier | undefined;
  #next: Scheduled | undefined;
  #sending: Promise<void> | undefined;
  #isClosed = false;
  /** What goes with a mail, by the id of a voice message. */
  attach: (voiceMessage: number) => Promise<Attached> = async () => 'gone';

  constructor(parts: {
    readonly ledger: Ledger;
    readonly clock: Clock;
    readonly random: Random;
    readonly log: Log;
    readonly carrier: MailCarrier | undefined;
  }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#log = parts.log;
    this.#carrier = parts.carrier;
  }

  /** Whether there is a mail server at all. */
  get canSend(): boolean {
    return this.#carrier !== undefined;
  }

  /** By another mail server from now on, or by none; a mail that is under way to the old one is tried again. */
  use(carrier: MailCarrier | undefined): void {
    if (this.#isClosed) return carrier?.close();
    this.#carrier?.close();
    this.#carrier = carrier;
    const nowMs = Math.round(this.#clock.wallTime());
    for (const mail of this.#waiting()) this.#ledger.note('mails', { ...mail, nextAtMs: nowMs });
    void Promise.resolve(this.#sending).then(() => this.kick());
  }

  get waiting(): number {
    return this.#waiting().length;
  }

  /** Those that wait, and why the last try failed. */
  get lastFault(): string | null {
    return this.#waiting().find(({ fault }) => fault !== null)?.fault ?? null;
  }

  /** The newest first, without what they say. */
  get state(): MailState {
    const mails = this.#ledger.list('mails').toSorted((a, b) => b.createdAtMs - a.createdAtMs);
    return {
      canSend: this.canSend,
      waiting: this.waiting,
      lastFault: this.lastFault,
      mails: mails.map(
        ({ body: _body, nextAtMs: _next, uselessAtMs: _useless, extension: _whose, state, ...mail }) => ({
          ...mail,
          state: state as MailView['state'],
        }),
      ),
    };
  }

  get isFull(): boolean {
    return !this.hasRoomFor(1);
  }

  hasRoomFor(letters: number): boolean {
    return this.waiting + letters <= MOST_WAITING;
  }

  /** To be stored with what the letter is about; `kick` afterwards. */
  post(letter: Letter): LedgerChange {
    return put('mails', this.write(letter));
  }

  /** The row of a letter, for who has to know its id. */
  write(letter: Letter): MailRecord {
    const nowMs = Math.round(this.#clock.wallTime());
    const { recipient, subject, body, topic } = letter;
    const { extension = null, voiceMessage = null, usefulMs = LONGEST_LIFE_MS } = letter;
    return {
      id: randomToken(this.#random, ID_LENGTH),
      recipient,
      subject,
      body,
      topic,
      state: 'waiting',
      attempts: 0,
      nextAtMs: nowMs,
      createdAtMs: nowMs,
      uselessAtMs: nowMs + usefulMs,
      endedAtMs: null,
      fault: null,
      voiceMessage,
      extension,
    };
  }

  /** There may be something to send. */
  kick(): void {
    if (this.#carrier === undefined || this.#isClosed || this.#sending !== undefined) return;
    this.#next?.cancel();
    this.#next = undefined;
    this.#sending = this.#sendDue(this.#carrier).finally(() => {
      this.#sending = undefined;
      this.#wait();
    });
  }

  /** What nobody needs any more. */
  overdue(): readonly LedgerChange[] {
    const nowMs = this.#clock.wallTime();
    return this.#ledger.list('mails').flatMap((mail) => {
      if (mail.endedAtMs !== null) return mail.endedAtMs <= nowMs - KEPT_MS ? [remove('mails', mail.id)] : [];
      return mail.uselessAtMs <= nowMs ? [update('mails', this.#ended(mail, 'given-up'))] : [];
    });
  }

  /** After the mail that is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#next?.cancel();
    this.#carrier?.close();
    await this.#sending;
  }

  #waiting(): MailRecord[] {
    return this.#ledger.list('mails').filter(({ state }) => state === 'waiting');
  }

  async #sendDue(carrier: MailCarrier): Promise<void> {
    for (;;) {
      const nowMs = this.#clock.wallTime();
      const due = this.#waiting().find(({ nextAtMs }) => nextAtMs <= nowMs);
      if (due === undefined || this.#isClosed) return;
      const after = due.uselessAtMs <= nowMs ? this.#ended(due, 'given-up') : await this.#try(due, carrier);
      // That it was sent is known in memory, whatever the disk says: it is not sent again before the next start.
      const written = await this.#ledger.commit(update('mails', after));
      if (!written.ok) this.#ledger.note('mails', after);
    }
  }

  async #try(mail: MailRecord, carrier: MailCarrier): Promise<MailRecord> {
    const { id, recipient: to, subject, body: text, voiceMessage } = mail;
    const attached = voiceMessage === null ? undefined : await this.attach(voiceMessage);
    if (attached === 'gone') return this.#ended(mail, 'given-up');
    const fault: MailFault | undefined =
      attached === 'later'
        ? { reason: 'later', isFinal: false }
        : await carrier.send({ id, to, subject, text, attachment: attached });
    if (fault === undefined) return this.#ended(mail, 'sent');
    const attempts = mail.attempts + 1;
    this.#log.warn('a mail was not taken', { topic: mail.topic, reason: fault.reason, attempts });
    if (fault.isFinal) return { ...this.#ended(mail, 'given-up'), attempts, fault: fault.reason };
    const waitMs = WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] ?? MINUTE_MS;
    return { ...mail, attempts, fault: fault.reason, nextAtMs: Math.round(this.#clock.wallTime()) + waitMs };
  }

  /** What it said is needed no longer: it may hold a link. */
  #ended(mail: MailRecord, state: 'sent' | 'given-up'): MailRecord {
    return { ...mail, state, body: '', endedAtMs: Math.round(this.#clock.wallTime()) };
  }

  #wait(): void {
    if (this.#isClosed) return;
    const next = Math.min(...this.#waiting().map(({ nextAtMs }) => nextAtMs));
    if (!Number.isFinite(next)) return;
    const waitMs = Math.min(Math.max(1_000, next - this.#clock.wallTime()), MINUTE_MS);
    this.#next = this.#clock.schedule(waitMs, () => this.kick());
  }
}
