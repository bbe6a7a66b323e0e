import type { Clock } from '../../base/clock.ts';
import type { IncidentRecord } from '../../store/records/incident-records.ts';
import { incidentState } from '../incidents/incident-state.ts';
import type { Ledger } from '../tables/ledger.ts';
import type { Outages, SpokenOutage } from './outages.ts';

/** Work further away than this is not spoken of: no date is said, and who hears it would expect it soon. */
const SOON_MS = 7 * 86_400_000;

/** What the administrators told everyone: what is out of order, and work that goes on or comes soon. */
export function announcedOutages(parts: {
  readonly ledger: Pick<Ledger, 'list'>;
  readonly clock: Pick<Clock, 'wallTime'>;
}): Outages {
  return {
    open: () => {
      const nowMs = parts.clock.wallTime();
      return parts.ledger.list('incidents').flatMap((record) => spoken(record, nowMs) ?? []);
    },
  };
}

function spoken(record: IncidentRecord, nowMs: number): SpokenOutage | undefined {
  switch (incidentState(record, nowMs)) {
    case 'closed':
      return undefined;
    case 'planned':
      return record.fromMs - nowMs <= SOON_MS ? { kind: 'planned', parts: [] } : undefined;
    case 'open':
      return {
        kind: record.kind === 'incident' ? 'outage' : 'maintenance',
        parts: JSON.parse(record.parts),
      };
  }
}
