import type { Result } from '../base/result.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import type { Failure } from './failure.ts';

/** How much of how much is done. */
export type OnProgress = (doneBytes: number, totalBytes: number) => void;

export interface BackupMade {
  readonly bytes: number;
  readonly sha256: string;
  /** Given, or made because none was. */
  readonly passphrase: string;
}

export interface BackupRestored {
  /** When the backup was made, ISO 8601. */
  readonly createdAt: string;
  /** Of the hamvoip that made it. */
  readonly version: string;
  /** The data folder, absolute. */
  readonly folder: string;
}

/** Makes and reads backup files. The composition root passes it in. */
export interface BackupTool {
  /** Of the exchange in the data folder, running or not. */
  create(
    loaded: LoadedSettings,
    file: string,
    passphrase: string | undefined,
    onProgress: OnProgress,
  ): Promise<Result<BackupMade, Failure>>;
  /** Into a data folder that holds no exchange yet. */
  restore(
    loaded: LoadedSettings,
    file: string,
    passphrase: string,
    onProgress: OnProgress,
  ): Promise<Result<BackupRestored, Failure>>;
}
