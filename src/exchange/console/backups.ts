import type { Outcome } from '../console.ts';

/** A backup somebody took. */
export interface BackupNote {
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

/** Copies are made beside the exchange, from the file; that one was made stands in the audit log. */
export interface BackupConsole {
  noteBackup(note: BackupNote): Promise<Outcome<BackupNote>>;
}
