import {
  newSuspensionSchema,
  type Suspension,
  suspensionSchema,
} from '../../../src/web/contract/suspensions.ts';
import { ActForm, backWith, Hidden, Said } from '../../acting-page.tsx';
import { SelectField, TextField, Ticks } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime, duration, momentOf } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { allOf, type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

export const SUSPENSION_WORDS = inBoth({
  nl: {
    title: 'Schorsingen',
    lead: 'Zet iemand, een brug of de hele dienst uit: meteen, zolang je wilt, en zonder dat je een reden hoeft te geven.',
    now: 'Nu en straks',
    noNow: 'Niemand is geschorst.',
    past: 'Voorbij',
    noPast: 'Er was nog geen schorsing.',
    add: 'Nieuwe schorsing',
    who: 'Wie',
    whoHint: 'Nummers van extensies of bruggen, met komma’s ertussen. Leeg laten is: niemand.',
    everyone: 'De hele dienst: alle extensies en bruggen',
    whole: 'hele dienst',
    what: 'Wat neem je weg',
    everything: 'Niets aangevinkt is alles.',
    kinds: { register: 'aanmelden', call: 'bellen', called: 'gebeld worden', conference: 'bruggen' },
    howLong: 'Hoe lang',
    forEver: 'Tot ik het ophef',
    from: 'Vanaf',
    fromHint: 'Leeg: nu meteen.',
    reason: 'Reden',
    reasonHint: 'Alleen voor beheerders, tenzij je hieronder anders kiest.',
    show: 'De houder mag de reden lezen',
    showUntil: 'De houder mag zien tot wanneer',
    go: 'Schors nu',
    states: { planned: 'straks', active: 'nu', ended: 'voorbij' },
    by: 'Door',
    done: {
      suspended: 'De schorsing geldt. Lopende gesprekken zijn beëindigd.',
      lifted: 'De schorsing is opgeheven.',
    },
  },
  en: {
    title: 'Suspensions',
    lead: 'Take somebody, a bridge or the whole service out of use: at once, as long as you want, and without a reason.',
    now: 'Now and planned',
    noNow: 'Nobody is suspended.',
    past: 'Over',
    noPast: 'There was no suspension yet.',
    add: 'New suspension',
    who: 'Who',
    whoHint: 'Numbers of extensions or bridges, with commas between them. Leaving it empty means nobody.',
    everyone: 'The whole service: all extensions and bridges',
    whole: 'whole service',
    what: 'What is taken away',
    everything: 'Nothing ticked means everything.',
    kinds: { register: 'registering', call: 'calling', called: 'being called', conference: 'bridges' },
    howLong: 'How long',
    forEver: 'Until I lift it',
    from: 'From',
    fromHint: 'Empty: at once.',
    reason: 'Reason',
    reasonHint: 'For administrators only, unless you choose otherwise below.',
    show: 'The holder may read the reason',
    showUntil: 'The holder may see until when',
    go: 'Suspend now',
    states: { planned: 'planned', active: 'now', ended: 'over' },
    by: 'By',
    done: {
      suspended: 'The suspension is in force. Running calls were ended.',
      lifted: 'The suspension is lifted.',
    },
  },
});

/** Of the part with what is over, for who comes from the search. */
export const PAST = 'past';

const DURATIONS_S = [3_600, 7_200, 86_400, 7 * 86_400, 30 * 86_400];

/** H4: refuse, end or limit, all or part, for everyone or one. */
export const suspensionsPage = consolePage({
  path: '/beheer/schorsingen',
  async show(visit) {
    const words = SUSPENSION_WORDS[visit.language];
    const all = await readList(visit, '/suspensions', suspensionSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <section>
          <h2>{words.now}</h2>
          <Known visit={visit} of={all}>
            {(rows) => (
              <List
                visit={visit}
                caption={words.now}
                rows={rows.filter(({ state }) => state !== 'ended')}
                empty={words.noNow}
              />
            )}
          </Known>
        </section>
        <NewForm visit={visit} />
        <section id={PAST}>
          <h2>{words.past}</h2>
          <Known visit={visit} of={all}>
            {(rows) => (
              <List
                visit={visit}
                caption={words.past}
                rows={rows.filter(({ state }) => state === 'ended')}
                empty={words.noPast}
              />
            )}
          </Known>
        </section>
      </>,
      { about: [all] },
    );
  },
  acts: {
    suspend: (visit) =>
      change(
        visit,
        {
          method: 'POST',
          path: '/suspensions',
          body: wished(visit),
          field: 'scope',
          fields: SUSPENSION_FIELDS,
        },
        () => backWith(visit, 'suspended'),
      ),
    lift: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/suspensions/${encodeURIComponent(filled(visit, 'id') ?? '')}` },
        () => backWith(visit, 'lifted'),
      ),
  },
});

export const SUSPENSION_FIELDS = {
  from: 'from',
  'period-invalid': 'from',
  reason: 'reason',
  'reason-invalid': 'reason',
  'what-invalid': 'what',
};

function wished(visit: ConsoleVisit): object {
  const scope = visit.form.has('everyone')
    ? 'all'
    : (filled(visit, 'scope') ?? '').split(/[\s,;]+/).filter(Boolean);
  return { scope, ...wishedTerms(visit) };
}

/** What `SuspensionFields` say, as the API takes it. */
export function wishedTerms(visit: ConsoleVisit): object {
  const { form } = visit;
  const seconds = Number(form.get('seconds'));
  const from = filled(visit, 'from');
  const what = allOf(visit, 'what');
  return {
    ...(what.length > 0 && { what }),
    ...(seconds > 0 && { durationSeconds: seconds }),
    // What is no time goes on as it is: the API refuses it.
    ...(from && { from: momentOf(from) ?? from }),
    ...(filled(visit, 'reason') && { reason: filled(visit, 'reason') }),
    reasonShown: form.has('show'),
    untilShown: form.has('show-until'),
  };
}

function List({
  visit,
  caption,
  rows,
  empty,
}: {
  readonly visit: ConsoleVisit;
  readonly caption: string;
  readonly rows: readonly Suspension[];
  readonly empty: string;
}) {
  const words = SUSPENSION_WORDS[visit.language];
  const common = commonWords[visit.language];
  const scopeOf = ({ scope }: Suspension) => (scope === 'all' ? words.whole : scope.join(', '));
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        { title: words.who, cell: scopeOf },
        { title: common.what, cell: ({ what }) => what.map((kind) => words.kinds[kind]).join(', ') },
        { title: common.state, cell: ({ state }) => words.states[state] },
        { title: words.from, cell: ({ from }) => dateAndTime(from, visit.language) },
        {
          title: common.until,
          cell: ({ until, endedAt }) =>
            endedAt !== null
              ? dateAndTime(endedAt, visit.language)
              : until === null
                ? common.untilLifted
                : dateAndTime(until, visit.language),
        },
        { title: words.reason, cell: ({ reason }) => reason ?? '' },
        { title: words.by, cell: ({ createdBy }) => createdBy },
        {
          title: common.act,
          cell: (row) =>
            row.state !== 'ended' && (
              <ActForm visit={visit} act="lift" values={{ id: row.id }}>
                <button
                  type="submit"
                  class="button small primary"
                  aria-label={`${common.lift}: ${scopeOf(row)}`}
                >
                  {common.lift}
                </button>
              </ActForm>
            ),
        },
      ]}
    />
  );
}

const KINDS = newSuspensionSchema.shape.what.unwrap().element.options;

function NewForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = SUSPENSION_WORDS[visit.language];
  const { language, refused: errors, form } = visit;
  const scope = sent(visit, 'scope', visit.query.get('extensie') ?? '');
  return (
    <section class="card">
      <h2>{words.add}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="suspend" />
        <TextField
          name="scope"
          label={words.who}
          hint={words.whoHint}
          value={scope}
          errors={errors}
          language={language}
          optional
        />
        <div class="choice">
          <label>
            <input type="checkbox" name="everyone" checked={form.has('everyone')} />
            <span>{words.everyone}</span>
          </label>
        </div>
        <SuspensionFields visit={visit} />
        <button type="submit" class="button danger">
          {words.go}
        </button>
      </form>
    </section>
  );
}

/** All but who: what is taken away, for how long and why. */
export function SuspensionFields({ visit }: { readonly visit: ConsoleVisit }) {
  const words = SUSPENSION_WORDS[visit.language];
  const { language, refused: errors, form } = visit;
  return (
    <>
      <Ticks
        name="what"
        label={words.what}
        hint={words.everything}
        chosen={allOf(visit, 'what')}
        options={KINDS.map((value) => ({ value, text: words.kinds[value] }))}
        errors={errors}
        language={language}
      />
      <SelectField
        name="seconds"
        label={words.howLong}
        value={sent(visit, 'seconds', '0')}
        options={[
          { value: '0', text: words.forEver },
          ...DURATIONS_S.map((s) => ({ value: String(s), text: duration(s, language) })),
        ]}
        language={language}
      />
      <TextField
        name="from"
        type="datetime-local"
        label={words.from}
        hint={words.fromHint}
        value={sent(visit, 'from')}
        errors={errors}
        language={language}
        optional
      />
      <TextField
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        value={sent(visit, 'reason')}
        errors={errors}
        language={language}
        optional
        longest={200}
      />
      <div class="choice">
        <label>
          <input type="checkbox" name="show" checked={form.has('show')} />
          <span>{words.show}</span>
        </label>
      </div>
      <div class="choice">
        <label>
          <input type="checkbox" name="show-until" checked={form.has('show-until')} />
          <span>{words.showUntil}</span>
        </label>
      </div>
    </>
  );
}
