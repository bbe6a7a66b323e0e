import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import {
  type MemberMessageRecord,
  type MemberReplyRecord,
  type MessageReceiptRecord,
  receiptId,
} from '../../store/records/message-records.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type { InstructionView } from '../console/instructions.ts';
import {
  LONGEST_MESSAGE,
  type OwnMessageConsole,
  type OwnMessageView,
  type ReplyView,
} from '../console/messages.ts';
import type { Outcome } from '../console/outcome.ts';
import { put } from '../tables/ledger.ts';
import { plainText } from './plain-text.ts';
import { replyView } from './reply-administration.ts';

const ID_LENGTH = 10;
/** Those that wait for an administrator, of one extension and of all. */
const MOST_OF_ONE = 10;
const MOST_WAITING = 500;

interface Received {
  readonly message: MemberMessageRecord;
  readonly receipt: MessageReceiptRecord;
}

/** A holder's messages, and what he says to them. */
export class OwnMessageAdministration implements OwnMessageConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;
  readonly #instructionsOf: (extension: string) => readonly InstructionView[];

  constructor(
    parts: ActorParts,
    turnstile: Turnstile,
    instructionsOf: (extension: string) => readonly InstructionView[],
  ) {
    this.#parts = parts;
    this.#turnstile = turnstile;
    this.#instructionsOf = instructionsOf;
  }

  list(extension: string): readonly OwnMessageView[] {
    return this.#received(extension)
      .map(viewOf)
      .toSorted(
        (a, b) => Number(a.readAtMs !== null) - Number(b.readAtMs !== null) || b.sentAtMs - a.sentAtMs,
      );
  }

  unread(extension: string): number {
    return this.#received(extension).filter(({ receipt }) => receipt.readAtMs === null).length;
  }

  markRead(extension: string, id: string): Promise<Outcome<OwnMessageView>> {
    return this.#turnstile.pass(async () => {
      const found = this.#find(extension, id);
      if (!found.ok || found.value.receipt.readAtMs !== null)
        return found.ok ? ok(viewOf(found.value)) : found;
      const { site, clock } = this.#parts;
      const receipt = { ...found.value.receipt, readAtMs: Math.round(clock.wallTime()) };
      const written = await site.ledger.commit(put('messageReceipts', receipt));
      return written.ok ? ok(viewOf({ ...found.value, receipt })) : written;
    });
  }

  reply(extension: string, id: string, text: string): Promise<Outcome<ReplyView>> {
    return this.#turnstile.pass(async () => {
      const found = this.#find(extension, id);
      if (!found.ok) return found;
      return plainText(text) === ''
        ? invalid('An answer has a text')
        : this.#say(extension, { aboutKind: 'message', about: id }, text);
    });
  }

  askForHelp(extension: string, instruction: string, text: string): Promise<Outcome<ReplyView>> {
    return this.#turnstile.pass(async () => {
      const isMeant = this.#instructionsOf(extension).some(({ id }) => id === instruction);
      if (!isMeant) return notFound('instruction', instruction);
      return this.#say(extension, { aboutKind: 'instruction', about: instruction }, text);
    });
  }

  replies(extension: string): readonly ReplyView[] {
    return this.#repliesOf(extension)
      .toSorted((a, b) => b.createdAtMs - a.createdAtMs)
      .map((record) => replyView(this.#parts, record));
  }

  #repliesOf(extension: string): readonly MemberReplyRecord[] {
    return this.#parts.site.ledger.list('memberReplies').filter((reply) => reply.extension === extension);
  }

  async #say(
    extension: string,
    about: Pick<MemberReplyRecord, 'aboutKind' | 'about'>,
    given: string,
  ): Promise<Outcome<ReplyView>> {
    const { site, clock, random, journal, audit, actor } = this.#parts;
    const text = plainText(given);
    if (text.length > LONGEST_MESSAGE.reply)
      return invalid(`An answer has at most ${LONGEST_MESSAGE.reply} characters`);
    const isWaiting = ({ handledAtMs }: MemberReplyRecord) => handledAtMs === null;
    const own = this.#repliesOf(extension).filter(isWaiting);
    // Pressed twice it is one.
    const same = own.find(
      (one) => one.aboutKind === about.aboutKind && one.about === about.about && one.text === text,
    );
    if (same !== undefined) return ok(replyView(this.#parts, same));
    const waiting = site.ledger.list('memberReplies').filter(isWaiting);
    if (own.length >= MOST_OF_ONE || waiting.length >= MOST_WAITING)
      return refuse('too-many-open', `At most ${MOST_OF_ONE} answers wait`, { most: MOST_OF_ONE });
    const reply: MemberReplyRecord = {
      id: randomToken(random, ID_LENGTH),
      extension,
      ...about,
      text,
      createdAtMs: Math.round(clock.wallTime()),
      handledAtMs: null,
      handledBy: null,
    };
    const written = await site.ledger.commit(put('memberReplies', reply));
    if (!written.ok) return written;
    journal.record({ kind: 'member-reply', reply: reply.id, extension });
    await audit.append({ actor, action: 'reply.create', target: reply.id, detail: about });
    return ok(replyView(this.#parts, reply));
  }

  #received(extension: string): readonly Received[] {
    const { ledger } = this.#parts.site;
    return ledger.list('memberMessages').flatMap((message) => {
      if (message.state !== 'sent') return [];
      const receipt = ledger.get('messageReceipts', receiptId(message.id, extension));
      return receipt === undefined ? [] : [{ message, receipt }];
    });
  }

  /** What was retracted, or is for others, is not there. */
  #find(extension: string, id: string): Outcome<Received> {
    const { ledger } = this.#parts.site;
    const message = ledger.get('memberMessages', id);
    const receipt = ledger.get('messageReceipts', receiptId(id, extension));
    return message?.state === 'sent' && receipt !== undefined
      ? ok({ message, receipt })
      : notFound('message', id);
  }
}

function viewOf({ message, receipt }: Received): OwnMessageView {
  const { id, subject, text, urgent, sentAtMs, createdAtMs } = message;
  const { readAtMs } = receipt;
  return { id, subject, text, urgent: urgent === 1, sentAtMs: sentAtMs ?? createdAtMs, readAtMs };
}

function invalid(message: string) {
  return refuse('message-invalid', message, { reason: 'reply', longest: LONGEST_MESSAGE.reply });
}
