import { type WhitelistRequest, whitelistRequestSchema } from '../../../src/web/contract/guard.ts';
import { type WhitelistEntry, whitelistEntrySchema } from '../../../src/web/contract.ts';
import { ActForm, backWith, Hidden, Said } from '../../acting-page.tsx';
import { TextField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime, shortDate } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Uitzonderingen',
    lead: 'Adressen die nooit geblokkeerd worden, op verzoek van een houder.',
    open: 'Verzoeken om een uitzondering',
    noOpen: 'Geen open verzoeken.',
    entries: 'Uitzonderingen',
    noEntries: 'Geen uitzonderingen. Dat is prima.',
    entry: 'Adres of naam',
    entryHint: 'Een adres, een netwerk zoals 198.51.100.0/28, of een naam van een dynamische-DNS-dienst.',
    owner: 'Voor extensie',
    note: 'Waarom',
    kinds: { address: 'adres', network: 'netwerk', host: 'naam' },
    kind: 'Soort',
    grant: 'Geef',
    refuse: 'Weiger',
    asked: 'Gevraagd',
    add: 'Nieuwe uitzondering',
    addButton: 'Voeg toe',
    done: {
      granted: 'De uitzondering staat erin. Het toestel kan zich meteen aanmelden.',
      refused: 'Het verzoek is geweigerd.',
      added: 'De uitzondering staat erin.',
      removed: 'De uitzondering is verwijderd.',
    },
  },
  en: {
    title: 'Whitelist',
    lead: 'Addresses that are never banned, on request of a holder.',
    open: 'Requests for whitelisting',
    noOpen: 'No open requests.',
    entries: 'Entries',
    noEntries: 'No entries. That is fine.',
    entry: 'Address or name',
    entryHint: 'An address, a network such as 198.51.100.0/28, or a name of a dynamic DNS service.',
    owner: 'For extension',
    note: 'Why',
    kinds: { address: 'address', network: 'network', host: 'name' },
    kind: 'Kind',
    grant: 'Grant',
    refuse: 'Refuse',
    asked: 'Asked',
    add: 'New entry',
    addButton: 'Add',
    done: {
      granted: 'It is on the whitelist. The phone can register at once.',
      refused: 'The request is refused.',
      added: 'It is on the whitelist.',
      removed: 'It is removed from the whitelist.',
    },
  },
});

/** H10: whose address is never banned, who asked for it, and who asks now. */
export const whitelistPage = consolePage({
  path: '/beheer/whitelist',
  async show(visit) {
    const words = WORDS[visit.language];
    const requests = await readList(visit, '/whitelist-requests', whitelistRequestSchema);
    const entries = await readList(visit, '/whitelist', whitelistEntrySchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <section>
          <h2>{words.open}</h2>
          <Known visit={visit} of={requests}>
            {(all) => <OpenRequests visit={visit} requests={all.filter(({ state }) => state === 'open')} />}
          </Known>
        </section>
        <section>
          <h2>{words.entries}</h2>
          <Known visit={visit} of={entries}>
            {(all) => <Entries visit={visit} entries={all} />}
          </Known>
        </section>
        <AddForm visit={visit} />
      </>,
      { about: [requests, entries] },
    );
  },
  acts: {
    grant: (visit) => decide(visit, 'granted'),
    refuse: (visit) => decide(visit, 'refused'),
    add: (visit) =>
      change(
        visit,
        {
          method: 'POST',
          path: '/whitelist',
          body: {
            entry: filled(visit, 'address') ?? '',
            owner: filled(visit, 'number') ?? '',
            ...(filled(visit, 'note') && { note: filled(visit, 'note') }),
          },
          field: 'address',
          fields: { extension: 'number', owner: 'number', entry: 'address', 'reason-invalid': 'note' },
        },
        () => backWith(visit, 'added'),
      ),
    remove: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/whitelist/${encodeURIComponent(filled(visit, 'entry') ?? '')}` },
        () => backWith(visit, 'removed'),
      ),
  },
});

function decide(visit: ConsoleVisit, state: 'granted' | 'refused') {
  const id = encodeURIComponent(filled(visit, 'id') ?? '');
  return change(visit, { method: 'POST', path: `/whitelist-requests/${id}/decision`, body: { state } }, () =>
    backWith(visit, state),
  );
}

function OpenRequests({
  visit,
  requests,
}: {
  readonly visit: ConsoleVisit;
  readonly requests: readonly WhitelistRequest[];
}) {
  const words = WORDS[visit.language];
  return (
    <Table
      caption={words.open}
      rows={requests}
      keyOf={({ id }) => id}
      empty={words.noOpen}
      columns={[
        { title: words.owner, cell: ({ extension }) => extension },
        { title: words.entry, cell: ({ entry }) => <span class="mono">{entry}</span> },
        { title: words.note, cell: ({ note }) => note },
        { title: words.asked, cell: ({ requestedAt }) => dateAndTime(requestedAt, visit.language) },
        {
          title: commonWords[visit.language].act,
          cell: ({ id, extension }) => (
            <div class="acts">
              <ActForm visit={visit} act="grant" values={{ id }}>
                <button
                  type="submit"
                  class="button small primary"
                  aria-label={`${words.grant}: ${extension}`}
                >
                  {words.grant}
                </button>
              </ActForm>
              <ActForm visit={visit} act="refuse" values={{ id }}>
                <button type="submit" class="button small" aria-label={`${words.refuse}: ${extension}`}>
                  {words.refuse}
                </button>
              </ActForm>
            </div>
          ),
        },
      ]}
    />
  );
}

function Entries({
  visit,
  entries,
}: {
  readonly visit: ConsoleVisit;
  readonly entries: readonly WhitelistEntry[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.entries}
      rows={entries}
      keyOf={({ entry }) => entry}
      empty={words.noEntries}
      columns={[
        { title: words.entry, cell: ({ entry }) => <span class="mono">{entry}</span> },
        { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
        { title: words.owner, cell: ({ owner }) => owner },
        { title: words.note, cell: ({ note }) => note },
        { title: common.since, cell: ({ createdAt }) => shortDate(createdAt, visit.language) },
        {
          title: common.until,
          cell: ({ expiresAt }) =>
            expiresAt === null ? common.forEver : dateAndTime(expiresAt, visit.language),
        },
        {
          title: common.act,
          cell: ({ entry }) => (
            <ActForm visit={visit} act="remove" values={{ entry }}>
              <button type="submit" class="button small danger" aria-label={`${common.remove}: ${entry}`}>
                {common.remove}
              </button>
            </ActForm>
          ),
        },
      ]}
    />
  );
}

function AddForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = WORDS[visit.language];
  const { language, refused: errors } = visit;
  return (
    <section class="card">
      <h2>{words.add}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="add" />
        <TextField
          name="address"
          label={words.entry}
          hint={words.entryHint}
          value={sent(visit, 'address')}
          errors={errors}
          language={language}
          mono
        />
        <TextField
          name="number"
          label={words.owner}
          value={sent(visit, 'number')}
          errors={errors}
          language={language}
          inputMode="numeric"
        />
        <TextField
          name="note"
          label={words.note}
          value={sent(visit, 'note')}
          errors={errors}
          language={language}
          optional
          longest={512}
        />
        <button type="submit" class="button primary">
          {words.addButton}
        </button>
      </form>
    </section>
  );
}
