import type { IncidentRecord } from '../../store/records/incident-records.ts';
import type { IncidentView } from '../console/incidents.ts';

/** Maintenance ends by itself when its time is over. */
export function incidentState(
  { fromMs, untilMs, closedAtMs }: IncidentRecord,
  nowMs: number,
): IncidentView['state'] {
  if (closedAtMs !== null || (untilMs !== null && untilMs <= nowMs)) return 'closed';
  return nowMs < fromMs ? 'planned' : 'open';
}
