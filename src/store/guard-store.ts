import type { WantedBans } from './archives/ban-archive.ts';
import type { EndedBanRecord } from './schema.ts';

/** A holder's wish to have an address on the whitelist, and what an administrator said (house rule H10). */
export interface WhitelistRequestRecord {
  readonly id: string;
  /** In the form `parseWhitelistEntry` gives it. */
  readonly entry: string;
  readonly extension: string;
  readonly note: string;
  readonly state: 'open' | 'granted' | 'refused';
  readonly requestedAtMs: number;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
}

/** The SIP messages of one extension, kept from `fromMs` to `untilMs` because an administrator asked. */
export interface TraceRecord {
  readonly id: string;
  readonly extension: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly requestedBy: string;
}

export interface TraceMessageRecord {
  readonly trace: string;
  readonly atMs: number;
  readonly direction: 'in' | 'out';
  /** As on the wire, without credentials. */
  readonly text: string;
}

/** What the store keeps for who guards the exchange, beside the bans and the whitelist themselves. */
export interface GuardStore {
  /** Bans that ended in the last seven days, the newest first. */
  listEndedBans(): Promise<readonly EndedBanRecord[]>;
  /** Those of them that somebody looks for. */
  findEndedBans(wanted: WantedBans): Promise<readonly EndedBanRecord[]>;

  /** Those that are open and those decided in the last 30 days, the newest first. */
  listWhitelistRequests(): Promise<readonly WhitelistRequestRecord[]>;
  /** Inserts or replaces. */
  putWhitelistRequest(record: WhitelistRequestRecord): Promise<void>;

  /** Inserts or replaces. */
  putTrace(record: TraceRecord): Promise<void>;
  listTraces(): Promise<readonly TraceRecord[]>;
  /** Its messages go with it. */
  deleteTrace(id: string): Promise<void>;
  /** Messages of traces that are gone are left out. */
  appendTraceMessages(messages: readonly TraceMessageRecord[]): Promise<void>;
  listTraceMessages(trace: string): Promise<readonly TraceMessageRecord[]>;

  /** Deletes everything whose time of keeping is over (security 1.15). */
  purgeExpired(): Promise<void>;
}
