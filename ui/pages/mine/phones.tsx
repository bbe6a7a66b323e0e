import { type Member, newOwnPasswordSchema } from '../../../src/web/contract/own.ts';
import type { Registration } from '../../../src/web/contract.ts';
import { ActForm, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Secret } from '../../components/secret.tsx';
import { StateChip } from '../../components/state.tsx';
import { Island } from '../../islands/island.tsx';
import { TextCopy } from '../../islands/text-copy.tsx';
import { type Answer, view } from '../../page.ts';
import { dateAndTime } from '../../words/format.ts';
import { mineWords } from '../../words/mine.ts';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';
import { readMember } from './notices.tsx';

/** What is registered, and which passwords may register. */
export const phonesPage = memberPage({
  path: '/mijn/toestellen',
  show: (visit) => show(visit),
  acts: {
    async remove(visit) {
      const id = encodeURIComponent(visit.form.get('id') ?? '');
      return outcome(visit, await visit.api.call('DELETE', `/me/phone-passwords/${id}`), 'removed');
    },
    async renew(visit) {
      const answer = await visit.api.call('POST', '/me/password');
      return answer.status < 300 ? renewed(visit, answer.body) : outcome(visit, answer, '');
    },
  },
});

/** The sessions ended with the old password, so that this page is the last of this one. */
function renewed(visit: MemberVisit, body: unknown): Answer {
  const words = mineWords[visit.language];
  const { password } = newOwnPasswordSchema.parse(body);
  return view(
    words.renewed,
    <>
      <h1>{words.renewed}</h1>
      <p>
        <Secret text={password} />
      </p>
      <Island name="text-copy" component={TextCopy} props={{ text: password, words: words.copy }} />
      <Banner tone="warn" title={words.once} />
    </>,
  );
}

async function show(visit: MemberVisit): Promise<Answer> {
  const words = mineWords[visit.language];
  const found = await readMember(visit);
  if (found.kind !== 'known') return found;
  const member = found.value;
  return view(
    words.phones,
    <>
      <h1>{words.phones}</h1>
      <Said visit={visit} done={words.done} />
      <h2>{words.phonesNow}</h2>
      {member.registrations.length === 0 && <p class="empty">{words.noPhones}</p>}
      <ul class="cards">
        {member.registrations.map((registration, index) => (
          <PhoneCard key={index} visit={visit} registration={registration} />
        ))}
      </ul>
      <p class="buttons">
        <a class="button primary" href={visit.href('/mijn/toestellen/nieuw')}>
          <Icon name="apply" /> {words.add}
        </a>
      </p>
      <Passwords visit={visit} member={member} />
    </>,
  );
}

function PhoneCard({
  visit,
  registration,
}: {
  readonly visit: MemberVisit;
  readonly registration: Registration;
}) {
  const words = mineWords[visit.language];
  const { userAgent, registeredAt, expiresAt, transport, reachable, roundTripMs, routerSigns } = registration;
  return (
    <li class="card">
      <h3>{userAgent || words.unnamedPhone}</h3>
      <p>
        <StateChip state={reachable ? 'reachable' : 'unknown'} language={visit.language} />
      </p>
      <p>{words.since(registeredAt)}</p>
      <p class="muted">
        {words.transport}: {transport.toUpperCase()}
        {roundTripMs !== null && `, ${words.roundTrip(roundTripMs)}`}
        <br />
        {words.expires} {dateAndTime(expiresAt, visit.language)}
      </p>
      {routerSigns.length > 0 && (
        <p>
          <StateChip state="attention" language={visit.language}>
            {words.router}
          </StateChip>
        </p>
      )}
    </li>
  );
}

function Passwords({ visit, member }: { readonly visit: MemberVisit; readonly member: Member }) {
  const words = mineWords[visit.language];
  return (
    <section class="card">
      <h2>{words.passwords}</h2>
      <p>{words.passwordsLead}</p>
      <ul class="rows">
        {member.phonePasswords.map(({ id, name, short, createdAt }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>
              <br />
              <span class="muted">
                {words.made(createdAt)}
                {short && `, ${words.short}`}
              </span>
            </span>
            <details>
              <summary>{words.remove}</summary>
              <p>{words.removeHint}</p>
              <ActForm visit={visit} act="remove" values={{ id }}>
                <button type="submit" class="button danger">
                  {words.remove}
                </button>
              </ActForm>
            </details>
          </li>
        ))}
        <li>
          <strong>{words.main}</strong>
          <details>
            <summary>{words.renew}</summary>
            <p>{words.renewHint}</p>
            <ActForm visit={visit} act="renew">
              <button type="submit" class="button danger">
                {words.renew}
              </button>
            </ActForm>
          </details>
        </li>
      </ul>
    </section>
  );
}
