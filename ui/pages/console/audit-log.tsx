import { auditRowSchema, auditVerdictSchema } from '../../../src/web/contract/audit.ts';
import { pagesOf } from '../../../src/web/contract.ts';
import { Banner } from '../../components/banner.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { knownOf, read } from '../../reading.ts';
import { dateAndTime } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { consolePage } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Logboek',
    lead: 'Alles wat beheerders deden. Er kan alleen bij, nooit af.',
    none: 'Er is nog niets gedaan.',
    when: 'Wanneer',
    who: 'Wie',
    act: 'Wat',
    about: 'Waarop',
    detail: 'Bijzonderheden',
    older: 'Ouder',
    newest: 'Nieuwste',
    untouched: 'of het logboek klopt',
    intact: (rows: number) => `Het logboek klopt: ${rows} regels, en geen is veranderd.`,
    broken: (seq: number) => `Het logboek klopt niet vanaf regel ${seq}. Iemand heeft het bestand veranderd.`,
    filter: 'Alleen van',
    filterButton: 'Laat zien',
  },
  en: {
    title: 'Audit log',
    lead: 'All that administrators did. It only grows.',
    none: 'Nothing was done yet.',
    when: 'When',
    who: 'Who',
    act: 'What',
    about: 'On what',
    detail: 'Details',
    older: 'Older',
    newest: 'Newest',
    untouched: 'whether the log is intact',
    intact: (rows: number) => `The log is intact: ${rows} rows, and none was changed.`,
    broken: (seq: number) => `The log is not right from row ${seq} on. Somebody changed the file.`,
    filter: 'Only by',
    filterButton: 'Show',
  },
});

const ROWS = 100;

export const auditLogPage = consolePage({
  path: '/beheer/logboek',
  async show(visit) {
    const words = WORDS[visit.language];
    const actor = visit.query.get('wie')?.trim() ?? '';
    const cursor = visit.query.get('cursor');
    const query = new URLSearchParams({
      limit: String(ROWS),
      ...(cursor && { cursor }),
      ...(actor && { actor }),
    });
    const page = await read(visit, `/audit?${query}`, pagesOf(auditRowSchema));
    // An address that somebody made up.
    if (page.kind === 'missing') return page;
    const verdict = await read(visit, '/audit/verification', auditVerdictSchema);
    const next = knownOf(page)?.next;
    const here = visit.href('/beheer/logboek');
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Known visit={visit} of={verdict} what={words.untouched}>
          {({ intact, broken, rows }) => (
            <Banner
              tone={intact ? 'ok' : 'err'}
              title={broken === null ? words.intact(rows) : words.broken(broken.seq)}
            />
          )}
        </Known>
        <form method="get" class="search">
          <div class="field">
            <label for="wie">{words.filter}</label>
            <input id="wie" name="wie" value={actor} />
          </div>
          <button type="submit" class="button">
            {words.filterButton}
          </button>
        </form>
        <Known visit={visit} of={page}>
          {({ items }) => (
            <Table
              caption={words.title}
              rows={items}
              keyOf={({ seq }) => String(seq)}
              empty={words.none}
              columns={[
                { title: words.when, cell: ({ at }) => dateAndTime(at, visit.language) },
                { title: words.who, cell: ({ actor: who }) => who },
                { title: words.act, cell: ({ action }) => action },
                { title: words.about, cell: ({ target, address }) => address ?? target },
                {
                  title: words.detail,
                  cell: ({ detail }) =>
                    Object.entries(detail)
                      .map(
                        ([name, value]) =>
                          `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
                      )
                      .join(', '),
                },
              ]}
            />
          )}
        </Known>
        <div class="buttons">
          {cursor && (
            <a class="button" href={here}>
              {words.newest}
            </a>
          )}
          {next && (
            <a
              class="button"
              href={`${here}?${new URLSearchParams({ cursor: next, ...(actor && { wie: actor }) })}`}
            >
              {words.older}
            </a>
          )}
        </div>
      </>,
      { about: [page] },
    );
  },
});
