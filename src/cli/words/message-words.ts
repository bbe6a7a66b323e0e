import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type MessageCommand =
  | 'message'
  | 'message write'
  | 'message send'
  | 'message list'
  | 'message show'
  | 'message retract'
  | 'message remove'
  | 'message replies'
  | 'message handled';
export type MessageOption = 'messageUrgent' | 'messageByMail' | 'messageSend' | 'repliesAll';
export type MessageArgument = 'messageSubject' | 'messageText' | 'messageId' | 'replyId';

type State = 'draft' | 'sent' | 'retracted';
type Mail = 'planned' | 'waiting' | 'sent' | 'given-up' | 'forgotten' | 'no-address';

/** What the commands about messages to holders say. */
export interface MessageWords {
  readonly commands: Readonly<Record<MessageCommand, string>>;
  readonly options: Readonly<Record<MessageOption, string>>;
  readonly arguments: Readonly<Record<MessageArgument, string>>;
  readonly failures: Readonly<Record<'message-invalid' | 'message-state', (values: Values) => FailureWords>>;
  /** After a command: the id, and how many it is for. */
  readonly became: Readonly<Record<State, (id: string, recipients: number) => string>>;
  readonly sendIt: (command: string) => string;
  readonly mailWaits: (count: number) => string;
  readonly withoutAddress: (count: number) => string;
  readonly removed: (id: string) => string;
  readonly handled: (extension: string) => string;
  readonly none: string;
  readonly noReplies: string;
  readonly handleIt: (command: string) => string;
  readonly wantsHelp: string;
  readonly unread: string;
  readonly states: Readonly<Record<State, string>>;
  readonly mails: Readonly<Record<Mail, string>>;
  readonly columns: Readonly<
    Record<'id' | 'state' | 'read' | 'when' | 'subject' | 'extension' | 'mail', string>
  >;
  readonly replyColumns: Readonly<Record<'id' | 'extension' | 'when' | 'about' | 'text', string>>;
  readonly labels: Readonly<Record<'subject' | 'text' | 'for' | 'state' | 'by' | 'sent' | 'read', string>>;
}
