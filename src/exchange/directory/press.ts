import type { Result } from '../../base/result.ts';
import type { DirectoryEntry, ListFormat, ListOrder } from '../../store/directory-store.ts';

/** What an issue is to be. */
export interface PressOrder {
  readonly issue: number;
  readonly madeAtMs: number;
  readonly language: 'nl' | 'en';
  readonly format: ListFormat;
  readonly order: ListOrder;
  readonly entries: readonly DirectoryEntry[];
  readonly password: string;
  /** Given to nobody. */
  readonly ownerPassword: string;
}

export interface PrintedIssue {
  readonly pages: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Numbers of those whose name has a character that cannot be drawn. */
  readonly undrawable: readonly string[];
}

/** `stopped`: the exchange ended meanwhile. `full` and `not-written` are the disk's, `broken` is ours. */
export type PressFault = 'full' | 'not-written' | 'broken' | 'stopped';

/** Makes the files of the directory, in a thread of its own, and keeps them. */
export interface DirectoryPress {
  /** When it fails nothing is left of it. */
  print(
    order: PressOrder,
    onProgress: (done: number, total: number) => void,
  ): Promise<Result<PrintedIssue, PressFault>>;
  /** Ends what is being made. */
  stop(): void;
  /** The name of an issue's file, which holds nobody's. */
  fileOf(issue: number): string;
  /** Undefined when it is not there. */
  open(issue: number): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Removes every file but these issues'. */
  keepOnly(issues: readonly number[]): Promise<void>;
}
