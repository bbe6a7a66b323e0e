import type { Values } from '../failure.ts';

/** Stable: scripts, `/healthz` and docs/operate/doctor.md know checks by these. */
export type CheckId =
  | 'SYS-001'
  | 'SYS-002'
  | 'SYS-003'
  | 'SYS-004'
  | 'SYS-005'
  | 'SYS-006'
  | 'SYS-007'
  | 'SYS-008'
  | 'SYS-009'
  | 'SYS-011'
  | 'SYS-013'
  | 'NET-001'
  | 'NET-005'
  | 'NET-006'
  | 'NET-007'
  | 'TLS-001'
  | 'TLS-002'
  | 'SIP-004'
  | 'ALG-001'
  | 'BAN-001'
  | 'BAN-002'
  | 'BAN-003'
  | 'BAK-001'
  | 'PRV-001';

/** Checks of one extension. */
export type ExtensionCheckId =
  | 'PHN-001'
  | 'PHN-002'
  | 'PHN-003'
  | 'PHN-004'
  | 'PHN-005'
  | 'PHN-006'
  | 'PHN-007'
  | 'PHN-008'
  | 'PHN-009'
  | 'PHN-010'
  | 'PHN-011'
  | 'PHN-012'
  | 'PHN-013'
  | 'PHN-014'
  | 'PHN-015';

export type Verdict = 'good' | 'attention' | 'fault';

export interface Finding<Id = CheckId> {
  readonly id: Id;
  readonly verdict: Verdict;
  /** Times are ISO 8601, none is an empty text. */
  readonly values: Values;
}

export function find<Id extends string>(id: Id, outcome: true | Verdict, values: Values): Finding<Id> {
  return { id, verdict: outcome === true ? 'good' : outcome, values };
}
