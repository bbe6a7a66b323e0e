import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import type { LedgerChange, MailRecord } from '../../store/records/ledger-records.ts';
import {
  type MemberMessageRecord,
  type MessageReceiptRecord,
  receiptId,
} from '../../store/records/message-records.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import { readTargets } from '../administration/holder-targets.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import {
  LONGEST_MESSAGE,
  type MessageChange,
  type MessageConsole,
  type MessageDetailView,
  type MessageView,
  type MessageWording,
  type NewMessage,
} from '../console/messages.ts';
import type { Outcome } from '../console/outcome.ts';
import { messageLetter } from '../mail/holder-letters.ts';
import { put, remove } from '../tables/ledger.ts';
import { MessageBook, overdueMessages, readTarget } from './message-book.ts';
import { plainLine, plainText } from './plain-text.ts';

const ID_LENGTH = 10;
/** More are forgotten ones. */
const MOST_DRAFTS = 50;

/** What is written of a message, by whoever writes it. */
type Wording = Pick<MemberMessageRecord, 'subject' | 'text' | 'targets' | 'urgent' | 'byMail'>;

/** Messages of administrators to holders: committed before they are acknowledged, mail and all. */
export class MessageAdministration implements MessageConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;
  readonly #book: MessageBook;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
    const { site, extensions, watch } = parts;
    this.#book = new MessageBook({ ledger: site.ledger, extensions, observations: watch.observations });
  }

  list(): readonly MessageView[] {
    return this.#book.list();
  }

  wordings(): readonly MessageWording[] {
    return this.#book.records();
  }

  show(id: string): Outcome<MessageDetailView> {
    const found = this.#find(id);
    return found.ok ? ok(this.#book.detail(found.value)) : found;
  }

  write(wanted: NewMessage): Promise<Outcome<MessageDetailView>> {
    return this.#turnstile.pass(async () => {
      const { site, clock, random, actor } = this.#parts;
      const isDraft = wanted.send !== true;
      const drafts = site.ledger.list('memberMessages').filter(({ state }) => state === 'draft');
      if (isDraft && drafts.length >= MOST_DRAFTS)
        return refuse('too-many-open', `At most ${MOST_DRAFTS} drafts are kept`, { most: MOST_DRAFTS });
      const wording = this.#read(wanted);
      if (!wording.ok) return wording;
      const draft: MemberMessageRecord = {
        id: randomToken(random, ID_LENGTH),
        state: 'draft',
        ...wording.value,
        createdAtMs: Math.round(clock.wallTime()),
        createdBy: actor,
        sentAtMs: null,
        retractedAtMs: null,
      };
      return isDraft ? this.#commit(draft, 'message.write') : this.#send(draft);
    });
  }

  change(id: string, change: MessageChange): Promise<Outcome<MessageDetailView>> {
    return this.#turnstile.pass(async () => {
      const draft = this.#inState(id, ['draft']);
      if (!draft.ok) return draft;
      const { subject, text, urgent, byMail } = draft.value;
      const wording = this.#read({
        subject: change.subject ?? subject,
        text: change.text ?? text,
        targets: change.targets ?? readTarget(draft.value),
        urgent: change.urgent ?? urgent === 1,
        byMail: change.byMail ?? byMail === 1,
      });
      return wording.ok ? this.#commit({ ...draft.value, ...wording.value }, 'message.change') : wording;
    });
  }

  send(id: string): Promise<Outcome<MessageDetailView>> {
    return this.#turnstile.pass(async () => {
      const draft = this.#inState(id, ['draft']);
      return draft.ok ? this.#send(draft.value) : draft;
    });
  }

  retract(id: string): Promise<Outcome<MessageDetailView>> {
    return this.#turnstile.pass(async () => {
      const { site, clock, journal } = this.#parts;
      const sent = this.#inState(id, ['sent']);
      if (!sent.ok) return sent;
      const retractedAtMs = Math.round(clock.wallTime());
      const waiting = new Set(
        this.#book.receiptsOf(id).flatMap(({ mail }) => {
          const isWaiting = mail !== null && site.ledger.get('mails', mail)?.state === 'waiting';
          return isWaiting ? [mail] : [];
        }),
      );
      const unsent = [...waiting].map((mail) => remove('mails', mail));
      const message: MemberMessageRecord = { ...sent.value, state: 'retracted', retractedAtMs };
      const retracted = await this.#commit(message, 'message.retract', [
        put('memberMessages', message),
        ...unsent,
      ]);
      if (retracted.ok) journal.record({ kind: 'member-message', message: id, state: 'retracted' });
      return retracted;
    });
  }

  remove(id: string): Promise<Outcome<MessageView>> {
    return this.#turnstile.pass(async () => {
      const { site, audit, actor } = this.#parts;
      const found = this.#inState(id, ['draft', 'retracted']);
      if (!found.ok) return found;
      const before = this.#book.detail(found.value);
      const written = await site.ledger.commit(remove('memberMessages', id));
      if (!written.ok) return written;
      await audit.append({ actor, action: 'message.remove', target: id });
      return ok(before);
    });
  }

  #find(id: string): Outcome<MemberMessageRecord> {
    const record = this.#parts.site.ledger.get('memberMessages', id);
    return record === undefined ? notFound('message', id) : ok(record);
  }

  #inState(id: string, states: readonly MemberMessageRecord['state'][]): Outcome<MemberMessageRecord> {
    const found = this.#find(id);
    if (!found.ok || states.includes(found.value.state)) return found;
    const { state } = found.value;
    return refuse('message-state', `Message ${id} is ${state}`, { id, state });
  }

  #read({ subject, text, targets, urgent = false, byMail = false }: NewMessage): Outcome<Wording> {
    const title = plainLine(subject);
    if (title === '' || title.length > LONGEST_MESSAGE.subject)
      return invalid(`A subject has 1 to ${LONGEST_MESSAGE.subject} characters`, 'subject');
    const body = plainText(text);
    if (body === '' || body.length > LONGEST_MESSAGE.text)
      return invalid(`A text has 1 to ${LONGEST_MESSAGE.text} characters`, 'text');
    const meant = readTargets(this.#parts.extensions, targets, [], invalid);
    if (!meant.ok) return meant;
    return ok({
      subject: title,
      text: body,
      targets: JSON.stringify(meant.value),
      urgent: urgent ? 1 : 0,
      byMail: byMail ? 1 : 0,
    });
  }

  async #send(draft: MemberMessageRecord): Promise<Outcome<MessageDetailView>> {
    const { site, clock, journal } = this.#parts;
    const meant = this.#book.meant(readTarget(draft));
    if (meant.length === 0) return invalid('Nobody is meant at this moment', 'nobody');
    const letters = draft.byMail === 1 ? this.#lettersFor(draft, meant) : new Map<string, MailRecord>();
    if (!site.outbox.hasRoomFor(letters.size))
      return refuse('too-many-open', 'Too many mails wait already', { most: site.outbox.waiting });
    const sentAtMs = Math.round(clock.wallTime());
    const receipts = meant.map(
      ({ number: extension, email }): MessageReceiptRecord => ({
        id: receiptId(draft.id, extension),
        message: draft.id,
        extension,
        readAtMs: null,
        mail: (email !== null && letters.get(email.toLowerCase())?.id) || null,
      }),
    );
    // What goes comes first: the draft may be as old as that itself.
    const going = [...overdueMessages(site.ledger, sentAtMs), ...this.#book.roomFor(receipts.length)];
    const message: MemberMessageRecord = { ...draft, state: 'sent', sentAtMs };
    const sent = await this.#commit(message, 'message.send', [
      ...going,
      put('memberMessages', message),
      ...receipts.map((receipt) => put('messageReceipts', receipt)),
      ...[...letters.values()].map((mail) => put('mails', mail)),
    ]);
    if (!sent.ok) return sent;
    site.outbox.kick();
    journal.record({ kind: 'member-message', message: draft.id, state: 'sent' });
    return sent;
  }

  /** One for each address, by it: who has several extensions reads it once. */
  #lettersFor(
    { subject, text }: MemberMessageRecord,
    meant: readonly ExtensionRecord[],
  ): ReadonlyMap<string, MailRecord> {
    const { site, languages } = this.#parts;
    const letters = new Map<string, MailRecord>();
    for (const { number: extension, email: recipient } of meant) {
      if (recipient === null || letters.has(recipient.toLowerCase())) continue;
      const letter = messageLetter(languages.of(extension), site.settings.url, { extension, subject, text });
      letters.set(
        recipient.toLowerCase(),
        site.outbox.write({ recipient, ...letter, topic: 'message', extension }),
      );
    }
    return letters;
  }

  async #commit(
    record: MemberMessageRecord,
    action: string,
    changes: readonly LedgerChange[] = [put('memberMessages', record)],
  ): Promise<Outcome<MessageDetailView>> {
    const { site, audit, actor } = this.#parts;
    const written = await site.ledger.commit(...changes);
    if (!written.ok) return written;
    const { urgent, byMail } = record;
    const detail = { targets: readTarget(record), urgent: urgent === 1, byMail: byMail === 1 };
    await audit.append({ actor, action, target: record.id, detail });
    return ok(this.#book.detail(record));
  }
}

/** `field` is what of the request it is about. */
function invalid(message: string, reason: string) {
  return refuse('message-invalid', message, {
    reason,
    field: reason === 'subject' || reason === 'text' ? reason : 'targets',
    subject: LONGEST_MESSAGE.subject,
    text: LONGEST_MESSAGE.text,
  });
}
