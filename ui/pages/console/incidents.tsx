import {
  INCIDENT_CHARACTERS,
  type Incident,
  incidentSchema,
  newIncidentSchema,
} from '../../../src/web/contract/incidents.ts';
import { backWith, Hidden, Said } from '../../acting-page.tsx';
import { Choices, TextArea, TextField, Ticks } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { StateChip } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { dateAndTime, momentOf } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { PART_NAMES, partsText } from '../../words/service-parts.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Storingen en onderhoud',
    lead: 'Wat je hier opent staat meteen op de statuspagina, en wie *55 belt hoort het.',
    none: 'Geen storing open.',
    past: 'Voorbij',
    noPast: 'Er was nog geen storing.',
    what: 'Wat',
    parts: 'Onderdelen',
    from: 'Van',
    until: 'Tot',
    states: { planned: 'gepland', open: 'open', closed: 'voorbij' },
    add: 'Nieuw',
    kind: 'Soort',
    kinds: { incident: 'Storing, nu', maintenance: 'Onderhoud, straks' },
    name: 'Kort: wat is er',
    notice: 'Wat merken leden ervan',
    begins: 'Begint',
    beginsHint: 'Leeg: nu.',
    ends: 'Klaar, naar verwachting',
    endsHint: 'Alleen bij onderhoud.',
    open: 'Zet op de statuspagina',
    update: 'Nieuw bericht',
    send: 'Plaats het bericht',
    close: 'Sluit af',
    closing: 'Wat was het, en wat is eraan gedaan',
    done: {
      opened: 'Het staat op de statuspagina.',
      updated: 'Het bericht staat erbij.',
      closed: 'De storing is afgesloten.',
    },
  },
  en: {
    title: 'Incidents and maintenance',
    lead: 'What you open here is on the status page at once, and who dials *55 hears it.',
    none: 'No incident is open.',
    past: 'Over',
    noPast: 'There was no incident yet.',
    what: 'What',
    parts: 'Parts',
    from: 'From',
    until: 'Until',
    states: { planned: 'planned', open: 'open', closed: 'over' },
    add: 'New',
    kind: 'Kind',
    kinds: { incident: 'Incident, now', maintenance: 'Maintenance, later' },
    name: 'In short: what is it',
    notice: 'What do members notice',
    begins: 'Begins',
    beginsHint: 'Empty: now.',
    ends: 'Done, as expected',
    endsHint: 'Of maintenance only.',
    open: 'Put it on the status page',
    update: 'New message',
    send: 'Post the message',
    close: 'Close',
    closing: 'What was it, and what was done',
    done: {
      opened: 'It is on the status page.',
      updated: 'The message is there.',
      closed: 'The incident is closed.',
    },
  },
});

/** What members are told when something does not work, and before it will not. */
export const incidentsPage = consolePage({
  path: '/beheer/status',
  async show(visit) {
    const words = WORDS[visit.language];
    const incidents = await readList(visit, '/incidents', incidentSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <Known visit={visit} of={incidents}>
          {(all) => <Current visit={visit} incidents={all.filter(({ state }) => state !== 'closed')} />}
        </Known>
        <NewForm visit={visit} />
        <section>
          <h2>{words.past}</h2>
          <Known visit={visit} of={incidents}>
            {(all) => <Past visit={visit} incidents={all.filter(({ state }) => state === 'closed')} />}
          </Known>
        </section>
      </>,
      { about: [incidents] },
    );
  },
  acts: {
    open: (visit) =>
      change(
        visit,
        { method: 'POST', path: '/incidents', body: wished(visit), field: 'title', fields: FIELDS },
        () => backWith(visit, 'opened'),
      ),
    update: (visit) => say(visit, 'updates', 'updated'),
    close: (visit) => say(visit, 'closing', 'closed'),
  },
});

function pathOf(visit: ConsoleVisit): string {
  return `/incidents/${encodeURIComponent(filled(visit, 'id') ?? '')}`;
}

/** By what the API calls them. */
const FIELDS = { text: 'notice', title: 'title', from: 'from', until: 'until', 'period-invalid': 'until' };

/** Each incident has two forms with a text. */
function formOf({ form }: ConsoleVisit): string {
  return `${form.get('act')}-${form.get('id')}`;
}

function say(visit: ConsoleVisit, what: 'updates' | 'closing', done: string) {
  const request = {
    method: 'POST',
    path: `${pathOf(visit)}/${what}`,
    body: { text: filled(visit, 'text') ?? '' },
    fields: { text: 'text' },
    within: formOf(visit),
  } as const;
  return change(visit, request, () => backWith(visit, done));
}

function wished(visit: ConsoleVisit): object {
  const { form } = visit;
  const isPlanned = form.get('kind') === 'maintenance';
  const from = filled(visit, 'from');
  const until = isPlanned ? filled(visit, 'until') : undefined;
  return {
    kind: form.get('kind') ?? '',
    title: filled(visit, 'title') ?? '',
    parts: form.getAll('part'),
    text: filled(visit, 'notice') ?? '',
    // What is no time goes on as it is: the API refuses it.
    ...(from && { from: momentOf(from) ?? from }),
    ...(until && { until: momentOf(until) ?? until }),
  };
}

function Current({
  visit,
  incidents,
}: {
  readonly visit: ConsoleVisit;
  readonly incidents: readonly Incident[];
}) {
  if (incidents.length === 0) return <p class="empty">{WORDS[visit.language].none}</p>;
  return (
    <>
      {incidents.map((incident) => (
        <IncidentCard key={incident.id} visit={visit} incident={incident} />
      ))}
    </>
  );
}

function IncidentCard({ visit, incident }: { readonly visit: ConsoleVisit; readonly incident: Incident }) {
  const words = WORDS[visit.language];
  const { language } = visit;
  const { id, title, state, from, until, updates } = incident;
  const field = (act: string) => {
    const within = `${act}-${id}`;
    const isRefused = visit.refused.some((error) => error.within === within);
    return {
      name: 'text',
      within,
      value: isRefused ? sent(visit, 'text') : '',
      errors: visit.refused,
      language,
      longest: INCIDENT_CHARACTERS.text,
      rows: 3,
    };
  };
  return (
    <section class="card">
      <h2>{title}</h2>
      <p>
        <StateChip state={state === 'open' ? 'attention' : 'unknown'} language={language}>
          {words.states[state]}
        </StateChip>{' '}
        {partsText(incident, language)} · {dateAndTime(from, language)}
        {until !== null && ` – ${dateAndTime(until, language)}`}
      </p>
      <ul>
        {updates.map(({ at, text }) => (
          <li key={at}>
            <span class="muted">{dateAndTime(at, language)}</span> {text}
          </li>
        ))}
      </ul>
      <div class="columns">
        <form method="post" class="form">
          <Hidden visit={visit} act="update" values={{ id }} />
          <TextArea {...field('update')} label={words.update} />
          <button type="submit" class="button">
            {words.send}
          </button>
        </form>
        <form method="post" class="form">
          <Hidden visit={visit} act="close" values={{ id }} />
          <TextArea {...field('close')} label={words.closing} />
          <button type="submit" class="button primary">
            {words.close}
          </button>
        </form>
      </div>
    </section>
  );
}

function NewForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = WORDS[visit.language];
  const { language, refused: errors, form } = visit;
  return (
    <section class="card">
      <h2>{words.add}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="open" />
        <Choices
          name="kind"
          legend={words.kind}
          value={sent(visit, 'kind', 'incident')}
          options={newIncidentSchema.shape.kind.options.map((value) => ({ value, text: words.kinds[value] }))}
        />
        <TextField
          name="title"
          label={words.name}
          value={sent(visit, 'title')}
          errors={errors}
          language={language}
          longest={INCIDENT_CHARACTERS.title}
        />
        <Ticks
          name="part"
          label={words.parts}
          chosen={form.getAll('part')}
          options={newIncidentSchema.shape.parts.element.options.map((value) => ({
            value,
            text: PART_NAMES[language][value],
          }))}
          language={language}
        />
        <TextArea
          name="notice"
          label={words.notice}
          value={sent(visit, 'notice')}
          errors={errors}
          language={language}
          longest={INCIDENT_CHARACTERS.text}
        />
        <TextField
          name="from"
          type="datetime-local"
          label={words.begins}
          hint={words.beginsHint}
          value={sent(visit, 'from')}
          errors={errors}
          language={language}
          optional
        />
        <TextField
          name="until"
          type="datetime-local"
          label={words.ends}
          hint={words.endsHint}
          value={sent(visit, 'until')}
          errors={errors}
          language={language}
          optional
        />
        <button type="submit" class="button primary">
          {words.open}
        </button>
      </form>
    </section>
  );
}

function Past({
  visit,
  incidents,
}: {
  readonly visit: ConsoleVisit;
  readonly incidents: readonly Incident[];
}) {
  const words = WORDS[visit.language];
  return (
    <Table
      caption={words.past}
      rows={incidents}
      keyOf={({ id }) => id}
      empty={words.noPast}
      columns={[
        { title: words.what, cell: ({ title }) => title },
        { title: words.parts, cell: (incident) => partsText(incident, visit.language) },
        { title: words.from, cell: ({ from }) => dateAndTime(from, visit.language) },
        {
          title: words.until,
          cell: ({ until }) => (until === null ? '' : dateAndTime(until, visit.language)),
        },
      ]}
    />
  );
}
