/** Keys of the API and of screens: one list for both, with a button that takes a key back. */
import type { Token } from '../../../src/web/contract/tokens.ts';
import { ActForm } from '../../acting-page.tsx';
import { Table } from '../../components/table.tsx';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime, shortDate } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import type { ConsoleVisit } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    states: { working: 'werkt', expired: 'verlopen', revoked: 'ingetrokken' },
    revoke: 'Trek in',
  },
  en: {
    states: { working: 'working', expired: 'expired', revoked: 'revoked' },
    revoke: 'Revoke',
  },
});

export function TokenTable({
  visit,
  tokens,
  caption,
  empty,
  scopes,
  used,
}: {
  readonly visit: ConsoleVisit;
  readonly tokens: readonly Token[];
  readonly caption: string;
  readonly empty: string;
  /** Title of the column that tells what a key may; none where all may the same. */
  readonly scopes?: string;
  /** Title of the column that tells when a key was used last. */
  readonly used: string;
}) {
  const { language } = visit;
  const words = WORDS[language];
  const common = commonWords[language];
  return (
    <Table
      caption={caption}
      rows={tokens}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        { title: common.name, cell: ({ name }) => name },
        ...(scopes === undefined ? [] : [{ title: scopes, cell: (token: Token) => token.scopes.join(', ') }]),
        { title: common.state, cell: ({ state }) => words.states[state] },
        {
          title: common.until,
          cell: ({ expiresAt }) => (expiresAt === null ? common.forEver : shortDate(expiresAt, language)),
        },
        {
          title: used,
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? common.never : dateAndTime(lastUsedAt, language)),
        },
        {
          title: common.act,
          cell: ({ name, state }) =>
            state === 'working' && (
              <ActForm visit={visit} act="revoke" values={{ name }}>
                <button type="submit" class="button small danger" aria-label={`${words.revoke}: ${name}`}>
                  {words.revoke}
                </button>
              </ActForm>
            ),
        },
      ]}
    />
  );
}
