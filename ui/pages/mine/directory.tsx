import {
  type DirectoryIssue,
  directoryIssueSchema,
  directoryPasswordSchema,
  type Listing,
  listingConsentSchema,
  listingSchema,
} from '../../../src/web/contract/directory.ts';
import { ActForm, refusal, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Known } from '../../components/known.tsx';
import { Secret } from '../../components/secret.tsx';
import { StateChip } from '../../components/state.tsx';
import { Island } from '../../islands/island.tsx';
import { TextCopy } from '../../islands/text-copy.tsx';
import { type Answer, view } from '../../page.ts';
import { type Reading, read, readList } from '../../reading.ts';
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
      if (shown.kind === 'known') return show(visit, shown.value);
      const isGone = shown.kind === 'missing' || shown.code === 'directory-locked';
      return isGone ? refusal(memberWords[visit.language].refusals['not-found'] ?? '') : shown;
    },
    join: (visit) => list(visit, true),
    leave: (visit) => list(visit, false),
  },
});

interface ShownPassword {
  readonly issue: number;
  readonly password: string;
}

async function readPassword(visit: MemberVisit): Promise<Reading<ShownPassword>> {
  const issue = Number(visit.form.get('issue'));
  if (!Number.isSafeInteger(issue)) return { kind: 'missing' };
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
  const issues = await readList(visit, '/me/directory/issues', directoryIssueSchema);
  const listing = await read(visit, '/me/directory/listing', listingSchema);
  const consent = await read(visit, '/directory/consent', listingConsentSchema);
  return view(
    words.list,
    <>
      <h1>{words.list}</h1>
      <Said visit={visit} done={{ changed: words.changed }} />
      <Known visit={visit} of={issues} what={words.list}>
        {(known) => {
          const [current] = newestFirst(known);
          return current === undefined ? (
            <p class="empty">{words.none}</p>
          ) : (
            <IssueCard visit={visit} issue={current} shown={shown} />
          );
        }}
      </Known>
      <Known visit={visit} of={listing} what={words.listingTitle}>
        {(known) => <ListingCard visit={visit} listing={known} consent={consent} />}
      </Known>
      <Banner tone="warn" title={words.whoSees}>
        <p>{words.whoSeesText}</p>
      </Banner>
      {issues.kind === 'known' && issues.value.length > 1 && (
        <OlderIssues visit={visit} older={newestFirst(issues.value).slice(1)} shown={shown} />
      )}
    </>,
    { about: [issues] },
  );
}

function newestFirst(issues: readonly DirectoryIssue[]): readonly DirectoryIssue[] {
  return issues.toSorted((a, b) => b.issue - a.issue);
}

function OlderIssues({
  visit,
  older,
  shown,
}: {
  readonly visit: MemberVisit;
  readonly older: readonly DirectoryIssue[];
  readonly shown: ShownPassword | undefined;
}) {
  return (
    <details class="card" open={older.some(({ issue }) => issue === shown?.issue)}>
      <summary>{downloadWords[visit.language].older}</summary>
      {older.map((issue) => (
        <IssueCard key={issue.issue} visit={visit} issue={issue} shown={shown} />
      ))}
    </details>
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

function ListingCard({
  visit,
  listing,
  consent,
}: {
  readonly visit: MemberVisit;
  readonly listing: Listing;
  readonly consent: Reading<Consent>;
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
      {listing.listed ? (
        <ActForm visit={visit} act="leave">
          <button type="submit" class="button">
            {words.leave}
          </button>
        </ActForm>
      ) : (
        <Known visit={visit} of={consent}>
          {({ text, version }) => (
            <>
              {text[language].map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
              <ActForm visit={visit} act="join" values={{ version }}>
                <button type="submit" class="button">
                  {words.join}
                </button>
              </ActForm>
            </>
          )}
        </Known>
      )}
    </section>
  );
}
