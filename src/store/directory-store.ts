/** The directory: who agreed to stand in it, and its issues. */

/** A holder who agreed: these three and nothing else (mission H6, security 2.23). */
export interface DirectoryEntry {
  readonly number: string;
  readonly callsign: string;
  readonly name: string;
}

export const LIST_FORMATS = ['a4', 'a4-large', 'a5'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export const LIST_ORDERS = ['number', 'callsign', 'name'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

/** That the holder of an extension wants to be listed; who does not has no record. */
export interface DirectoryConsentRecord {
  readonly extension: string;
  /** Which text was agreed to. */
  readonly textVersion: string;
  readonly agreedAtMs: number;
  /** The holder himself, or who wrote it down for him: `host`, `token:…`. */
  readonly agreedBy: string;
}

export interface DirectoryIssueRecord {
  readonly number: number;
  readonly madeAtMs: number;
  readonly madeBy: string;
  readonly language: 'nl' | 'en';
  readonly format: ListFormat;
  readonly order: ListOrder;
  /** How many people are in it. */
  readonly entries: number;
  readonly pages: number;
  readonly bytes: number;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
  /** Sealed with a key that is not in the database. */
  readonly sealedPassword: string;
  /** What is in it, to tell the next issue's changes; null for all but the newest. */
  readonly content: readonly DirectoryEntry[] | null;
}

export interface DirectorySnapshot {
  readonly directoryConsents: readonly DirectoryConsentRecord[];
  /** The newest first. */
  readonly directoryIssues: readonly DirectoryIssueRecord[];
}

export interface DirectoryStore {
  /** Inserts or replaces. */
  putDirectoryConsent(record: DirectoryConsentRecord): Promise<void>;
  deleteDirectoryConsent(extension: string): Promise<void>;
  /** A new issue; those before the `keep` newest go, and the content of all others. */
  addDirectoryIssue(given: { readonly record: DirectoryIssueRecord; readonly keep: number }): Promise<void>;
}
