/** Outages and maintenance as everyone reads of them. */
import type { ComponentChildren } from 'preact';
import { type Incident, incidentSchema } from '../../../src/web/contract/incidents.ts';
import { StateChip, type StateName } from '../../components/state.tsx';
import type { Visit } from '../../page.ts';
import { type ListReading, readList } from '../../reading.ts';
import { dateAndTime } from '../../words/format.ts';
import { partsText } from '../../words/service-parts.ts';
import { statusWords } from '../../words/status.ts';

const MOST_PAST = 12;

export function readIncidents(visit: Visit): Promise<ListReading<Incident>> {
  return readList(visit, '/incidents', incidentSchema);
}

interface Shown {
  readonly visit: Visit;
  readonly incidents: readonly Incident[];
}

/** What is going on, with all that was told of it; nothing when nothing is. */
export function OpenIncidents({ visit, incidents }: Shown) {
  const words = statusWords[visit.language];
  const open = incidents.filter(({ state }) => state === 'open');
  return (
    <Section title={words.openTitle} incidents={open}>
      {(incident) => (
        <Entry visit={visit} incident={incident} state="attention" stateText={words.kinds[incident.kind]}>
          <Course visit={visit} incident={incident} />
        </Entry>
      )}
    </Section>
  );
}

/** The next one first. */
export function PlannedMaintenance({ visit, incidents }: Shown) {
  const planned = incidents.filter(({ state }) => state === 'planned').toReversed();
  const words = statusWords[visit.language];
  return (
    <Section title={words.plannedTitle} incidents={planned}>
      {(incident) => (
        <Entry visit={visit} incident={incident} state="not-registered" stateText={words.planned}>
          <Course visit={visit} incident={incident} />
        </Entry>
      )}
    </Section>
  );
}

/** The last ones, with what it was. */
export function PastIncidents({ visit, incidents }: Shown) {
  const words = statusWords[visit.language];
  const past = incidents.filter(({ state }) => state === 'closed').slice(0, MOST_PAST);
  if (incidents.every(({ state }) => state === 'planned')) {
    return (
      <section>
        <h2>{words.pastTitle}</h2>
        <p class="empty">{words.noPast}</p>
      </section>
    );
  }
  return (
    <Section title={words.pastTitle} incidents={past}>
      {(incident) => (
        <Entry
          visit={visit}
          incident={incident}
          state={isCalledOff(incident) ? 'do-not-disturb' : 'good'}
          stateText={`${words.kinds[incident.kind]}: ${isCalledOff(incident) ? words.calledOff : words.closed}`}
        >
          <Ending visit={visit} incident={incident} />
        </Entry>
      )}
    </Section>
  );
}

function Section({
  title,
  incidents,
  children,
}: {
  readonly title: string;
  readonly incidents: readonly Incident[];
  readonly children: (incident: Incident) => ComponentChildren;
}) {
  if (incidents.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      {incidents.map((incident) => children(incident))}
    </section>
  );
}

/** The feed leads to its `id`. */
function Entry({
  visit,
  incident,
  state,
  stateText,
  children,
}: {
  readonly visit: Visit;
  readonly incident: Incident;
  readonly state: StateName;
  readonly stateText: string;
  readonly children: ComponentChildren;
}) {
  return (
    <article class="incident" id={incident.id} key={incident.id}>
      <h3>{incident.title}</h3>
      <p>
        <StateChip state={state} language={visit.language}>
          {stateText}
        </StateChip>{' '}
        {partsText(incident, visit.language)} · {periodOf(visit, incident)}
      </p>
      {children}
    </article>
  );
}

/** An incident is closed with what it was; maintenance may have ended by itself. */
function Ending({ visit, incident }: { readonly visit: Visit; readonly incident: Incident }) {
  const words = statusWords[visit.language];
  const { kind, updates } = incident;
  return (
    <>
      <p class="told">
        {kind === 'incident' && <strong>{words.whatItWas}: </strong>}
        {updates[0]?.text}
      </p>
      {updates.length > 1 && (
        <details>
          <summary>{words.course(updates.length)}</summary>
          <Course visit={visit} incident={incident} />
        </details>
      )}
    </>
  );
}

function Course({ visit, incident }: { readonly visit: Visit; readonly incident: Incident }) {
  return (
    <ol class="course" reversed>
      {incident.updates.map(({ at, text }, index) => (
        <li key={index}>
          <time dateTime={at}>{dateAndTime(at, visit.language)}</time>
          <span class="told">{text}</span>
        </li>
      ))}
    </ol>
  );
}

function periodOf(visit: Visit, incident: Incident): string {
  const words = statusWords[visit.language];
  const { state, from, until } = incident;
  if (state === 'open') {
    return until === null ? words.since(from) : `${words.since(from)}, ${words.expected(until)}`;
  }
  return until === null || isCalledOff(incident) ? words.from(from) : words.period(from, until);
}

/** Maintenance that was closed before it began. */
function isCalledOff({ from, until }: Incident): boolean {
  return until !== null && Date.parse(until) < Date.parse(from);
}
