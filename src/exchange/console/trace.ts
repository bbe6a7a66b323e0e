import type { TraceMessageRecord, TraceRecord } from '../../store/guard-store.ts';
import type { Outcome } from './outcome.ts';

export type TraceView = TraceRecord & { readonly running: boolean };

/** SIP traces: one extension's messages, for at most an hour, deleted a day after (security 2.21). */
export interface TraceConsole {
  startTrace(extension: string, durationMs: number): Promise<Outcome<TraceView>>;
  stopTrace(id: string): Promise<Outcome<TraceView>>;
  listTraces(): Promise<Outcome<readonly TraceView[]>>;
  /** With its messages, without credentials. Looking is audited. */
  showTrace(id: string): Promise<Outcome<TraceView & { readonly messages: readonly TraceMessageRecord[] }>>;
  deleteTrace(id: string): Promise<Outcome<TraceView>>;
}
