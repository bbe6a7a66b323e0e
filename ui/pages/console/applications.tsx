import {
  type Application,
  applicationSchema,
  approvedApplicationSchema,
} from '../../../src/web/contract/applications.ts';
import { backWith, Hidden, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { TextArea, TextField } from '../../components/form.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime, shortDate } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Aanvragen',
    lead: 'Wie een extensie wil. Goedkeuren maakt de extensie en mailt een welkomstbrief.',
    none: 'Geen aanvragen.',
    past: 'Afgehandeld',
    noPast: 'Er is nog niets afgehandeld.',
    email: 'E-mail',
    place: 'Plaats',
    phone: 'Toestel',
    wish: 'Wensnummer',
    note: 'Opmerking',
    listed: 'In de lijst',
    asked: 'Gevraagd op',
    dutch: (callsign: string) => `${callsign} lijkt een Nederlandse roepletter`,
    foreign: (callsign: string) => `${callsign} is geen Nederlandse roepletter: kijk het na`,
    sameCallsign: (numbers: string) => `Met deze roepletters is er al: ${numbers}`,
    sameEmail: (numbers: string) => `Met dit mailadres is er al: ${numbers}`,
    number: 'Nummer',
    numberHint: 'Leeg: het wensnummer als dat vrij is, anders het eerste vrije.',
    approve: 'Keur goed',
    question: 'Vraag iets',
    questionText: 'Je vraag, die per mail gaat',
    ask: 'Stuur de vraag',
    refuse: 'Wijs af',
    reason: 'Waarom, voor de aanvrager',
    states: { open: 'open', asked: 'wacht op antwoord', approved: 'goedgekeurd', refused: 'afgewezen' },
    made: (number: string) => `Extensie ${number} is gemaakt`,
    link: 'De welkomstbrief staat achter deze link. Hij gaat ook per mail, als mail is ingesteld. De link werkt één keer en is hierna niet meer te zien.',
    done: { asked: 'De vraag is gesteld.', refused: 'De aanvraag is afgewezen.' },
  },
  en: {
    title: 'Applications',
    lead: 'Who wants an extension. Approving makes it and mails a welcome letter.',
    none: 'No applications.',
    past: 'Dealt with',
    noPast: 'Nothing was dealt with yet.',
    email: 'E-mail',
    place: 'Place',
    phone: 'Phone',
    wish: 'Wished number',
    note: 'Note',
    listed: 'In the directory',
    asked: 'Asked on',
    dutch: (callsign: string) => `${callsign} looks like a Dutch call sign`,
    foreign: (callsign: string) => `${callsign} is no Dutch call sign: look it up`,
    sameCallsign: (numbers: string) => `With this call sign there is already: ${numbers}`,
    sameEmail: (numbers: string) => `With this mail address there is already: ${numbers}`,
    number: 'Number',
    numberHint: 'Empty: the wished number when it is free, otherwise the first free one.',
    approve: 'Approve',
    question: 'Ask something',
    questionText: 'Your question, which goes by mail',
    ask: 'Send the question',
    refuse: 'Refuse',
    reason: 'Why, for the applicant',
    states: { open: 'open', asked: 'waits for an answer', approved: 'approved', refused: 'refused' },
    made: (number: string) => `Extension ${number} is made`,
    link: 'The welcome letter is behind this link. It goes by mail as well, when mail is set up. The link works once and cannot be seen afterwards.',
    done: { asked: 'The question is asked.', refused: 'The application is refused.' },
  },
});

/** Who asks for an extension, and what an administrator answers. */
export const applicationsPage = consolePage({
  path: '/beheer/aanvragen',
  async show(visit) {
    const words = WORDS[visit.language];
    const found = await readList(visit, '/applications', applicationSchema);
    if (found.kind === 'unknown') return found;
    const all = found.value;
    const waiting = all.filter(isWaiting);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        {waiting.length === 0 && <p class="empty">{words.none}</p>}
        {waiting.map((application) => (
          <ApplicationCard key={application.id} visit={visit} application={application} />
        ))}
        <section>
          <h2>{words.past}</h2>
          <Past visit={visit} applications={all.filter((application) => !isWaiting(application))} />
        </section>
      </>,
    );
  },
  acts: {
    approve: (visit) => {
      const number = filled(visit, 'number');
      const request = {
        method: 'POST',
        path: `${pathOf(visit)}/approval`,
        body: { ...(number && { number }) },
        field: 'number',
        within: formOf(visit),
      } as const;
      return change(visit, request, (body) => {
        const words = WORDS[visit.language];
        const { extension, letter } = approvedApplicationSchema.parse(body);
        const title = words.made(extension.number);
        return view(
          title,
          <>
            <h1>{title}</h1>
            <Banner tone="ok" title={words.link} />
            <p class="mono big">{letter.url}</p>
            <a class="button" href={visit.href('/beheer/aanvragen')}>
              {commonWords[visit.language].cancel}
            </a>
          </>,
        );
      });
    },
    ask: (visit) =>
      change(
        visit,
        {
          method: 'POST',
          path: `${pathOf(visit)}/question`,
          body: { text: filled(visit, 'text') ?? '' },
          field: 'text',
          within: formOf(visit),
        },
        () => backWith(visit, 'asked'),
      ),
    refuse: (visit) => {
      const reason = filled(visit, 'reason');
      return change(
        visit,
        {
          method: 'POST',
          path: `${pathOf(visit)}/refusal`,
          body: { ...(reason && { reason }) },
          field: 'reason',
          within: formOf(visit),
        },
        () => backWith(visit, 'refused'),
      );
    },
  },
});

function pathOf(visit: ConsoleVisit): string {
  return `/applications/${encodeURIComponent(filled(visit, 'id') ?? '')}`;
}

/** Each application has three. */
function formOf({ form }: ConsoleVisit): string {
  return `${form.get('act')}-${form.get('id')}`;
}

function isWaiting({ state }: Application): boolean {
  return state === 'open' || state === 'asked';
}

function ApplicationCard({
  visit,
  application,
}: {
  readonly visit: ConsoleVisit;
  readonly application: Application;
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  const { language } = visit;
  const { id, callsign, name, dutch, sameCallsign, sameEmail } = application;
  const isRefused = (act: string) => visit.refused.some(({ within }) => within === `${act}-${id}`);
  const field = (act: string, fieldName: string, otherwise = '') => ({
    name: fieldName,
    within: `${act}-${id}`,
    value: isRefused(act) ? sent(visit, fieldName) : otherwise,
    errors: visit.refused,
    language,
  });
  return (
    <section class="card">
      <h2>
        {callsign} {name}
      </h2>
      <Banner tone={dutch ? 'ok' : 'warn'} title={dutch ? words.dutch(callsign) : words.foreign(callsign)}>
        {sameCallsign.length > 0 && <p>{words.sameCallsign(sameCallsign.join(', '))}</p>}
        {sameEmail.length > 0 && <p>{words.sameEmail(sameEmail.join(', '))}</p>}
      </Banner>
      <dl class="facts">
        <dt>{common.state}</dt>
        <dd>{words.states[application.state]}</dd>
        <dt>{words.email}</dt>
        <dd>{application.email}</dd>
        <dt>{words.place}</dt>
        <dd>{application.place}</dd>
        <dt>{words.phone}</dt>
        <dd>{application.phone}</dd>
        <dt>{words.wish}</dt>
        <dd>{application.wishedNumber ?? common.none}</dd>
        <dt>{words.note}</dt>
        <dd>{application.note}</dd>
        <dt>{words.listed}</dt>
        <dd>{application.listingText === null ? common.no : common.yes}</dd>
        <dt>{words.asked}</dt>
        <dd>{dateAndTime(application.createdAt, language)}</dd>
      </dl>
      <div class="columns">
        <form method="post" class="form">
          <Hidden visit={visit} act="approve" values={{ id }} />
          <TextField
            {...field('approve', 'number', application.wishedNumber ?? '')}
            label={words.number}
            hint={words.numberHint}
            inputMode="numeric"
            optional
          />
          <button type="submit" class="button primary">
            {words.approve}
          </button>
        </form>
        <details open={isRefused('ask')}>
          <summary>{words.question}</summary>
          <form method="post" class="form">
            <Hidden visit={visit} act="ask" values={{ id }} />
            <TextArea {...field('ask', 'text')} label={words.questionText} longest={400} />
            <button type="submit" class="button">
              {words.ask}
            </button>
          </form>
        </details>
        <details open={isRefused('refuse')}>
          <summary>{words.refuse}</summary>
          <form method="post" class="form">
            <Hidden visit={visit} act="refuse" values={{ id }} />
            <TextArea {...field('refuse', 'reason')} label={words.reason} longest={400} optional />
            <button type="submit" class="button danger">
              {words.refuse}
            </button>
          </form>
        </details>
      </div>
    </section>
  );
}

function Past({
  visit,
  applications,
}: {
  readonly visit: ConsoleVisit;
  readonly applications: readonly Application[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.past}
      rows={applications}
      keyOf={({ id }) => id}
      empty={words.noPast}
      columns={[
        { title: common.callsign, cell: ({ callsign }) => callsign },
        { title: common.name, cell: ({ name }) => name },
        { title: common.state, cell: ({ state }) => words.states[state] },
        { title: common.extension, cell: ({ extension }) => extension ?? '' },
        {
          title: common.since,
          cell: ({ decidedAt }) => (decidedAt === null ? '' : shortDate(decidedAt, visit.language)),
        },
      ]}
    />
  );
}
