import { type Member, type OwnCompany, ownCompanySchema } from '../../../src/web/contract/own.ts';
import type { OwnRules } from '../../../src/web/contract/pages.ts';
import { type OwnSession, ownSessionSchema } from '../../../src/web/contract/session.ts';
import { ActForm, Hidden, refusal, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Checkbox, Choices, Csrf, TextField } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { Known } from '../../components/known.tsx';
import { StateChip } from '../../components/state.tsx';
import { type Answer, view } from '../../page.ts';
import { read, readList } from '../../reading.ts';
import { dateAndTime, longDate } from '../../words/format.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import { mineWords } from '../../words/mine.ts';
import { ownMessageWords } from '../../words/own-messages.ts';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';
import { readMember } from './notices.tsx';
import { ConfirmedRules, RULES_PATH, readOwnRules } from './rules-notice.tsx';

/** What is kept, who sees it, and the way out. */
export const dataPage = memberPage({
  path: '/mijn/gegevens',
  show: (visit) => show(visit),
  acts: {
    async shown(visit) {
      const callerId = visit.form.get('caller-id');
      return outcome(visit, await visit.api.call('PATCH', '/me', { callerId }), 'kept');
    },
    async company(visit) {
      const shown = visit.form.get('shown') === 'yes';
      const textVersion = visit.form.get('version') ?? undefined;
      const body = { shown, ...(shown && textVersion !== undefined && { textVersion }) };
      return outcome(visit, await visit.api.call('PUT', '/me/company', body), 'kept');
    },
    async banMail(visit) {
      const banMail = visit.form.get('ban-mail') === 'yes';
      return outcome(visit, await visit.api.call('PATCH', '/me', { banMail }), 'kept');
    },
    async others(visit) {
      return outcome(visit, await visit.api.call('DELETE', '/sessions'), 'ended');
    },
    async leave(visit) {
      const words = mineWords[visit.language].data;
      const confirm = (visit.form.get('confirm') ?? '').trim();
      const { status } = await visit.api.call('POST', '/me/leave', { confirm });
      return status < 300 ? left(words.left) : refusal(words.leaveWrong, 'confirm');
    },
  },
});

function left(text: string): Answer {
  return view(text, <Banner tone="ok" title={text} />);
}

async function show(visit: MemberVisit): Promise<Answer> {
  const words = mineWords[visit.language];
  const found = await readMember(visit);
  if (found.kind !== 'known') return found;
  const member = found.value;
  const company = await read(visit, '/me/company', ownCompanySchema);
  const rules = await readOwnRules(visit);
  const sessions = await readList(visit, '/sessions', ownSessionSchema);
  return view(
    words.data.title,
    <>
      <h1>{words.data.title}</h1>
      <Said visit={visit} done={words.done} />
      <KeptCard visit={visit} member={member} />
      <ShownCard visit={visit} member={member} />
      <MailCard visit={visit} member={member} />
      <section class="card">
        <h2>{words.data.list}</h2>
        <p>{member.listing.listed ? words.data.inList : words.data.notInList}</p>
        <a class="button" href={visit.href('/mijn/lijst')}>
          {words.data.toList}
        </a>
      </section>
      <Known visit={visit} of={company} what={words.data.company}>
        {(known) => <CompanyCard visit={visit} company={known} />}
      </Known>
      <Known visit={visit} of={rules} what={houseRulesWords[visit.language].title}>
        {(known) => <RulesCard visit={visit} rules={known} />}
      </Known>
      <Known visit={visit} of={sessions} what={words.data.sessions}>
        {(known) => <SessionsCard visit={visit} sessions={known} />}
      </Known>
      <section class="card">
        <h2>{words.data.take}</h2>
        <p>{words.data.takeText}</p>
        <a class="button" href="/api/v1/me/export" download>
          <Icon name="download" /> {words.data.download}
        </a>
      </section>
      <LeaveCard visit={visit} />
    </>,
  );
}

function RulesCard({ visit, rules }: { readonly visit: MemberVisit; readonly rules: OwnRules }) {
  const words = houseRulesWords[visit.language];
  return (
    <section class="card">
      <h2>{words.title}</h2>
      <ConfirmedRules visit={visit} rules={rules} />
      <a class="button" href={visit.href(RULES_PATH)}>
        {words.mine.open}
      </a>
    </section>
  );
}

function KeptCard({ visit, member }: { readonly visit: MemberVisit; readonly member: Member }) {
  const words = mineWords[visit.language].data;
  return (
    <section class="card">
      <h2>{words.kept}</h2>
      <dl class="pairs">
        {(
          [
            [words.number, member.number],
            [words.callsign, member.callsign],
            [words.name, member.name],
            [words.email, member.email ?? words.noEmail],
            [words.since, longDate(member.createdAt, visit.language)],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{words.change}</p>
    </section>
  );
}

function ShownCard({ visit, member }: { readonly visit: MemberVisit; readonly member: Member }) {
  const words = mineWords[visit.language].data;
  return (
    <form method="post" class="card form">
      <Csrf visit={visit} />
      <input type="hidden" name="act" value="shown" />
      <Choices
        name="caller-id"
        legend={words.shown}
        value={member.callerId}
        options={[
          { value: 'number-and-callsign', text: words.callerIds['number-and-callsign'] },
          { value: 'number', text: words.callerIds.number },
        ]}
      />
      <button type="submit" class="button">
        {words.save}
      </button>
    </form>
  );
}

/** What others see of him in a bridge: nothing, until he agrees to the text that stands here. */
function CompanyCard({ visit, company }: { readonly visit: MemberVisit; readonly company: OwnCompany }) {
  const { language } = visit;
  const words = mineWords[language].data;
  const { shown, agreedAt, consent } = company;
  return (
    <section class="card" id="company">
      <h2>{words.company}</h2>
      <p>
        <StateChip state={shown ? 'in-bridge' : 'not-registered'} language={language}>
          {shown ? words.companyShown : words.companyHidden}
        </StateChip>
      </p>
      {agreedAt !== null && <p class="muted">{words.companyAgreed(agreedAt)}</p>}
      {!shown && consent.text[language].map((text) => <p key={text}>{text}</p>)}
      <ActForm visit={visit} act="company" values={{ shown: shown ? 'no' : 'yes', version: consent.version }}>
        <button type="submit" class="button">
          {shown ? words.companyHide : words.companyShow}
        </button>
      </ActForm>
    </section>
  );
}

function MailCard({ visit, member }: { readonly visit: MemberVisit; readonly member: Member }) {
  const words = ownMessageWords[visit.language];
  return (
    <section class="card">
      <h2>{words.mail}</h2>
      {member.email === null ? (
        <p>{words.mailNoAddress}</p>
      ) : (
        <form method="post" class="form">
          <Hidden visit={visit} act="banMail" />
          <Checkbox
            name="ban-mail"
            label={words.banMail}
            hint={words.banMailHint}
            checked={member.banMail}
            language={visit.language}
          />
          <button type="submit" class="button">
            {mineWords[visit.language].data.save}
          </button>
        </form>
      )}
    </section>
  );
}

function SessionsCard({
  visit,
  sessions,
}: {
  readonly visit: MemberVisit;
  readonly sessions: readonly OwnSession[];
}) {
  const words = mineWords[visit.language].data;
  return (
    <section class="card">
      <h2>{words.sessions}</h2>
      <ul>
        {sessions.map(({ id, browser, seenAt, current }) => (
          <li key={id}>
            {browser || '?'}, {current ? words.here : dateAndTime(seenAt, visit.language)}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <ActForm visit={visit} act="others">
          <button type="submit" class="button">
            {words.endOthers}
          </button>
        </ActForm>
      )}
    </section>
  );
}

function LeaveCard({ visit }: { readonly visit: MemberVisit }) {
  const words = mineWords[visit.language].data;
  return (
    <details class="card" open={visit.refused.some(({ field }) => field === 'confirm')}>
      <summary>{words.leave}</summary>
      <p>{words.leaveText}</p>
      <form method="post" class="form">
        <Csrf visit={visit} />
        <input type="hidden" name="act" value="leave" />
        <TextField
          name="confirm"
          label={words.confirm}
          value={visit.form.get('confirm') ?? ''}
          errors={visit.refused}
          inputMode="numeric"
          longest={16}
          mono
          language={visit.language}
        />
        <button type="submit" class="button danger">
          {words.leaveButton}
        </button>
      </form>
    </details>
  );
}
