import { type Conference, conferenceSchema } from '../../../src/web/contract/conferences.ts';
import { numberPlanSchema } from '../../../src/web/contract.ts';
import { backWith, Hidden, Said } from '../../acting-page.tsx';
import { TextField } from '../../components/form.tsx';
import { Known, UnknownAmong } from '../../components/known.tsx';
import { StateChip } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { knownOf, read, readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Conferentiebruggen',
    lead: 'Een brug is nooit privé: dat hoort iedereen die binnenkomt.',
    none: 'Maak de eerste brug.',
    number: 'Nummer',
    numberHint: 'Het eerste vrije nummer staat er al. Een ander vrij nummer mag ook.',
    pin: 'Pincode',
    pinHint: 'Leeg: iedereen met een extensie mag erin.',
    locked: 'met pincode',
    free: 'vrij',
    people: 'Aanwezig',
    door: 'Toegang',
    add: 'Nieuwe brug',
    make: 'Maak de brug',
    done: { made: 'De brug is er.', removed: 'De brug is verwijderd.' },
  },
  en: {
    title: 'Conference bridges',
    lead: 'A bridge is never private: everyone who comes in hears that.',
    none: 'Make the first bridge.',
    number: 'Number',
    numberHint: 'The first free number is filled in. Another free number will do, too.',
    pin: 'PIN',
    pinHint: 'Empty: everyone with an extension may come in.',
    locked: 'with PIN',
    free: 'open',
    people: 'Present',
    door: 'Access',
    add: 'New bridge',
    make: 'Make the bridge',
    done: { made: 'The bridge is there.', removed: 'The bridge is removed.' },
  },
});

export const bridgesConsolePage = consolePage({
  path: '/beheer/conferenties',
  async show(visit) {
    const words = WORDS[visit.language];
    const bridges = await readList(visit, '/conferences', conferenceSchema);
    const plan = await read(visit, '/numbers', numberPlanSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <Known visit={visit} of={bridges}>
          {(all) => <List visit={visit} bridges={all} />}
        </Known>
        <UnknownAmong visit={visit} parts={[[commonWords[visit.language].freeNumber, plan]]} />
        <AddForm visit={visit} proposed={knownOf(plan)?.conferences.free ?? ''} />
      </>,
      { about: [bridges] },
    );
  },
  acts: {
    make: (visit) => {
      const pin = filled(visit, 'pin');
      const body = {
        number: filled(visit, 'number') ?? '',
        name: filled(visit, 'name') ?? '',
        ...(pin && { pin }),
      };
      return change(visit, { method: 'POST', path: '/conferences', body }, () => backWith(visit, 'made'));
    },
  },
});

function List({ visit, bridges }: { readonly visit: ConsoleVisit; readonly bridges: readonly Conference[] }) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.title}
      rows={bridges}
      keyOf={({ number }) => number}
      empty={words.none}
      columns={[
        {
          title: words.number,
          cell: ({ number }) => (
            <a href={visit.href(`/beheer/conferenties/${encodeURIComponent(number)}`)}>{number}</a>
          ),
        },
        { title: common.name, cell: ({ name }) => name },
        { title: words.door, cell: (bridge) => (bridge.protected ? words.locked : words.free) },
        {
          title: words.people,
          isFigure: true,
          cell: ({ participants }) =>
            participants === 0 ? (
              '0'
            ) : (
              <StateChip state="in-bridge" language={visit.language}>
                {participants}
              </StateChip>
            ),
        },
      ]}
    />
  );
}

function AddForm({ visit, proposed }: { readonly visit: ConsoleVisit; readonly proposed: string }) {
  const words = WORDS[visit.language];
  const { language, refused: errors } = visit;
  return (
    <section class="card">
      <h2>{words.add}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="make" />
        <TextField
          name="number"
          label={words.number}
          hint={words.numberHint}
          value={sent(visit, 'number', proposed)}
          errors={errors}
          language={language}
          inputMode="numeric"
        />
        <TextField
          name="name"
          label={commonWords[language].name}
          value={sent(visit, 'name')}
          errors={errors}
          language={language}
          longest={64}
        />
        <TextField
          name="pin"
          label={words.pin}
          hint={words.pinHint}
          value={sent(visit, 'pin')}
          errors={errors}
          language={language}
          inputMode="numeric"
          optional
        />
        <button type="submit" class="button primary">
          {words.make}
        </button>
      </form>
    </section>
  );
}
