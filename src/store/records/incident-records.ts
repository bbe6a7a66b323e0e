/** An outage or planned work, as everyone is told of it. */
export interface IncidentRecord {
  readonly id: string;
  readonly kind: 'incident' | 'maintenance';
  readonly title: string;
  /** JSON list. */
  readonly parts: string;
  readonly fromMs: number;
  readonly untilMs: number | null;
  readonly closedAtMs: number | null;
  readonly createdAtMs: number;
  readonly createdBy: string;
  /** JSON list of `{ atMs, text }`, the oldest first. */
  readonly updates: string;
}
