import type { AuditQuery, AuditRecord, AuditVerdict } from '../../store/archives/audit-archive.ts';
import type { Outcome } from './outcome.ts';

/** What administrators did, who, when. Nobody can change it, not even through this door. */
export interface AuditConsole {
  /** The newest first. */
  list(query: AuditQuery): Promise<Outcome<readonly AuditRecord[]>>;
  /** Hashes the whole log again and says whether anything was changed or taken out. */
  verify(): Promise<Outcome<AuditVerdict>>;
}
