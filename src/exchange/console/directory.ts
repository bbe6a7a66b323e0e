import type { DirectoryEntry, ListFormat, ListOrder } from '../../store/directory-store.ts';
import type { DirectoryDifference } from '../directory/difference.ts';
import type { DirectoryBuild, DirectoryWish } from '../directory/directory.ts';
import type { Outcome } from './outcome.ts';

/** An issue without its password. */
export interface DirectoryIssueView {
  readonly issue: number;
  readonly madeAtMs: number;
  readonly madeBy: string;
  readonly language: 'nl' | 'en';
  readonly format: ListFormat;
  readonly order: ListOrder;
  readonly entries: number;
  readonly pages: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly file: string;
}

export interface DirectoryStateView {
  /** Null before the first. */
  readonly current: DirectoryIssueView | null;
  readonly extensions: number;
  /** How many holders agreed to be listed. */
  readonly listed: number;
  /** Against the current issue. */
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly isAutomatic: boolean;
}

/** Whether the holder of an extension wants to be listed. */
export interface ListingView {
  readonly extension: string;
  readonly listed: boolean;
  /** Which text was agreed to, when, and who wrote it down; null when not listed. */
  readonly textVersion: string | null;
  readonly agreedAtMs: number | null;
  readonly agreedBy: string | null;
}

/** The list of those who agreed, as an encrypted PDF (mission H6 to H8): nothing else lists people. */
export interface DirectoryConsole {
  state(): DirectoryStateView;
  /** What an issue made now would hold. */
  entries(): readonly DirectoryEntry[];
  difference(): DirectoryDifference;
  /** Begins an issue, with a password of its own. */
  build(wish: DirectoryWish): Promise<Outcome<DirectoryBuild>>;
  showBuild(id: string): Outcome<DirectoryBuild>;
  /** The same once more than `done` is done, or it is over. */
  awaitBuild(id: string, done: number): Promise<Outcome<DirectoryBuild>>;
  /** The newest first. */
  listIssues(): readonly DirectoryIssueView[];
  /** The newest when left out. */
  showIssue(issue?: number): Outcome<DirectoryIssueView>;
  /** The file, encrypted. */
  readIssue(issue?: number): Promise<Outcome<ReadableStream<Uint8Array>>>;
  /** What opens it. Who asked stands in the audit log. */
  password(issue?: number): Promise<Outcome<{ issue: number; password: string }>>;

  /**
   * Mails the password of the newest issue to the address on file. It settles before it is known whether there is
   * one, and says the same in either case; a refusal tells only that this visitor asks too often.
   */
  mailPassword(wish: {
    readonly extension: string;
    readonly language: 'nl' | 'en';
    /** Where the question comes from; for the counter, and nothing else. */
    readonly source: string;
  }): Outcome<undefined>;

  showListing(extension: string): Outcome<ListingView>;
  listListings(): readonly ListingView[];
  /** `textVersion` is the text that was agreed to. Out of the list is out of the next issue. */
  setListing(extension: string, listed: boolean, textVersion: string): Promise<Outcome<ListingView>>;
}
