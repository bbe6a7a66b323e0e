import type { Result } from '../../base/result.ts';

export type BackupCause = 'nightly' | 'request';

/** A copy that is whole. */
export interface ShelvedBackup {
  /** Names its file. */
  readonly id: string;
  readonly cause: BackupCause;
  readonly createdAtMs: number;
  readonly bytes: number;
}

/** `stopped`: the exchange ended meanwhile. The others are the store's and the disk's own words. */
export type BackupFault = 'full' | 'read-only' | 'busy' | 'broken' | 'conflict' | 'stopped';

/** Where copies lie, and who makes them. */
export interface BackupShelf {
  /** In a thread of its own; when it fails nothing is left of it. */
  make(
    id: string,
    passphrase: string,
    onProgress: (doneBytes: number, totalBytes: number) => void,
  ): Promise<Result<{ readonly bytes: number; readonly sha256: string }, BackupFault>>;
  /** Ends what is being made. */
  stop(): void;
  /** The newest first. */
  list(): Promise<readonly ShelvedBackup[]>;
  open(id: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
  /** What nightly copies are encrypted with; undefined where none is configured, or it cannot be read. */
  passphrase(): string | undefined;
}
