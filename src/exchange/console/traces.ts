import type { TraceMessageRecord, TraceRecord } from '../../store/guard-store.ts';
import type { Outcome } from './outcome.ts';

export type TraceView = TraceRecord & { readonly running: boolean };

/** SIP traces: one extension's messages, for at most an hour, deleted a day after (security 2.21). */
export interface TraceConsole {
  start(extension: string, durationMs: number): Promise<Outcome<TraceView>>;
  stop(id: string): Promise<Outcome<TraceView>>;
  list(): Promise<Outcome<readonly TraceView[]>>;
  /** With its messages, without credentials. Looking is audited. */
  show(id: string): Promise<Outcome<TraceView & { readonly messages: readonly TraceMessageRecord[] }>>;
  delete(id: string): Promise<Outcome<TraceView>>;
}
