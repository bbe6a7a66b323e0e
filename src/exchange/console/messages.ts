import type { InstructionTarget } from '../../policy/instruction-targets.ts';
import type { Outcome } from './outcome.ts';

/** Characters. */
export const LONGEST_MESSAGE = { subject: 100, text: 4_000, reply: 2_000 } as const;

export interface MessageView {
  readonly id: string;
  readonly state: 'draft' | 'sent' | 'retracted';
  readonly subject: string;
  /** Plain; an empty line is between paragraphs. */
  readonly text: string;
  readonly targets: InstructionTarget;
  /** It stands on the holder's first page until he has read it. */
  readonly urgent: boolean;
  readonly byMail: boolean;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly sentAtMs: number | null;
  readonly retractedAtMs: number | null;
  /** Of a draft: whom it would reach at this moment. */
  readonly counts: MessageCounts;
}

/** What was written, without whom it reached. */
export type MessageWording = Pick<
  MessageView,
  'id' | 'state' | 'subject' | 'text' | 'createdAtMs' | 'sentAtMs'
>;

export interface MessageCounts {
  readonly recipients: number;
  readonly read: number;
  readonly mailWaiting: number;
  readonly mailSent: number;
  /** Not taken by the mail server, for good or for too long. */
  readonly mailFailed: number;
  /** It was to go by mail, and there is no address. */
  readonly withoutAddress: number;
}

/** `planned`: of a draft. `forgotten`: what became of a mail is known for 30 days. */
export type MailOfMessage = 'planned' | 'waiting' | 'sent' | 'given-up' | 'forgotten' | 'no-address';

export interface RecipientView {
  readonly extension: string;
  readonly readAtMs: number | null;
  /** Null when it was not to go by mail. */
  readonly mail: MailOfMessage | null;
  /** Why it was not taken the last time. */
  readonly mailFault: string | null;
}

export interface MessageDetailView extends MessageView {
  /** By number. */
  readonly recipients: readonly RecipientView[];
}

export interface NewMessage {
  readonly subject: string;
  readonly text: string;
  readonly targets: InstructionTarget;
  readonly urgent?: boolean | undefined;
  readonly byMail?: boolean | undefined;
  /** At once; otherwise it is a draft. */
  readonly send?: boolean | undefined;
}

/** What is left out stays as it is. */
export type MessageChange = {
  readonly [Field in Exclude<keyof NewMessage, 'send'>]?: NewMessage[Field] | undefined;
};

/** What administrators write to holders. */
export interface MessageConsole {
  /** The newest first. */
  list(): readonly MessageView[];
  /** The same without the counts, which a look at the words alone need not wait for. */
  wordings(): readonly MessageWording[];
  show(id: string): Outcome<MessageDetailView>;
  write(wanted: NewMessage): Promise<Outcome<MessageDetailView>>;
  /** A draft. */
  change(id: string, change: MessageChange): Promise<Outcome<MessageDetailView>>;
  /** To whoever is meant at this moment. */
  send(id: string): Promise<Outcome<MessageDetailView>>;
  /** Holders see it no more; mail of it that waits is not sent. */
  retract(id: string): Promise<Outcome<MessageDetailView>>;
  /** Deletes a draft, or one that was retracted. */
  remove(id: string): Promise<Outcome<MessageView>>;
}

/** What a holder says about a message or an instruction. */
export interface ReplyView {
  readonly id: string;
  readonly extension: string;
  readonly about: {
    readonly kind: 'message' | 'instruction';
    readonly id: string;
    /** Its subject or first line; null when it is gone. */
    readonly title: string | null;
  };
  /** Empty: he wants help, and said no more. */
  readonly text: string;
  readonly createdAtMs: number;
  /** Null while it waits for an administrator. */
  readonly handledAtMs: number | null;
  readonly handledBy: string | null;
}

export interface ReplyConsole {
  /** Those that wait first, the oldest of them before the others. */
  list(): readonly ReplyView[];
  /** It was seen to. */
  handle(id: string): Promise<Outcome<ReplyView>>;
}

/** A message as its reader sees it. */
export interface OwnMessageView {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly urgent: boolean;
  readonly sentAtMs: number;
  readonly readAtMs: number | null;
}

/** The holder's side; each takes the number of his own. */
export interface OwnMessageConsole {
  /** Those not read first, then the newest. */
  list(extension: string): readonly OwnMessageView[];
  unread(extension: string): number;
  /** He has opened it. */
  markRead(extension: string, id: string): Promise<Outcome<OwnMessageView>>;
  reply(extension: string, id: string, text: string): Promise<Outcome<ReplyView>>;
  /** He cannot carry out an instruction by himself; the text may be empty. */
  askForHelp(extension: string, instruction: string, text: string): Promise<Outcome<ReplyView>>;
  /** The newest first. */
  replies(extension: string): readonly ReplyView[];
}
