import type { Outcome } from './outcome.ts';

/** A voice message, as its holder knows it. */
export interface VoiceMessageView {
  readonly id: string;
  /** Null when that extension is no more. */
  readonly caller: { readonly number: string; readonly callsign: string | null } | null;
  readonly receivedAtMs: number;
  /** Then it goes by itself. */
  readonly expiresAtMs: number;
  readonly heard: boolean;
  readonly seconds: number;
}

/** A WAV file. */
export interface VoiceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is in a holder's own mailbox. Each takes the number of his own; nothing here is for administrators. */
export interface OwnMailboxConsole {
  /** The newest first. */
  list(extension: string): readonly VoiceMessageView[];
  read(extension: string, id: string): Promise<Outcome<VoiceFile>>;
  /** `keep`: another thirty days from now. The lamps of his phones follow. */
  change(
    extension: string,
    id: string,
    change: { readonly heard?: boolean | undefined; readonly keep?: boolean | undefined },
  ): Promise<Outcome<VoiceMessageView>>;
  remove(extension: string, id: string): Promise<Outcome<VoiceMessageView>>;
  readGreeting(extension: string): Promise<Outcome<VoiceFile>>;
  /** Of somebody's WAV file, 30 seconds at most. */
  setGreeting(extension: string, file: Uint8Array): Promise<Outcome<undefined>>;
  clearGreeting(extension: string): Promise<Outcome<undefined>>;
}
