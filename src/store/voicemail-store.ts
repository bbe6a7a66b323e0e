/** What is kept of voicemail. Sound is G.722 at 64 kbit/s. */

export interface MailboxRecord {
  readonly extension: string;
  /** Callers who do not get through may leave a message. */
  readonly takesMessages: boolean;
  /** Each message goes to the holder's mail address, too. */
  readonly byMail: boolean;
}

/** A voice message without its sound. */
export interface VoiceMessageRecord {
  /** Rises from message to message. */
  readonly id: number;
  /** Whose mailbox it is in. */
  readonly extension: string;
  /** Null when that extension is no more. */
  readonly caller: string | null;
  readonly receivedAtMs: number;
  readonly expiresAtMs: number;
  readonly heard: boolean;
  readonly durationMs: number;
  /** Of the speech in it, in dB below full scale. */
  readonly levelDb: number;
}

export interface VoiceSound {
  readonly levelDb: number;
  readonly sound: Uint8Array;
}

export interface VoicemailSnapshot {
  readonly mailboxes: readonly MailboxRecord[];
  /** In the order of their ids. */
  readonly voiceMessages: readonly VoiceMessageRecord[];
  /** Extensions with a greeting of their own. */
  readonly greetings: readonly string[];
}

export interface VoicemailStore {
  putMailbox(record: MailboxRecord): Promise<void>;
  /** The message with its sound: both or neither. */
  addVoiceMessage(message: {
    readonly record: VoiceMessageRecord;
    readonly sound: Uint8Array;
  }): Promise<void>;
  /** Null when the message is no more. */
  readVoiceMessage(id: number): Promise<VoiceSound | null>;
  /** `heard` and the end of its time; one that is no more is left alone. */
  updateVoiceMessage(record: VoiceMessageRecord): Promise<void>;
  deleteVoiceMessages(ids: readonly number[]): Promise<void>;
  putGreeting(greeting: { readonly extension: string } & VoiceSound): Promise<void>;
  readGreeting(extension: string): Promise<VoiceSound | null>;
  deleteGreeting(extension: string): Promise<void>;
}
