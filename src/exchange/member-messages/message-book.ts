import type { InstructionTarget } from '../../policy/instruction-targets.ts';
import { isMeant } from '../../policy/instruction-targets.ts';
import type { PhoneObservations } from '../../policy/phone-observations.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import type { MemberMessageRecord, MessageReceiptRecord } from '../../store/records/message-records.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type {
  MailOfMessage,
  MessageCounts,
  MessageDetailView,
  MessageView,
  RecipientView,
} from '../console/messages.ts';
import { byNumber, type Extensions } from '../tables/directory-tables.ts';
import { type Ledger, remove } from '../tables/ledger.ts';

/** How long a message can be read after it was sent; a draft is kept as long. */
export const MESSAGES_KEPT_MS = 180 * 86_400_000;
const REPLIES_KEPT_MS = 90 * 86_400_000;
/** Drafts are not counted. */
const MOST_MESSAGES = 500;
/** Messages times their recipients. */
const MOST_RECEIPTS = 50_000;

/** The messages there are, with whom they were sent to and who has read them. */
export class MessageBook {
  readonly #ledger: Ledger;
  readonly #extensions: Pick<Extensions, 'list'>;
  readonly #observations: Pick<PhoneObservations, 'of'>;

  constructor(parts: {
    readonly ledger: Ledger;
    readonly extensions: Pick<Extensions, 'list'>;
    readonly observations: Pick<PhoneObservations, 'of'>;
  }) {
    this.#ledger = parts.ledger;
    this.#extensions = parts.extensions;
    this.#observations = parts.observations;
  }

  list(): readonly MessageView[] {
    const receipts = Map.groupBy(this.#ledger.list('messageReceipts'), ({ message }) => message);
    return this.records().map((record) =>
      viewOf(record, this.#recipients(record, receipts.get(record.id) ?? [])),
    );
  }

  /** The newest first. */
  records(): readonly MemberMessageRecord[] {
    return this.#ledger.list('memberMessages').toSorted((a, b) => whenOf(b) - whenOf(a));
  }

  detail(record: MemberMessageRecord): MessageDetailView {
    const receipts = this.receiptsOf(record.id);
    const recipients = this.#recipients(record, receipts).toSorted((a, b) =>
      byNumber(a.extension, b.extension),
    );
    return { ...viewOf(record, recipients), recipients };
  }

  receiptsOf(message: string): readonly MessageReceiptRecord[] {
    return this.#ledger.list('messageReceipts').filter((receipt) => receipt.message === message);
  }

  /** Whoever is meant at this moment. */
  meant(targets: InstructionTarget): readonly ExtensionRecord[] {
    return this.#extensions
      .list()
      .filter(({ number }) => isMeant(targets, [], this.#observations.of(number)));
  }

  /** What has to go so that another one can be sent: the oldest. */
  roomFor(recipients: number): readonly LedgerChange[] {
    const sent = this.#ledger
      .list('memberMessages')
      .filter(({ sentAtMs }) => sentAtMs !== null)
      .toSorted((a, b) => whenOf(a) - whenOf(b));
    const receipts = Map.groupBy(this.#ledger.list('messageReceipts'), ({ message }) => message);
    let messages = sent.length;
    let kept = this.#ledger.size('messageReceipts');
    const going = [];
    for (const { id } of sent) {
      if (messages < MOST_MESSAGES && kept + recipients <= MOST_RECEIPTS) break;
      messages -= 1;
      kept -= receipts.get(id)?.length ?? 0;
      going.push(remove('memberMessages', id));
    }
    return going;
  }

  #recipients(
    record: MemberMessageRecord,
    receipts: readonly MessageReceiptRecord[],
  ): readonly RecipientView[] {
    if (record.state !== 'draft') return receipts.map((receipt) => this.#recipient(record, receipt));
    return this.meant(readTarget(record)).map(({ number, email }) => ({
      extension: number,
      readAtMs: null,
      mail: record.byMail === 0 ? null : email === null ? 'no-address' : 'planned',
      mailFault: null,
    }));
  }

  #recipient(
    { byMail }: MemberMessageRecord,
    { extension, readAtMs, mail: id }: MessageReceiptRecord,
  ): RecipientView {
    if (byMail === 0) return { extension, readAtMs, mail: null, mailFault: null };
    if (id === null) return { extension, readAtMs, mail: 'no-address', mailFault: null };
    const mail = this.#ledger.get('mails', id);
    const state = (mail?.state ?? 'forgotten') as MailOfMessage;
    return { extension, readAtMs, mail: state, mailFault: mail?.fault ?? null };
  }
}

/** What nobody may keep any longer. */
export function overdueMessages(ledger: Ledger, nowMs: number): readonly LedgerChange[] {
  const messages = ledger
    .list('memberMessages')
    .filter((record) => whenOf(record) <= nowMs - MESSAGES_KEPT_MS)
    .map(({ id }) => remove('memberMessages', id));
  const replies = ledger
    .list('memberReplies')
    .filter(({ handledAtMs }) => handledAtMs !== null && handledAtMs <= nowMs - REPLIES_KEPT_MS)
    .map(({ id }) => remove('memberReplies', id));
  return [...messages, ...replies];
}

export function readTarget({ targets }: MemberMessageRecord): InstructionTarget {
  return JSON.parse(targets) as InstructionTarget;
}

function whenOf({ sentAtMs, createdAtMs }: MemberMessageRecord): number {
  return sentAtMs ?? createdAtMs;
}

function viewOf(record: MemberMessageRecord, recipients: readonly RecipientView[]): MessageView {
  const { urgent, byMail } = record;
  return {
    ...record,
    targets: readTarget(record),
    urgent: urgent === 1,
    byMail: byMail === 1,
    counts: count(recipients),
  };
}

function count(recipients: readonly RecipientView[]): MessageCounts {
  const mails = (state: MailOfMessage) => recipients.filter(({ mail }) => mail === state).length;
  return {
    recipients: recipients.length,
    read: recipients.filter(({ readAtMs }) => readAtMs !== null).length,
    mailWaiting: mails('waiting'),
    mailSent: mails('sent'),
    mailFailed: mails('given-up'),
    withoutAddress: mails('no-address'),
  };
}
