import type { CallQuery, CallRecord, UsageQuery, UsageRecord, UsageTotal } from '../../store/watch-store.ts';
import type { HistoryConsole } from '../console/history.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { fetched } from './refusal.ts';

/** What was: the last seconds are written before they are read. */
export class HistoryAdministration implements HistoryConsole {
  readonly #parts: ActorParts;

  constructor(parts: ActorParts) {
    this.#parts = parts;
  }

  async listCalls(query: CallQuery): Promise<Outcome<readonly CallRecord[]>> {
    await this.#parts.watch.history.flush();
    return fetched(this.#parts.store.listCallRecords(query));
  }

  async listUsage(query: UsageQuery): Promise<Outcome<readonly UsageTotal[]>> {
    await this.#parts.watch.history.flush();
    return fetched(this.#parts.store.listUsage(query));
  }

  async listUsageOf(extension: string, query: UsageQuery): Promise<Outcome<readonly UsageRecord[]>> {
    await this.#parts.watch.history.flush();
    return fetched(this.#parts.store.listUsageOf({ extension, ...query }));
  }
}
