import type {
  BanRecord,
  BindingChange,
  BindingRecord,
  ConferenceRecord,
  DigestRecord,
  ExtensionRecord,
  WhitelistRecord,
} from './records.ts';

/** Everything the exchange keeps in memory while it runs, read once at start. */
export interface Snapshot {
  /** Null before the first start. */
  readonly digest: DigestRecord | null;
  readonly extensions: readonly ExtensionRecord[];
  readonly conferences: readonly ConferenceRecord[];
  readonly bindings: readonly BindingRecord[];
  readonly bans: readonly BanRecord[];
  readonly whitelist: readonly WhitelistRecord[];
}

/**
 * The truth behind the exchange's memory. A promise that resolves means: committed, survives a kill. One that
 * rejects with `StoreError` means: nothing was changed.
 */
export interface Store {
  load(): Promise<Snapshot>;
  setDigest(record: DigestRecord): Promise<void>;

  insertExtensions(records: readonly ExtensionRecord[]): Promise<void>;
  updateExtension(record: ExtensionRecord): Promise<void>;
  /** Its bindings and whitelist entries go with it. */
  deleteExtension(number: string): Promise<void>;

  insertConference(record: ConferenceRecord): Promise<void>;
  deleteConference(number: string): Promise<void>;

  /** One transaction for all changes: the group commit of the REGISTERs that came in together. */
  commitBindings(changes: readonly BindingChange[]): Promise<void>;

  putBan(record: BanRecord): Promise<void>;
  deleteBan(addressKey: string): Promise<void>;
  putWhitelistEntry(record: WhitelistRecord): Promise<void>;
  deleteWhitelistEntry(entry: string): Promise<void>;

  close(): Promise<void>;
}

export class StoreError extends Error {
  override name = 'StoreError';
  /** `busy` and `full` pass by themselves; `newer` is a file written by a later version; `broken` needs a person. */
  readonly reason: 'full' | 'read-only' | 'busy' | 'newer' | 'conflict' | 'broken';

  constructor(reason: StoreError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}
