/** What everyone should know at once: an outage, maintenance, and maintenance within a day. */
import type { Incident } from '../../../src/web/contract/incidents.ts';
import { Banner } from '../../components/banner.tsx';
import type { Visit } from '../../page.ts';
import { dateAndTime } from '../../words/format.ts';
import { statusWords } from '../../words/status.ts';

const SOON_MS = 86_400_000;

/** Outages first, then what is going on, then what is to come. */
export function currentOf(incidents: readonly Incident[], nowMs: number): readonly Incident[] {
  return incidents
    .filter(
      ({ state, from }) => state === 'open' || (state === 'planned' && Date.parse(from) - nowMs <= SOON_MS),
    )
    .toSorted((a, b) => RANK.indexOf(urgencyOf(a)) - RANK.indexOf(urgencyOf(b)));
}

type Urgency = 'incident' | 'maintenance' | 'planned';
const RANK: readonly Urgency[] = ['incident', 'maintenance', 'planned'];

function urgencyOf({ kind, state }: Incident): Urgency {
  if (state === 'planned') return 'planned';
  return kind;
}

/** `Straks onderhoud: nieuwe schijf (wo 2 dec, 20.15 uur)`. */
export function noticeOf(visit: Visit, incident: Incident): string {
  const urgency = urgencyOf(incident);
  const text = `${statusWords[visit.language].notice[urgency]}: ${incident.title}`;
  return urgency === 'planned' ? `${text} (${dateAndTime(incident.from, visit.language)})` : text;
}

export function ServiceNotices({
  visit,
  incidents,
}: {
  readonly visit: Visit;
  readonly incidents: readonly Incident[];
}) {
  const words = statusWords[visit.language];
  return (
    <>
      {currentOf(incidents, visit.nowMs).map((incident) => (
        <Banner
          key={incident.id}
          tone={incident.state === 'open' ? 'warn' : 'info'}
          title={noticeOf(visit, incident)}
          action={{ href: `${visit.href('/status')}#${incident.id}`, text: words.look }}
        >
          <p class="told">{incident.updates[0]?.text}</p>
        </Banner>
      ))}
    </>
  );
}
