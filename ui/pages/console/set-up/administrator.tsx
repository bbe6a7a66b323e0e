import {
  type Administrator,
  administratorSchema,
  totpProposalSchema,
} from '../../../../src/web/contract/administrators.ts';
import { ActForm, backWith, Hidden } from '../../../acting-page.tsx';
import { TextField } from '../../../components/form.tsx';
import { Known } from '../../../components/known.tsx';
import { Island } from '../../../islands/island.tsx';
import { PasskeyAdd } from '../../../islands/passkey-add.tsx';
import { view } from '../../../page.ts';
import { readList } from '../../../reading.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { type Act, type ConsoleVisit, change, filled, sent } from '../console-page.tsx';
import { shellWord } from './shell-word.ts';
import { stepPage } from './step-page.tsx';

/** Who set the exchange up, and that he does not depend on a password alone. */
export const administratorStep = stepPage({
  step: 'beheerder',
  async show(visit) {
    const words = setUpWords[visit.language].administrator;
    const people = await readList(visit, '/administrators', administratorSchema);
    const secret = sent(visit, 'secret');
    return {
      about: [people],
      isToRead: true,
      body: (
        <>
          {secret !== '' && (
            <section class="card">
              <ConfirmForm visit={visit} secret={secret} />
            </section>
          )}
          <Known visit={visit} of={people} what={setUpWords[visit.language].holds.parts.people}>
            {(all) => <Own visit={visit} people={all} />}
          </Known>
          <section class="card">
            <p>{words.second}</p>
            <p>
              <a class="button" href={visit.href('/beheer/beheerders')}>
                {words.people}
              </a>
            </p>
          </section>
        </>
      ),
    };
  },
  acts: {
    propose: (visit) =>
      change(visit, { method: 'POST', path: '/session/totp', body: {} }, (proposed) => {
        const { secret, address } = totpProposalSchema.parse(proposed);
        const { title } = setUpWords[visit.language].steps.beheerder;
        return view(
          title,
          <>
            <h1>{title}</h1>
            <section class="card">
              <ConfirmForm visit={visit} secret={secret} address={address} />
            </section>
            <p>
              <a class="button" href={visit.href(visit.path)}>
                {setUpWords[visit.language].back}
              </a>
            </p>
          </>,
        );
      }),
    confirm: (visit) => confirm(visit),
  },
});

const confirm: Act = (visit) => {
  const body = { secret: filled(visit, 'secret') ?? '', code: filled(visit, 'code') ?? '' };
  return change(visit, { method: 'PUT', path: '/session/totp', body, field: 'code' }, () =>
    backWith(visit, 'totp'),
  );
};

function Own({ visit, people }: { readonly visit: ConsoleVisit; readonly people: readonly Administrator[] }) {
  const words = setUpWords[visit.language].administrator;
  const own = people.find(({ name }) => name === visit.session.name);
  if (own === undefined) return null;
  const { name, email, totp, passkeys } = own;
  return (
    <section class="card">
      <dl class="facts">
        <dt>{words.name}</dt>
        <dd>{name}</dd>
        <dt>{words.email}</dt>
        <dd>{email ?? words.noEmail}</dd>
        <dt>{words.protection}</dt>
        <dd>{words.kinds(totp, passkeys)}</dd>
      </dl>
      <div class="needs-script">
        <h2>{words.passkey}</h2>
        <p>{words.passkeyText}</p>
        <Island
          name="passkey-add"
          component={PasskeyAdd}
          props={{
            csrf: visit.session.csrfToken ?? '',
            next: `${visit.href(visit.path)}?done=passkey`,
            words: words.passkeys,
          }}
        />
      </div>
      <h2>{words.app}</h2>
      <p>{words.appText}</p>
      {totp && <p>{words.appOn}</p>}
      <div class="buttons">
        <ActForm visit={visit} act="propose">
          <button type="submit" class="button">
            {totp ? words.appNew : words.appStart}
          </button>
        </ActForm>
      </div>
      <p>{words.lost}</p>
      <pre class="mono">npx hamvoip admin invite {shellWord(name)}</pre>
    </section>
  );
}

/** The secret goes along, so that a wrong code is no reason to begin anew. */
function ConfirmForm({
  visit,
  secret,
  address,
}: {
  readonly visit: ConsoleVisit;
  readonly secret: string;
  readonly address?: string;
}) {
  const words = setUpWords[visit.language].administrator;
  return (
    <>
      <h2>{words.enter}</h2>
      <p>{words.enterText}</p>
      <p class="mono big">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      {address !== undefined && (
        <p>
          <a class="button" href={address}>
            {words.open}
          </a>
        </p>
      )}
      <form method="post" class="form">
        <Hidden visit={visit} act="confirm" values={{ secret }} />
        <TextField
          name="code"
          label={words.code}
          hint={words.codeHint}
          errors={visit.refused}
          language={visit.language}
          autocomplete="one-time-code"
          inputMode="numeric"
          value={sent(visit, 'code')}
          longest={16}
        />
        <button type="submit" class="button primary">
          {words.confirm}
        </button>
      </form>
    </>
  );
}
