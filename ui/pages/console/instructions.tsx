import {
  type Instruction,
  instructionSchema,
  instructionTemplateSchema,
  phoneToTalkToSchema,
} from '../../../src/web/contract/instructions.ts';
import { ActForm, backWith, Hidden, type Refused, Said } from '../../acting-page.tsx';
import { TextField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { type Answer, view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { instructionWords } from '../../words/console/instructions.ts';
import { dateAndTime, number as figure } from '../../words/format.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';
import {
  INSTRUCTION_FIELDS,
  InstructionFields,
  type InstructionTemplate,
  wishedInstruction,
} from './instruction-fields.tsx';

type PhoneToTalkTo = (typeof phoneToTalkToSchema)['_output'];

/** H3: what holders were asked to do with their phones, and who did it. */
export const instructionsPage = consolePage({
  path: '/beheer/instructies',
  async show(visit) {
    const words = instructionWords[visit.language];
    const given = await readList(visit, '/instructions', instructionSchema);
    const phones = await readList(visit, '/phones-to-talk-to', phoneToTalkToSchema);
    const templates = await readList(visit, '/instructions/templates', instructionTemplateSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <section>
          <h2>{words.open}</h2>
          <Known visit={visit} of={given}>
            {(all) => <Given visit={visit} instructions={all} />}
          </Known>
        </section>
        <section>
          <h2>{words.talk}</h2>
          <Known visit={visit} of={phones}>
            {(all) => <ToTalkTo visit={visit} phones={all} />}
          </Known>
        </section>
        <Known visit={visit} of={templates} what={words.add}>
          {(all) => <GiveForm visit={visit} templates={all} />}
        </Known>
      </>,
      { about: [given, phones] },
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

async function give(visit: ConsoleVisit): Promise<Answer | Refused> {
  let given: string | undefined;
  const body = wished(visit);
  const request = {
    method: 'POST',
    path: '/instructions',
    body,
    field: 'text',
    fields: INSTRUCTION_FIELDS,
  } as const;
  const answer = await change(visit, request, (made) => {
    given = instructionSchema.parse(made).id;
    return backWith(visit, 'given');
  });
  if (given === undefined || visit.form.get('byMail') !== 'yes') return answer;
  const { status } = await visit.api.call('POST', mailingOf(given));
  return status < 300 ? answer : backWith(visit, 'notMailed');
}

export function mailingOf(id: string): string {
  return `/instructions/${encodeURIComponent(id)}/mailing`;
}

function wished(visit: ConsoleVisit): object {
  const numbers = (filled(visit, 'who') ?? '').split(/[\s,;]+/).filter(Boolean);
  return {
    ...wishedInstruction(visit),
    targets: numbers.length === 0 ? { kind: 'all' } : { kind: 'extensions', numbers },
  };
}

function Given({
  visit,
  instructions,
}: {
  readonly visit: ConsoleVisit;
  readonly instructions: readonly Instruction[];
}) {
  const words = instructionWords[visit.language];
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
  const words = instructionWords[visit.language];
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
  readonly templates: readonly InstructionTemplate[];
}) {
  const words = instructionWords[visit.language];
  const { language, refused: errors, query } = visit;
  return (
    <section class="card" id="give">
      <h2>{words.add}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="give" />
        <TextField
          name="who"
          label={words.who}
          hint={words.whoHint}
          value={sent(visit, 'who', query.get('extensie') ?? '')}
          errors={errors}
          language={language}
          optional
        />
        <InstructionFields visit={visit} templates={templates} />
        <button type="submit" class="button primary">
          {words.give}
        </button>
      </form>
    </section>
  );
}
