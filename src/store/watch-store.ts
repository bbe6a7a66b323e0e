/** What is kept of watching: instructions and how far they are carried out, calls that were, and what they used. */

export interface InstructionRecord {
  readonly id: string;
  /** Of the library, if it came from there. */
  readonly template: string | null;
  readonly text: string;
  /** JSON of the exchange's own. */
  readonly targets: string;
  /** JSON of the exchange's own. */
  readonly checks: string;
  readonly deadlineMs: number | null;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly closedAtMs: number | null;
}

export interface InstructionProgressRecord {
  readonly instruction: string;
  readonly extension: string;
  readonly state: 'open' | 'done' | 'overdue';
  /** Since when it is in this state. */
  readonly sinceMs: number;
  readonly doneAtMs: number | null;
  /** JSON of the exchange's own: the figures of when it was given, and of when it was done. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A call that is over. No address, no sound. */
export interface CallRecord {
  readonly id: string;
  /** Number of the extension that called. */
  readonly caller: string;
  readonly dialled: string;
  readonly result: string;
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number;
  readonly quality: CallQuality | null;
  /** Where it came to at last when that is not what was dialled: it was forwarded. */
  readonly reached: string | null;
}

export interface CallQuality {
  readonly packets: number;
  readonly lost: number;
  /** The highest that was measured. */
  readonly jitterMs: number;
}

/** What an extension used in one hour. */
export interface UsageRecord {
  readonly extension: string;
  /** Begin of the hour. */
  readonly hourMs: number;
  /** From the phone, RTP without IP and UDP. */
  readonly bytesIn: number;
  /** To the phone. */
  readonly bytesOut: number;
  readonly registerCount: number;
}

export interface CallQuery {
  /** Calls it made, was dialled in, or got by forwarding. */
  readonly extension?: string | undefined;
  /** Behind this one, the newest first. */
  readonly after?: { readonly endedAtMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

export type UsageTotal = Omit<UsageRecord, 'hourMs'>;

export interface UsageQuery {
  readonly sinceMs: number;
}

export interface WatchStore {
  insertInstruction(given: {
    readonly record: InstructionRecord;
    readonly progress: readonly InstructionProgressRecord[];
  }): Promise<void>;
  closeInstruction(closed: { readonly id: string; readonly atMs: number }): Promise<void>;
  /** Rows of extensions that are no more are left out. */
  putInstructionProgress(records: readonly InstructionProgressRecord[]): Promise<void>;

  /** One transaction: the calls that ended, and the usage, which is added to what is there. */
  addHistory(history: {
    readonly calls: readonly CallRecord[];
    readonly usage: readonly UsageRecord[];
  }): Promise<void>;
  /** Every call the extension had a part in. */
  forgetCallsOf(extension: string): Promise<void>;
  listCallRecords(query: CallQuery): Promise<readonly CallRecord[]>;
  /** One sum for each extension, by its number. */
  listUsage(query: UsageQuery): Promise<readonly UsageTotal[]>;
  /** By hour. */
  listUsageOf(query: UsageQuery & { readonly extension: string }): Promise<readonly UsageRecord[]>;
}
