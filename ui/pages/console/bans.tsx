import { type EndedBan, endedBanSchema } from '../../../src/web/contract/guard.ts';
import { type RunningBan, runningBanSchema } from '../../../src/web/contract.ts';
import { ActForm, backWith, Hidden, Said } from '../../acting-page.tsx';
import { SelectField, TextField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime, duration } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type Act, type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';
import { AttackSpark, readMinutes } from './minute-sparks.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Blokkades',
    lead: 'Adressen die zich niet mogen aanmelden. Leden staan bovenaan: help die eerst.',
    members: 'Leden in de knel',
    noMembers: 'Geen leden geblokkeerd.',
    strangers: 'Vreemden',
    noStrangers: 'Geen vreemden geblokkeerd.',
    past: 'De afgelopen 7 dagen',
    noPast: 'Er was de afgelopen 7 dagen geen blokkade.',
    address: 'Adres',
    attempts: 'Pogingen',
    last: 'Probeerde',
    program: 'Noemt zich',
    household: (n: number) =>
      n === 1 ? '1 toestel van een lid aangemeld' : `${n} toestellen van leden aangemeld`,
    causes: { failures: 'foute wachtwoorden', manual: 'door een beheerder' },
    cause: 'Reden',
    lift: 'Hef op',
    exempt: 'Maak uitzondering',
    exemptFor: 'Uitzondering voor extensie',
    block: 'Blokkeer een adres',
    blockButton: 'Blokkeer',
    howLong: 'Hoe lang',
    reference: 'Kenmerk',
    done: {
      lifted: 'De blokkade is opgeheven. Het toestel kan zich meteen weer aanmelden.',
      exempted: 'Het adres staat nu bij de uitzonderingen.',
      blocked: 'Het adres is geblokkeerd.',
    },
  },
  en: {
    title: 'Bans',
    lead: 'Addresses that may not register. Members come first: help them first.',
    members: 'Members in trouble',
    noMembers: 'No member is blocked.',
    strangers: 'Strangers',
    noStrangers: 'No stranger is blocked.',
    past: 'The last 7 days',
    noPast: 'There was no ban in the last 7 days.',
    address: 'Address',
    attempts: 'Attempts',
    last: 'Tried',
    program: 'Calls itself',
    household: (n: number) =>
      n === 1 ? '1 phone of a member registered' : `${n} phones of members registered`,
    causes: { failures: 'wrong passwords', manual: 'by an administrator' },
    cause: 'Reason',
    lift: 'Lift',
    exempt: 'Whitelist',
    exemptFor: 'Whitelist for extension',
    block: 'Block an address',
    blockButton: 'Block',
    howLong: 'How long',
    reference: 'Reference',
    done: {
      lifted: 'The ban is lifted. The phone can register at once.',
      exempted: 'The address is on the whitelist now.',
      blocked: 'The address is blocked.',
    },
  },
});

/** Of the part with what is over, for who comes from the search. */
export const PAST = 'past';

const DURATIONS_S = [3_600, 86_400, 7 * 86_400, 30 * 86_400];

/** Who is locked out: members before strangers, and what can be done at once (H9, H10). */
export const bansPage = consolePage({
  path: '/beheer/blokkades',
  async show(visit) {
    const words = WORDS[visit.language];
    const bans = await readList(visit, '/bans', runningBanSchema);
    const past = await readList(visit, '/ban-history', endedBanSchema);
    const minutes = await readMinutes(visit, 'day');
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <section>
          <h2>{words.members}</h2>
          <Known visit={visit} of={bans}>
            {(all) => (
              <BanTable
                visit={visit}
                caption={words.members}
                bans={all.filter(({ concernsMember }) => concernsMember)}
                empty={words.noMembers}
              />
            )}
          </Known>
        </section>
        <section>
          <h2>{words.strangers}</h2>
          <AttackSpark visit={visit} minutes={minutes} />
          <Known visit={visit} of={bans}>
            {(all) => (
              <BanTable
                visit={visit}
                caption={words.strangers}
                bans={all.filter(({ concernsMember }) => !concernsMember)}
                empty={words.noStrangers}
              />
            )}
          </Known>
        </section>
        <BlockForm visit={visit} />
        <section id={PAST}>
          <h2>{words.past}</h2>
          <Known visit={visit} of={past}>
            {(ended) => <PastTable visit={visit} bans={ended} />}
          </Known>
        </section>
      </>,
      { about: [bans] },
    );
  },
  acts: {
    lift: (visit) => liftBan(visit),
    exempt: (visit) => exemptAddress(visit),
    block: (visit) => blockAddress(visit),
  },
});

function PastTable({ visit, bans }: { readonly visit: ConsoleVisit; readonly bans: readonly EndedBan[] }) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.past}
      rows={bans}
      keyOf={({ address, since }) => address + since}
      empty={words.noPast}
      columns={[
        { title: words.address, cell: ({ address }) => <span class="mono">{address}</span> },
        { title: words.cause, cell: ({ cause }) => words.causes[cause] },
        { title: words.last, cell: ({ lastUsername }) => lastUsername ?? '' },
        { title: common.since, cell: ({ since }) => dateAndTime(since, visit.language) },
        { title: common.until, cell: ({ endedAt }) => dateAndTime(endedAt, visit.language) },
      ]}
    />
  );
}

function BanTable({
  visit,
  caption,
  bans,
  empty,
}: {
  readonly visit: ConsoleVisit;
  readonly caption: string;
  readonly bans: readonly RunningBan[];
  readonly empty: string;
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={caption}
      rows={bans}
      keyOf={({ address }) => address}
      empty={empty}
      columns={[
        {
          title: words.address,
          cell: ({ address, registrations }) => (
            <>
              <span class="mono">{address}</span>
              {registrations > 0 && <div class="muted">{words.household(registrations)}</div>}
            </>
          ),
        },
        { title: words.last, cell: ({ lastUsername }) => lastUsername ?? '' },
        // What a stranger's program calls itself is text to be shown, never to be believed.
        { title: words.program, cell: ({ lastUserAgent }) => lastUserAgent ?? '' },
        {
          title: words.cause,
          cell: ({ cause, attempts }) =>
            `${words.causes[cause]}${cause === 'failures' ? ` (${attempts})` : ''}`,
        },
        {
          title: common.until,
          cell: ({ until }) => (
            <>
              {dateAndTime(until, visit.language)}
              <div class="muted">{common.minutesLeft(minutesUntil(until, visit.nowMs))}</div>
            </>
          ),
        },
        { title: words.reference, cell: ({ reference }) => <span class="mono">{reference}</span> },
        {
          title: common.act,
          cell: ({ address, lastUsername }) => (
            <div class="acts">
              <ActForm visit={visit} act="lift" values={{ address }}>
                <button type="submit" class="button small primary" aria-label={`${words.lift}: ${address}`}>
                  {words.lift}
                </button>
              </ActForm>
              {lastUsername !== null && (
                <ActForm visit={visit} act="exempt" values={{ address, owner: lastUsername }}>
                  <button type="submit" class="button small" aria-label={`${words.exempt}: ${address}`}>
                    {words.exempt}
                  </button>
                </ActForm>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}

function BlockForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = WORDS[visit.language];
  const { language } = visit;
  const options = DURATIONS_S.map((s) => ({ value: String(s), text: duration(s, language) }));
  return (
    <section class="card">
      <h2>{words.block}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="block" />
        <TextField
          name="address"
          label={words.address}
          value={sent(visit, 'address')}
          errors={visit.refused}
          language={language}
          mono
        />
        <SelectField
          name="seconds"
          label={words.howLong}
          value={sent(visit, 'seconds', String(DURATIONS_S[0]))}
          options={options}
          language={language}
        />
        <button type="submit" class="button danger">
          {words.blockButton}
        </button>
      </form>
    </section>
  );
}

function minutesUntil(iso: string, nowMs: number): number {
  return Math.max(1, Math.ceil((Date.parse(iso) - nowMs) / 60_000));
}

const liftBan: Act = (visit) =>
  change(
    visit,
    { method: 'DELETE', path: `/bans/${encodeURIComponent(visit.form.get('address') ?? '')}` },
    () => backWith(visit, 'lifted'),
  );

const exemptAddress: Act = (visit) =>
  change(
    visit,
    {
      method: 'POST',
      path: '/whitelist',
      body: { entry: filled(visit, 'address') ?? '', owner: filled(visit, 'owner') ?? '' },
    },
    () => backWith(visit, 'exempted'),
  );

const blockAddress: Act = (visit) =>
  change(
    visit,
    {
      method: 'POST',
      path: '/bans',
      body: { address: filled(visit, 'address') ?? '', durationSeconds: Number(visit.form.get('seconds')) },
      field: 'address',
    },
    () => backWith(visit, 'blocked'),
  );
