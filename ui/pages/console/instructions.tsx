import {
  type Instruction,
  instructionSchema,
  instructionTemplateSchema,
  phoneToTalkToSchema,
} from '../../../src/web/contract/instructions.ts';
import { listOf } from '../../../src/web/contract.ts';
import { ActForm, backWith, Hidden, type Refused, read, Said } from '../../acting-page.tsx';
import { Checkbox, SelectField, TextArea, TextField } from '../../components/form.tsx';
import { Table } from '../../components/table.tsx';
import { type Answer, view } from '../../page.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime, number as figure } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

type PhoneToTalkTo = (typeof phoneToTalkToSchema)['_output'];
type Template = (typeof instructionTemplateSchema)['_output'];

const WORDS = inBoth({
  nl: {
    title: 'Instructies',
    lead: 'Vraag houders om iets aan hun toestel te veranderen. De centrale ziet zelf of het gedaan is.',
    open: 'Instructies',
    none: 'Nog geen instructies.',
    text: 'Wat',
    deadline: 'Voor',
    progress: 'Gedaan',
    states: { open: 'open', done: 'gedaan', overdue: 'te laat', closed: 'gesloten' },
    close: 'Sluit',
    remind: 'Mail',
    byMail: 'Ook per mail',
    byMailHint: 'Aan wie een mailadres heeft.',
    talk: 'Toestellen om over te praten',
    noTalk: 'Alle toestellen gedragen zich.',
    complaints: {
      'registers-too-often': 'meldt zich te vaak aan',
      'wrong-password': 'fout wachtwoord',
      'keep-alive-too-often': 'houdt te druk contact',
      'many-phones': 'veel toestellen',
      'small-packets': 'kleine pakketjes',
      'much-bandwidth': 'veel bandbreedte',
      'router-meddles': 'router verandert SIP',
      'encrypted-only': 'wil alleen versleuteld geluid',
    },
    seen: (seen: string, usual: string) => `${seen}, gewoon is ${usual}`,
    ask: 'Maak instructie',
    phone: 'Toestel',
    why: 'Waarom',
    add: 'Nieuwe instructie',
    template: 'Voorbeeld',
    own: 'Eigen tekst, zonder controle',
    who: 'Voor extensies',
    whoHint: 'Nummers met komma’s. Leeg: iedereen.',
    ownText: 'Tekst',
    ownTextHint: 'Leeg: de tekst van het voorbeeld.',
    days: 'Dagen de tijd',
    give: 'Geef de instructie',
    done: {
      given: 'De instructie is gegeven.',
      closed: 'De instructie is gesloten.',
      notMailed: 'De instructie is gegeven, maar niet gemaild. Probeer het zo nog eens met Mail.',
      mailed: 'De mail gaat naar wie het nog niet deed, hooguit één keer per uur.',
    },
  },
  en: {
    title: 'Instructions',
    lead: 'Ask holders to change something on their phone. The exchange sees for itself whether it was done.',
    open: 'Instructions',
    none: 'No instructions yet.',
    text: 'What',
    deadline: 'Before',
    progress: 'Done',
    states: { open: 'open', done: 'done', overdue: 'overdue', closed: 'closed' },
    close: 'Close',
    remind: 'Mail',
    byMail: 'By mail as well',
    byMailHint: 'To who has a mail address.',
    talk: 'Phones to talk to',
    noTalk: 'All phones behave.',
    complaints: {
      'registers-too-often': 'registers too often',
      'wrong-password': 'wrong password',
      'keep-alive-too-often': 'keeps in touch too busily',
      'many-phones': 'many phones',
      'small-packets': 'small packets',
      'much-bandwidth': 'much bandwidth',
      'router-meddles': 'router changes SIP',
      'encrypted-only': 'wants encrypted sound only',
    },
    seen: (seen: string, usual: string) => `${seen}, usual is ${usual}`,
    ask: 'Make an instruction',
    phone: 'Phone',
    why: 'Why',
    add: 'New instruction',
    template: 'Template',
    own: 'Text of your own, without a check',
    who: 'For extensions',
    whoHint: 'Numbers with commas. Empty: everyone.',
    ownText: 'Text',
    ownTextHint: 'Empty: the text of the template.',
    days: 'Days to do it',
    give: 'Give the instruction',
    done: {
      given: 'The instruction is given.',
      closed: 'The instruction is closed.',
      notMailed: 'The instruction is given, but not mailed. Try Mail again in a moment.',
      mailed: 'Mail goes to who has not done it yet, once an hour at most.',
    },
  },
});

const DAY_S = 86_400;

/** H3: what holders were asked to do with their phones, and who did it. */
export const instructionsPage = consolePage({
  path: '/beheer/instructies',
  async show(visit) {
    const words = WORDS[visit.language];
    const given = (await read(visit, '/instructions', listOf(instructionSchema)))?.items ?? [];
    const phones = (await read(visit, '/phones-to-talk-to', listOf(phoneToTalkToSchema)))?.items ?? [];
    const templates =
      (await read(visit, '/instructions/templates', listOf(instructionTemplateSchema)))?.items ?? [];
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <section>
          <h2>{words.open}</h2>
          <Given visit={visit} instructions={given} />
        </section>
        <section>
          <h2>{words.talk}</h2>
          <ToTalkTo visit={visit} phones={phones} />
        </section>
        <GiveForm visit={visit} templates={templates} />
      </>,
    );
  },
  acts: {
    give,
    mail: (visit) =>
      change(visit, { method: 'POST', path: mailingOf(filled(visit, 'id') ?? '') }, () =>
        backWith(visit, 'mailed'),
      ),
    close: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/instructions/${encodeURIComponent(filled(visit, 'id') ?? '')}` },
        () => backWith(visit, 'closed'),
      ),
  },
});

const FIELDS = {
  extension: 'who',
  targets: 'who',
  template: 'template',
  withinSeconds: 'days',
  'duration-invalid': 'days',
};

async function give(visit: ConsoleVisit): Promise<Answer | Refused> {
  let given: string | undefined;
  const body = wished(visit);
  const request = { method: 'POST', path: '/instructions', body, field: 'text', fields: FIELDS } as const;
  const answer = await change(visit, request, (made) => {
    given = instructionSchema.parse(made).id;
    return backWith(visit, 'given');
  });
  if (given === undefined || visit.form.get('byMail') !== 'yes') return answer;
  const { status } = await visit.api.call('POST', mailingOf(given));
  return status < 300 ? answer : backWith(visit, 'notMailed');
}

function mailingOf(id: string): string {
  return `/instructions/${encodeURIComponent(id)}/mailing`;
}

function wished(visit: ConsoleVisit): object {
  const numbers = (filled(visit, 'who') ?? '').split(/[\s,;]+/).filter(Boolean);
  const template = filled(visit, 'template');
  const text = filled(visit, 'text');
  const days = Number(visit.form.get('days'));
  return {
    language: visit.language,
    targets: numbers.length === 0 ? { kind: 'all' } : { kind: 'extensions', numbers },
    ...(template && { template }),
    ...(text && { text }),
    // What is no number of days goes on as it is: the API refuses it.
    ...(days !== 0 && { withinSeconds: Number.isNaN(days) ? null : Math.round(days * DAY_S) }),
  };
}

function Given({
  visit,
  instructions,
}: {
  readonly visit: ConsoleVisit;
  readonly instructions: readonly Instruction[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.open}
      rows={instructions}
      keyOf={({ id }) => id}
      empty={words.none}
      columns={[
        { title: words.text, cell: ({ text }) => text },
        { title: common.state, cell: ({ state }) => words.states[state] },
        {
          title: words.deadline,
          cell: ({ deadline }) => (deadline === null ? '' : dateAndTime(deadline, visit.language)),
        },
        {
          title: words.progress,
          cell: ({ progress }) => {
            const done = progress.filter(({ state }) => state === 'done').length;
            const waits = progress.filter(({ state }) => state !== 'done').map(({ extension }) => extension);
            return (
              <>
                {done} / {progress.length}
                {waits.length > 0 && <div class="muted">{waits.slice(0, MOST_NAMED).join(', ')}</div>}
              </>
            );
          },
        },
        {
          title: common.act,
          cell: ({ id, closedAt, text, state }) =>
            closedAt === null && (
              <div class="acts">
                {state !== 'done' && (
                  <ActForm visit={visit} act="mail" values={{ id }}>
                    <button type="submit" class="button small" aria-label={`${words.remind}: ${text}`}>
                      {words.remind}
                    </button>
                  </ActForm>
                )}
                <ActForm visit={visit} act="close" values={{ id }}>
                  <button type="submit" class="button small" aria-label={`${words.close}: ${text}`}>
                    {words.close}
                  </button>
                </ActForm>
              </div>
            ),
        },
      ]}
    />
  );
}

const MOST_NAMED = 12;

function ToTalkTo({
  visit,
  phones,
}: {
  readonly visit: ConsoleVisit;
  readonly phones: readonly PhoneToTalkTo[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  const { language } = visit;
  return (
    <Table
      caption={words.talk}
      rows={phones}
      keyOf={({ extension }) => extension}
      empty={words.noTalk}
      columns={[
        {
          title: common.extension,
          cell: ({ extension }) => (
            <a href={visit.href(`/beheer/extensies/${encodeURIComponent(extension)}`)}>{extension}</a>
          ),
        },
        { title: words.phone, cell: ({ userAgents }) => userAgents.join(', ') },
        {
          title: words.why,
          cell: ({ complaints }) => (
            <ul>
              {complaints.map(({ kind, seen, usual }) => (
                <li key={kind}>
                  {words.complaints[kind]}{' '}
                  <span class="muted">({words.seen(figure(seen, language), figure(usual, language))})</span>
                </li>
              ))}
            </ul>
          ),
        },
        {
          title: common.act,
          cell: ({ extension, complaints }) => {
            const template = complaints.find((complaint) => complaint.template !== null)?.template;
            const query = new URLSearchParams({
              extensie: extension,
              ...(template && { voorbeeld: template }),
            });
            return (
              <a class="button small" href={`${visit.href('/beheer/instructies')}?${query}#give`}>
                {words.ask}
              </a>
            );
          },
        },
      ]}
    />
  );
}

function GiveForm({
  visit,
  templates,
}: {
  readonly visit: ConsoleVisit;
  readonly templates: readonly Template[];
}) {
  const words = WORDS[visit.language];
  const { language, refused: errors, query } = visit;
  return (
    <section class="card" id="give">
      <h2>{words.add}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="give" />
        <SelectField
          name="template"
          label={words.template}
          value={sent(visit, 'template', query.get('voorbeeld') ?? '')}
          options={[
            { value: '', text: words.own },
            ...templates.map(({ id, title }) => ({ value: id, text: title[language] })),
          ]}
          language={language}
        />
        <TextField
          name="who"
          label={words.who}
          hint={words.whoHint}
          value={sent(visit, 'who', query.get('extensie') ?? '')}
          errors={errors}
          language={language}
          optional
        />
        <TextArea
          name="text"
          label={words.ownText}
          hint={words.ownTextHint}
          value={sent(visit, 'text')}
          errors={errors}
          language={language}
          optional
          longest={4_000}
        />
        <TextField
          name="days"
          label={words.days}
          value={sent(visit, 'days', '14')}
          errors={errors}
          language={language}
          inputMode="numeric"
        />
        <Checkbox
          name="byMail"
          label={words.byMail}
          hint={words.byMailHint}
          checked={sent(visit, 'byMail') === 'yes'}
          language={language}
        />
        <button type="submit" class="button primary">
          {words.give}
        </button>
      </form>
    </section>
  );
}
