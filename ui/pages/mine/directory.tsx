import {
  type DirectoryIssue,
  directoryIssueSchema,
  directoryPasswordSchema,
  type Listing,
  listingConsentSchema,
  listingSchema,
} from '../../../src/web/contract/directory.ts';
import { listOf } from '../../../src/web/contract.ts';
import { ActForm, read, refusal, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Secret } from '../../components/secret.tsx';
import { StateChip } from '../../components/state.tsx';
import { Island } from '../../islands/island.tsx';
import { TextCopy } from '../../islands/text-copy.tsx';
import { type Answer, view } from '../../page.ts';
import { downloadWords } from '../../words/downloads.ts';
import { memberWords } from '../../words/member.ts';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';

/** The list, what opens it, and whether one stands in it (H6 to H8). */
export const ownDirectoryPage = memberPage({
  path: '/mijn/lijst',
  show: (visit) => show(visit, undefined),
  acts: {
    password: async (visit) => {
      const shown = await readPassword(visit);
      return shown === undefined
        ? refusal(memberWords[visit.language].refusals['not-found'] ?? '')
        : show(visit, shown);
    },
    join: (visit) => list(visit, true),
    leave: (visit) => list(visit, false),
  },
});

interface ShownPassword {
  readonly issue: number;
  readonly password: string;
}

async function readPassword(visit: MemberVisit): Promise<ShownPassword | undefined> {
  const issue = Number(visit.form.get('issue'));
  if (!Number.isSafeInteger(issue)) return undefined;
  return read(visit, `/me/directory/issues/${issue}/password`, directoryPasswordSchema);
}

async function list(visit: MemberVisit, listed: boolean) {
  const textVersion = visit.form.get('version');
  return outcome(
    visit,
    await visit.api.call('PUT', '/me/directory/listing', {
      listed,
      ...(listed && textVersion !== null && { textVersion }),
    }),
    'changed',
  );
}

async function show(visit: MemberVisit, shown: ShownPassword | undefined): Promise<Answer> {
  const words = downloadWords[visit.language];
  const issues = await read(visit, '/me/directory/issues', listOf(directoryIssueSchema));
  const [current, ...older] = [...(issues?.items ?? [])].sort((a, b) => b.issue - a.issue);
  const listing = await read(visit, '/me/directory/listing', listingSchema);
  return view(
    words.list,
    <>
      <h1>{words.list}</h1>
      <Said visit={visit} done={{ changed: words.changed }} />
      {issues === undefined && <Banner tone="warn" title={words.away} />}
      {issues !== undefined && current === undefined && <p class="empty">{words.none}</p>}
      {current !== undefined && <IssueCard visit={visit} issue={current} shown={shown} />}
      {listing !== undefined && (
        <ListingCard visit={visit} listing={listing} consent={await readConsent(visit)} />
      )}
      <Banner tone="warn" title={words.whoSees}>
        <p>{words.whoSeesText}</p>
      </Banner>
      {older.length > 0 && (
        <details class="card" open={older.some(({ issue }) => issue === shown?.issue)}>
          <summary>{words.older}</summary>
          {older.map((issue) => (
            <IssueCard key={issue.issue} visit={visit} issue={issue} shown={shown} />
          ))}
        </details>
      )}
    </>,
  );
}

function IssueCard({
  visit,
  issue,
  shown,
}: {
  readonly visit: MemberVisit;
  readonly issue: DirectoryIssue;
  readonly shown: ShownPassword | undefined;
}) {
  const words = downloadWords[visit.language];
  return (
    <section class="card">
      <h2>{words.issue(issue.issue, issue.madeAt)}</h2>
      <p class="muted">{words.facts(issue.entries, issue.pages, Math.ceil(issue.bytes / 1024))}</p>
      <div class="buttons">
        <a class="button primary" href={`/api/v1/me/directory/issues/${issue.issue}/file`} download>
          <Icon name="download" /> {words.download}
        </a>
        {shown?.issue !== issue.issue && (
          <ActForm visit={visit} act="password" values={{ issue: String(issue.issue) }}>
            <button type="submit" class="button">
              <Icon name="eye" /> {words.showPassword}
            </button>
          </ActForm>
        )}
      </div>
      {shown?.issue === issue.issue && (
        <>
          <h3>{words.password}</h3>
          <p>
            <Secret text={shown.password} />
          </p>
          <p class="muted">{words.passwordHint}</p>
          <Island name="text-copy" component={TextCopy} props={{ text: shown.password, words: words.copy }} />
        </>
      )}
    </section>
  );
}

interface Consent {
  readonly version: string;
  readonly text: Readonly<Record<'nl' | 'en', readonly string[]>>;
}

function readConsent(visit: MemberVisit): Promise<Consent | undefined> {
  return read(visit, '/directory/consent', listingConsentSchema);
}

function ListingCard({
  visit,
  listing,
  consent,
}: {
  readonly visit: MemberVisit;
  readonly listing: Listing;
  readonly consent: Consent | undefined;
}) {
  const { language } = visit;
  const words = downloadWords[language];
  return (
    <section class="card">
      <h2>{words.listingTitle}</h2>
      <p>
        <StateChip state={listing.listed ? 'good' : 'not-registered'} language={language}>
          {listing.listed ? words.listed : words.notListed}
        </StateChip>
      </p>
      {listing.listed && listing.agreedAt !== null && <p class="muted">{words.agreed(listing.agreedAt)}</p>}
      {!listing.listed && consent?.text[language].map((text) => <p key={text}>{text}</p>)}
      <ActForm
        visit={visit}
        act={listing.listed ? 'leave' : 'join'}
        values={listing.listed || consent === undefined ? {} : { version: consent.version }}
      >
        <button type="submit" class="button">
          {listing.listed ? words.leave : words.join}
        </button>
      </ActForm>
    </section>
  );
}
