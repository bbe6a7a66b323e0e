/** Rows of the tables behind the first migration as kysely sees them. Fields named "JSON" hold text that `JSON.parse` reads. */
import type { InstructionProgressRecord } from '../watch-store.ts';

export interface SuspensionRow {
  readonly id: string;
  /** JSON. */
  readonly scope: string;
  /** JSON. */
  readonly what: string;
  readonly fromMs: number;
  readonly untilMs: number | null;
  readonly reason: string | null;
  readonly reasonShown: 0 | 1;
  readonly untilShown: 0 | 1;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
}

export interface ExtensionLimitsRow {
  readonly extension: string;
  readonly calls: number | null;
  readonly contacts: number | null;
  readonly newCallsPerMinute: number | null;
  readonly kbitPerS: number | null;
  /** JSON. */
  readonly codecs: string | null;
  readonly registerIntervalS: number | null;
  readonly digest: 'SHA-256' | null;
  readonly transport: 'TLS' | null;
}

export interface CallFeaturesRow {
  readonly extension: string;
  readonly doNotDisturb: 0 | 1;
  readonly forwardAlways: string | null;
  readonly forwardBusy: string | null;
  readonly forwardNoAnswer: string | null;
  readonly ringS: number;
  readonly pickupGroup: string | null;
}

export type InstructionProgressRow = Omit<InstructionProgressRecord, 'state'> & { readonly state: string };

export interface AuditRow {
  readonly seq: number;
  readonly atMs: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  /** JSON. */
  readonly detail: string;
  /** Forgotten after a while, with its salt; the chain holds its hash. */
  readonly address: string | null;
  readonly addressSalt: string | null;
  readonly addressHash: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly secretHash: string;
  /** JSON. */
  readonly scopes: string;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

export interface WhitelistRequestRow {
  readonly id: string;
  readonly entry: string;
  readonly extension: string;
  readonly note: string;
  readonly state: string;
  readonly requestedAtMs: number;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
}

export interface CallRecordRow {
  readonly id: string;
  readonly caller: string;
  readonly dialled: string;
  readonly result: string;
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number;
  /** JSON. */
  readonly quality: string | null;
  readonly reached: string | null;
}

export interface BandwidthRow {
  readonly extension: string;
  /** Begin of the hour. */
  readonly hourMs: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly registerCount: number;
}

export interface LiveDialogRow {
  readonly leg: string;
  readonly call: string;
  /** JSON. */
  readonly flow: string;
  /** JSON. */
  readonly dialog: string;
}

export interface TraceRow {
  readonly id: string;
  readonly extension: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly requestedBy: string;
}

export interface TraceMessageRow {
  readonly trace: string;
  readonly atMs: number;
  readonly direction: string;
  readonly text: string;
}
