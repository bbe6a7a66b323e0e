import type { BackupCause, BackupFault } from '../backups/backup-shelf.ts';
import type { Outcome } from './outcome.ts';

/** A copy that somebody made with the command on the machine. */
export interface BackupNote {
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

export interface BackupView {
  readonly id: string;
  readonly cause: BackupCause;
  readonly startedAtMs: number;
  readonly state: 'running' | 'finished' | 'failed';
  /** Of the copy while it is being made. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Of the file, once it is whole. */
  readonly bytes: number | null;
  /** Known since it was made, until the next start. */
  readonly sha256: string | null;
  readonly reason: BackupFault | null;
}

export interface BackupState {
  /** Of the last copy that succeeded, wherever it lies; null when none is known of. */
  readonly lastSuccessMs: number | null;
  /** Whether one is made every night. */
  readonly nightly: boolean;
}

/** Copies of everything, encrypted. */
export interface BackupConsole {
  /** Begins a copy in the data folder. Without a passphrase that of the nightly ones is taken. */
  create(passphrase?: string): Promise<Outcome<BackupView>>;
  /** The newest first, failed ones since the start included. */
  list(): Promise<readonly BackupView[]>;
  show(id: string): Promise<Outcome<BackupView>>;
  /** The file itself, encrypted. */
  read(id: string): Promise<Outcome<ReadableStream<Uint8Array>>>;
  delete(id: string): Promise<Outcome<BackupView>>;
  state(): BackupState;
  note(note: BackupNote): Promise<Outcome<BackupNote>>;
}
