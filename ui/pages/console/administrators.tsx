import {
  type Administrator,
  administratorSchema,
  administratorWithLinkSchema,
} from '../../../src/web/contract/administrators.ts';
import { tokenSchema, tokenScopeSchema, tokenWithSecretSchema } from '../../../src/web/contract/tokens.ts';
import { ActForm, backWith, Hidden, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { TextField, Ticks } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';
import { TokenTable } from './token-table.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Beheerders en sleutels',
    lead: 'Wie hier komt, mag alles. Geef niemand jouw inlog: maak voor ieder een eigen.',
    people: 'Beheerders',
    login: 'Laatst ingelogd',
    safety: 'Beveiliging',
    kinds: (totp: boolean, passkeys: number, hasPassword: boolean) =>
      [
        hasPassword ? 'wachtwoord' : 'nog niet begonnen',
        totp ? 'code' : '',
        passkeys > 0 ? `${passkeys} × passkey` : '',
      ]
        .filter(Boolean)
        .join(', '),
    add: 'Nieuwe beheerder',
    email: 'E-mail',
    invite: 'Nodig uit',
    again: 'Nieuwe link',
    link: (name: string) => `Link voor ${name}`,
    linkText: 'Stuur deze link. Hij werkt één keer en is hierna niet meer te zien.',
    tokens: 'Sleutels voor programma’s (API)',
    noTokens: 'Er zijn nog geen sleutels.',
    described: 'Wat een programma kan vragen',
    scopes: 'Mag',
    used: 'Laatst gebruikt',
    newToken: 'Nieuwe sleutel',
    makeToken: 'Maak de sleutel',
    tokenMade: 'De sleutel',
    once: 'Schrijf hem nu over. Hij is hierna niet meer te zien.',
    done: {
      removed: 'De beheerder is verwijderd, en overal uitgelogd.',
      revoked: 'De sleutel werkt niet meer.',
    },
  },
  en: {
    title: 'Administrators and keys',
    lead: 'Who comes in here may do everything. Give nobody your login: make one for each.',
    people: 'Administrators',
    login: 'Last login',
    safety: 'Security',
    kinds: (totp: boolean, passkeys: number, hasPassword: boolean) =>
      [
        hasPassword ? 'password' : 'not begun yet',
        totp ? 'code' : '',
        passkeys > 0 ? `${passkeys} × passkey` : '',
      ]
        .filter(Boolean)
        .join(', '),
    add: 'New administrator',
    email: 'E-mail',
    invite: 'Invite',
    again: 'New link',
    link: (name: string) => `Link for ${name}`,
    linkText: 'Send this link. It works once and cannot be seen afterwards.',
    tokens: 'Keys for programs (API)',
    noTokens: 'There are no keys yet.',
    described: 'What a program can ask',
    scopes: 'May',
    used: 'Last used',
    newToken: 'New key',
    makeToken: 'Make the key',
    tokenMade: 'The key',
    once: 'Copy it now. It cannot be seen afterwards.',
    done: {
      removed: 'The administrator is removed, and logged out everywhere.',
      revoked: 'The key does not work any more.',
    },
  },
});

export const administratorsPage = consolePage({
  path: '/beheer/beheerders',
  async show(visit) {
    const words = WORDS[visit.language];
    const people = await readList(visit, '/administrators', administratorSchema);
    const tokens = await readList(visit, '/tokens', tokenSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <section>
          <h2>{words.people}</h2>
          <Known visit={visit} of={people}>
            {(all) => <People visit={visit} people={all} />}
          </Known>
          <InviteForm visit={visit} />
        </section>
        <section>
          <h2>{words.tokens}</h2>
          <Known visit={visit} of={tokens}>
            {(all) => (
              <TokenTable
                visit={visit}
                tokens={all}
                caption={words.tokens}
                empty={words.noTokens}
                used={words.used}
                scopes={words.scopes}
              />
            )}
          </Known>
          <TokenForm visit={visit} />
          <p>
            <a class="button" href={visit.href('/api/docs')}>
              {words.described}
            </a>
          </p>
        </section>
      </>,
      { about: [people] },
    );
  },
  acts: {
    invite: (visit) => {
      const email = filled(visit, 'email');
      const body = { name: filled(visit, 'name') ?? '', ...(email && { email }) };
      return change(visit, { method: 'POST', path: '/administrators', body, field: 'name' }, (made) => {
        const { name, link } = administratorWithLinkSchema.parse(made);
        return linkView(visit, name, link?.url ?? '');
      });
    },
    again: (visit) => {
      const name = filled(visit, 'name') ?? '';
      const path = `/administrators/${encodeURIComponent(name)}/invitation`;
      return change(visit, { method: 'POST', path, body: {} }, (made) =>
        linkView(visit, name, administratorWithLinkSchema.parse(made).link?.url ?? ''),
      );
    },
    remove: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/administrators/${encodeURIComponent(filled(visit, 'name') ?? '')}` },
        () => backWith(visit, 'removed'),
      ),
    token: (visit) => {
      const body = { name: filled(visit, 'token') ?? '', scopes: visit.form.getAll('scope') };
      return change(
        visit,
        { method: 'POST', path: '/tokens', body, field: 'token', fields: TOKEN_FIELDS },
        (made) => {
          const words = WORDS[visit.language];
          const { name, secret } = tokenWithSecretSchema.parse(made);
          return secretView(visit, `${words.tokenMade} ${name}`, words.once, secret);
        },
      );
    },
    revoke: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/tokens/${encodeURIComponent(filled(visit, 'name') ?? '')}` },
        () => backWith(visit, 'revoked'),
      ),
  },
});

const TOKEN_FIELDS = { 'name-invalid': 'token', 'name-taken': 'token', 'scope-invalid': 'scope' };

function linkView(visit: ConsoleVisit, name: string, url: string) {
  const words = WORDS[visit.language];
  return secretView(visit, words.link(name), words.linkText, url);
}

function secretView(visit: ConsoleVisit, title: string, warning: string, secret: string) {
  return view(
    title,
    <>
      <h1>{title}</h1>
      <Banner tone="warn" title={warning} />
      <p class="mono big">{secret}</p>
      <a class="button" href={visit.href('/beheer/beheerders')}>
        {commonWords[visit.language].cancel}
      </a>
    </>,
  );
}

function People({
  visit,
  people,
}: {
  readonly visit: ConsoleVisit;
  readonly people: readonly Administrator[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.people}
      rows={people}
      keyOf={({ name }) => name}
      empty={common.none}
      columns={[
        { title: common.name, cell: ({ name }) => name },
        { title: words.email, cell: ({ email }) => email ?? '' },
        {
          title: words.safety,
          cell: ({ totp, passkeys, hasPassword }) => words.kinds(totp, passkeys, hasPassword),
        },
        {
          title: words.login,
          cell: ({ lastLoginAt }) =>
            lastLoginAt === null ? common.never : dateAndTime(lastLoginAt, visit.language),
        },
        {
          title: common.act,
          cell: ({ name }) => (
            <div class="acts">
              <ActForm visit={visit} act="again" values={{ name }}>
                <button type="submit" class="button small" aria-label={`${words.again}: ${name}`}>
                  {words.again}
                </button>
              </ActForm>
              {name !== visit.session.name && (
                <ActForm visit={visit} act="remove" values={{ name }}>
                  <button type="submit" class="button small danger" aria-label={`${common.remove}: ${name}`}>
                    {common.remove}
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

function InviteForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = WORDS[visit.language];
  const { language, refused: errors } = visit;
  return (
    <form method="post" class="form card">
      <h3>{words.add}</h3>
      <Hidden visit={visit} act="invite" />
      <TextField
        name="name"
        label={commonWords[language].name}
        value={sent(visit, 'name')}
        errors={errors}
        language={language}
        longest={64}
      />
      <TextField
        name="email"
        type="email"
        label={words.email}
        value={sent(visit, 'email')}
        errors={errors}
        language={language}
        optional
      />
      <button type="submit" class="button primary">
        {words.invite}
      </button>
    </form>
  );
}

function TokenForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = WORDS[visit.language];
  const { language, refused: errors, form } = visit;
  return (
    <form method="post" class="form card">
      <h3>{words.newToken}</h3>
      <Hidden visit={visit} act="token" />
      <TextField
        name="token"
        label={commonWords[language].name}
        value={sent(visit, 'token')}
        errors={errors}
        language={language}
        longest={64}
      />
      <Ticks
        name="scope"
        label={words.scopes}
        chosen={form.getAll('scope')}
        options={tokenScopeSchema.options.map((value) => ({ value, text: value }))}
        errors={errors}
        language={language}
      />
      <button type="submit" class="button primary">
        {words.makeToken}
      </button>
    </form>
  );
}
