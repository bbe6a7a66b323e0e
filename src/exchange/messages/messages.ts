import type { BoundedTable } from '../../base/bounded-table.ts';
import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal, MessageResult } from '../../base/journal.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import { readDeltaSeconds } from '../../sip/message/grammar.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import { unescapeUser } from '../../sip/message/uri.ts';
import type { ServerTransaction, ServerTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { EventChange, StoredMessageNote, StoredMessageRecord } from '../../store/event-store.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import { type Store, StoreError } from '../../store/store.ts';
import type { GroupCommit } from '../commit/group-commit.ts';
import type { Binding, Location } from '../registration/location.ts';
import { type Reason, reasonText } from '../routing/reasons.ts';
import type { SuspensionGate } from '../suspension/suspension-gate.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import { type DeliveryResult, MessageDelivery, type MessageDeliveryParts } from './message-delivery.ts';
import { ACCEPT_TEXT, readText } from './message-text.ts';
import { RETRY_AFTER_S, type TextAllowance } from './text-allowance.ts';
import { KEPT_MS, MOST_STORED, WaitingMessages } from './waiting-messages.ts';

/** So long the sender waits for a phone; then his message does. */
const PATIENCE_MS = 4_000;
/** Messages for one extension that wait for the one before them. */
const LONGEST_LINE = 20;
/** A phone that has just registered is busy with its lamps. */
const SETTLE_MS = 500;
/** After a start, and when a suspension ends, extensions get their messages one after another. */
const SPREAD_MS = 50;
/** Extensions that are given their messages at the same time. */
const MOST_AT_ONCE = 50;
const SWEEP_MS = 600_000;

/** A message whose sender waits for an answer. */
interface Incoming {
  readonly transaction: ServerTransaction;
  readonly sender: ExtensionRecord;
  readonly recipient: string;
  readonly text: string;
  /** So long it is worth something; 0 when it is not to wait at all. */
  readonly validMs: number;
}

/** Messages for one extension go one after another, so that they arrive in their order. */
interface Line {
  readonly waiting: Incoming[];
  isBusy: boolean;
}

export interface MessagesParts extends MessageDeliveryParts {
  readonly transactions: MessageDeliveryParts['transactions'] & {
    accept(request: SipRequest, flow: Flow, user: ServerTransactionUser): ServerTransaction;
  };
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly log: Log;
  readonly store: Pick<Store, 'putMessage' | 'listMessages'>;
  readonly commits: Pick<GroupCommit<EventChange>, 'commit'>;
  readonly extensions: Extensions;
  readonly location: Pick<Location, 'bindingsOf'>;
  readonly gate: Pick<SuspensionGate, 'refuses' | 'mayBeCalled' | 'mayRegister'>;
  readonly allowance: TextAllowance;
  readonly language: 'nl' | 'en';
}

/**
 * Text messages between extensions (RFC 3428). 200 when a phone of the recipient has it. When none can be reached it is
 * written down for three days, and the sender gets his 202 when it is on disk (docs/decisions/0025).
 */
export class Messages {
  readonly #parts: MessagesParts;
  readonly #delivery: MessageDelivery;
  readonly #waiting: WaitingMessages;
  readonly #lines = new Map<string, Line>();
  /** Extensions that will be given what waits for them. */
  readonly #soon = new Map<string, Scheduled>();
  readonly #ready = new Set<string>();
  #atOnce = 0;
  #sweep: Scheduled | undefined;
  #isClosed = false;

  constructor(parts: MessagesParts) {
    this.#parts = parts;
    this.#delivery = new MessageDelivery(parts);
    this.#waiting = new WaitingMessages(parts.clock);
  }

  /** Messages that wait in the store. */
  get stored(): number {
    return this.#waiting.size;
  }

  get tables(): readonly BoundedTable[] {
    return [
      { name: 'stored_messages', size: () => this.#waiting.size, capacity: MOST_STORED, whenFull: 'refused' },
    ];
  }

  restore(notes: readonly StoredMessageNote[]): void {
    for (const note of notes) this.#waiting.add(note);
    this.deliverAll();
    this.#sweepLater();
  }

  /** MESSAGE of an authenticated extension outside of every dialog. */
  receive(request: SipRequest, flow: Flow, sender: ExtensionRecord): void {
    const { gate, transactions, allowance } = this.#parts;
    if (gate.refuses(request, flow, sender.number, 'register')) return;
    if (gate.refuses(request, flow, sender.number, 'call')) return;
    const transaction = transactions.accept(request, flow, {});
    if (!allowance.take(sender.number)) return this.#refuse(transaction, 480, 'tooManyMessages');
    const recipient = recipientOf(request);
    if (!this.#parts.extensions.has(recipient)) return this.#refuse(transaction, 404, 'unknownNumber');
    const text = readText(request);
    if (!text.ok) return this.#refuse(transaction, text.error);
    if (text.value === '') return this.#respond(transaction, 200);
    const line = this.#lineOf(recipient);
    if (line.waiting.length >= LONGEST_LINE) return this.#refuse(transaction, 480, 'tooManyMessages');
    line.waiting.push({ transaction, sender, recipient, text: text.value, validMs: validity(request) });
    this.#work(recipient);
  }

  /** A phone of the extension can be reached. Asked at every REGISTER. */
  reachable(extension: string): void {
    if (this.#waiting.has(extension)) this.#deliverIn(extension, SETTLE_MS);
  }

  /** What waits is given to whoever can be reached now. */
  deliverAll(): void {
    this.#waiting.recipients.forEach((recipient, index) => {
      if (this.#reachableOf(recipient).length > 0) this.#deliverIn(recipient, SETTLE_MS + index * SPREAD_MS);
    });
  }

  /** The extension is removed; the store has forgotten its messages already. */
  forget(number: string): void {
    this.#waiting.forget(number);
  }

  close(): void {
    this.#isClosed = true;
    this.#sweep?.cancel();
    for (const scheduled of this.#soon.values()) scheduled.cancel();
    this.#soon.clear();
  }

  #lineOf(recipient: string): Line {
    const known = this.#lines.get(recipient);
    if (known !== undefined) return known;
    const line: Line = { waiting: [], isBusy: false };
    this.#lines.set(recipient, line);
    return line;
  }

  /** The next of a line. What already waits in the store comes first, so that a new message goes behind it. */
  #work(recipient: string): void {
    const line = this.#lines.get(recipient);
    if (line === undefined || this.#isClosed) return;
    if (this.#waiting.has(recipient)) {
      for (const message of line.waiting.splice(0))
        void this.#keep(message).then(() => this.reachable(recipient));
      return;
    }
    if (line.isBusy) return;
    const next = line.waiting.shift();
    if (next === undefined) {
      this.#lines.delete(recipient);
      return;
    }
    this.#deliver(line, next);
  }

  #deliver(line: Line, message: Incoming): void {
    const { transaction, sender, recipient, text } = message;
    line.isBusy = true;
    let kept: Promise<number | undefined> | undefined;
    const patience = this.#parts.clock.schedule(PATIENCE_MS, () => {
      kept = this.#keep(message);
      this.#work(recipient);
    });
    const isToSelf = sender.number === recipient;
    const bindings = this.#reachableOf(recipient, isToSelf ? transaction.flow : undefined);
    this.#delivery.send({ sender, recipient, text, sentAtMs: undefined }, bindings, (result) => {
      patience.cancel();
      void this.#onResult(message, result, kept).then(() => this.#release(recipient));
    });
  }

  async #onResult(
    message: Incoming,
    result: DeliveryResult,
    kept: Promise<number | undefined> | undefined,
  ): Promise<void> {
    if (kept === undefined) {
      if (result === 'unreachable') await this.#keep(message);
      else if (result === 'refused') this.#refuse(message.transaction, 480, 'noTexts');
      else {
        this.#respond(message.transaction, 200);
        this.#record('delivered');
      }
      return;
    }
    // The phone took longer than its sender could wait.
    const sequence = await kept;
    if (sequence !== undefined && result === 'delivered') this.#forgetDelivered(message.recipient, sequence);
  }

  #release(recipient: string): void {
    const line = this.#lines.get(recipient);
    if (line !== undefined) line.isBusy = false;
    this.#work(recipient);
    this.#startReady();
  }

  /** Writes it down, then tells the sender so. Gives its sequence when it is kept. */
  async #keep({ transaction, sender, recipient, text, validMs }: Incoming): Promise<number | undefined> {
    if (validMs === 0) {
      this.#refuse(transaction, 480, 'unreachable');
      return undefined;
    }
    if (!this.#waiting.hasRoom(sender.number, recipient)) {
      const { journal } = this.#parts;
      journal.record({ kind: 'limit-reached', extension: sender.number, limit: 'messages' });
      this.#refuse(transaction, 480, 'tooManyStored');
      return undefined;
    }
    const sentAtMs = Math.round(this.#parts.clock.wallTime());
    const sequence = this.#waiting.nextSequence();
    const note = { sequence, sender: sender.number, recipient, sentAtMs, expiresAtMs: sentAtMs + validMs };
    // Counted before it is there: those that come meanwhile go behind it.
    this.#waiting.add(note);
    if (!(await this.#put({ ...note, text }))) {
      this.#waiting.remove(recipient, sequence);
      this.#refuse(transaction, 503, 'maintenance');
      return undefined;
    }
    this.#respond(transaction, 202);
    this.#record('stored');
    return sequence;
  }

  async #put(record: StoredMessageRecord): Promise<boolean> {
    try {
      await this.#parts.store.putMessage(record);
      return true;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#parts.log.warn('a message could not be stored and was refused', { reason: error.reason });
      return false;
    }
  }

  #deliverIn(recipient: string, delayMs: number): void {
    if (this.#soon.has(recipient) || this.#isClosed) return;
    const scheduled = this.#parts.clock.schedule(delayMs, () => {
      this.#soon.delete(recipient);
      this.#ready.add(recipient);
      this.#startReady();
    });
    this.#soon.set(recipient, scheduled);
  }

  #startReady(): void {
    for (const recipient of this.#ready) {
      if (this.#atOnce >= MOST_AT_ONCE) return;
      const line = this.#lineOf(recipient);
      if (line.isBusy) continue;
      this.#ready.delete(recipient);
      this.#atOnce += 1;
      line.isBusy = true;
      void this.#deliverStored(recipient).finally(() => {
        this.#atOnce -= 1;
        this.#release(recipient);
      });
    }
  }

  /** One after another, until one does not arrive. A message that a phone refuses does not hold up the others. */
  async #deliverStored(recipient: string): Promise<void> {
    for (const record of await this.#read(recipient)) {
      // The sender may have been removed since.
      const sender = this.#parts.extensions.get(record.sender);
      if (sender === undefined || !this.#waiting.includes(recipient, record.sequence)) continue;
      const bindings = this.#reachableOf(recipient);
      if (this.#isClosed || bindings.length === 0) return;
      const { text, sentAtMs } = record;
      const result = await new Promise<DeliveryResult>((resolve) =>
        this.#delivery.send({ sender, recipient, text, sentAtMs }, bindings, resolve),
      );
      if (result === 'delivered') this.#forgetDelivered(recipient, record.sequence);
      else if (result === 'unreachable') return;
    }
  }

  async #read(recipient: string): Promise<readonly StoredMessageRecord[]> {
    try {
      return await this.#parts.store.listMessages(recipient);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#parts.log.warn('stored messages could not be read', { reason: error.reason });
      return [];
    }
  }

  #forgetDelivered(recipient: string, sequence: number): void {
    this.#waiting.remove(recipient, sequence);
    this.#parts.commits.commit([{ kind: 'delete-message', sequence }]);
    this.#record('delivered-later');
  }

  /** Phones that may be written to. Who writes to his own extension means his other phones, if he has any. */
  #reachableOf(recipient: string, from?: Flow): readonly Binding[] {
    const { gate, location } = this.#parts;
    if (!gate.mayBeCalled(recipient) || !gate.mayRegister(recipient)) return [];
    const bindings = location.bindingsOf(recipient).filter(({ flow }) => flow?.open === true);
    const others = bindings.filter(({ flow }) => flow?.id !== from?.id);
    return others.length > 0 ? others : bindings;
  }

  #sweepLater(): void {
    this.#sweep = this.#parts.clock.schedule(SWEEP_MS, () => {
      for (const recipient of this.#waiting.recipients) {
        for (let left = this.#waiting.sweep(recipient); left > 0; left -= 1) this.#record('expired');
      }
      this.#sweepLater();
    });
  }

  #record(result: MessageResult): void {
    this.#parts.journal.record({ kind: 'message', result });
  }

  #refuse(transaction: ServerTransaction, status: number, reason?: Reason): void {
    const headers = [
      ...(status === 415 ? [ACCEPT_TEXT] : []),
      ...(status === 503 || reason === 'tooManyMessages'
        ? [{ name: 'retry-after', value: `${RETRY_AFTER_S}` }]
        : []),
    ];
    const phrase = reason === undefined ? {} : { reason: reasonText(this.#parts.language, reason) };
    transaction.respond(createResponse(transaction.request, status, { headers, ...phrase }));
    this.#record('refused');
  }

  #respond(transaction: ServerTransaction, status: 200 | 202): void {
    transaction.respond(createResponse(transaction.request, status));
  }
}

function recipientOf(request: SipRequest): string {
  const user = request.uri.ok ? request.uri.value.user : undefined;
  return user === undefined ? '' : unescapeUser(user);
}

/** RFC 3428 §8: Expires says how long it is worth something. */
function validity(request: SipRequest): number {
  const seconds = readDeltaSeconds(request.headers.get('expires') ?? '');
  return seconds === undefined ? KEPT_MS : Math.min(KEPT_MS, seconds * 1000);
}
