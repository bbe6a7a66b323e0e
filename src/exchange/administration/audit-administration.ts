import {
  type AuditQuery,
  type AuditRecord,
  type AuditVerdict,
  verifyAudit,
} from '../../store/archives/audit-archive.ts';
import type { AuditConsole } from '../console/audit.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { fetched } from './refusal.ts';

/** Reading the audit log; writing it is `AuditLog`, for acts only. */
export class AuditAdministration implements AuditConsole {
  readonly #parts: ActorParts;

  constructor(parts: ActorParts) {
    this.#parts = parts;
  }

  list(query: AuditQuery): Promise<Outcome<readonly AuditRecord[]>> {
    return fetched(this.#parts.store.listAudit(query));
  }

  verify(): Promise<Outcome<AuditVerdict>> {
    return fetched(verifyAudit(this.#parts.store));
  }
}
