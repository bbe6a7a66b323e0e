import type { CallQuery, CallRecord, UsageQuery, UsageRecord, UsageTotal } from '../../store/watch-store.ts';
import type { Outcome } from './outcome.ts';

/** Calls that are over and what extensions used, 30 days back, without addresses. */
export interface HistoryConsole {
  /** The newest first. */
  listCalls(query: CallQuery): Promise<Outcome<readonly CallRecord[]>>;
  /** One sum for each extension that used anything. */
  listUsage(query: UsageQuery): Promise<Outcome<readonly UsageTotal[]>>;
  /** By hour; hours without use are left out. */
  listUsageOf(extension: string, query: UsageQuery): Promise<Outcome<readonly UsageRecord[]>>;
}
