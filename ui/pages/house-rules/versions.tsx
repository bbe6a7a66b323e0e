import {
  type PageVersion,
  pageChangesSchema,
  pageVersionSchema,
  type VersionHead,
  versionHeadSchema,
} from '../../../src/web/contract/pages.ts';
import { listOf } from '../../../src/web/contract.ts';
import { read } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { TextChanges } from '../../components/club-text.tsx';
import { type Answer, type Page, type Visit, view } from '../../page.ts';
import { longDate } from '../../words/format.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import { RulesText } from './rules-text.tsx';

const ALL = '/pages/house-rules/versions';

/** Everyone may read what the rules were. */
export const ruleVersionsPage: Page = {
  path: '/huisregels/versies',
  async get(visit) {
    const words = houseRulesWords[visit.language];
    const versions = await readVersions(visit);
    return view(
      words.versions.title,
      <>
        <h1>{words.versions.title}</h1>
        <p class="lead">{words.versions.lead}</p>
        {versions.length === 0 && <Banner tone="warn" title={words.away} />}
        <ul>
          {versions.map((head) => (
            <li key={head.version}>
              <Entry visit={visit} head={head} isCurrent={head === currentOf(versions)} />
            </li>
          ))}
        </ul>
      </>,
    );
  },
};

export const ruleVersionPage: Page = {
  path: '/huisregels/versies/:version',
  async get(visit) {
    const words = houseRulesWords[visit.language];
    const asked = encodeURIComponent(visit.params['version'] ?? '');
    const { status, body } = await visit.api.call('GET', `${ALL}/${asked}`);
    if (status !== 200) return unknown(visit, status === 410);
    const rules = pageVersionSchema.parse(body);
    const versions = await readVersions(visit);
    const earlier = versions.find((one) => one.version < rules.version && one.withdrawnAt === null);
    const changes =
      earlier &&
      (await read(visit, `${ALL}/${rules.version}/changes?since=${earlier.version}`, pageChangesSchema));
    return view(
      `${words.title}, ${longDate(rules.publishedAt, visit.language)}`,
      <>
        <h1>{words.title}</h1>
        <OldNotice visit={visit} rules={rules} newest={currentOf(versions)} />
        <RulesText visit={visit} rules={rules} />
        {changes !== undefined && (
          <details>
            <summary>{words.versions.changes(changes.since)}</summary>
            <TextChanges pieces={changes.pieces[visit.language]} language={visit.language} />
          </details>
        )}
        <p>
          <a href={visit.href('/huisregels/versies')}>{words.versions.all}</a>
        </p>
      </>,
    );
  },
};

/** Or it was withdrawn: then it is no longer read. */
function unknown(visit: Visit, wasWithdrawn: boolean): Answer {
  const words = houseRulesWords[visit.language];
  const { versions } = words;
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <Banner
        tone="warn"
        title={wasWithdrawn ? versions.withdrawnNotice : versions.unknown}
        action={{ href: visit.href('/huisregels'), text: versions.toCurrent }}
      />
      <p>
        <a href={visit.href('/huisregels/versies')}>{versions.all}</a>
      </p>
    </>,
    { status: wasWithdrawn ? 410 : 404 },
  );
}

function Entry({
  visit,
  head,
  isCurrent,
}: {
  readonly visit: Visit;
  readonly head: VersionHead;
  readonly isCurrent: boolean;
}) {
  const words = houseRulesWords[visit.language];
  const { version, publishedAt, withdrawnAt, change } = head;
  const name = words.version(version, publishedAt);
  if (withdrawnAt !== null) {
    return (
      <>
        {name} {words.versions.withdrawn(withdrawnAt)}
      </>
    );
  }
  return (
    <>
      <a href={visit.href(`/huisregels/versies/${version}`)}>{name}</a>{' '}
      {isCurrent && <strong>({words.versions.current}) </strong>}
      {change[visit.language]}
    </>
  );
}

/** The newest that was not withdrawn. */
function currentOf(versions: readonly VersionHead[]): VersionHead | undefined {
  return versions.find(({ withdrawnAt }) => withdrawnAt === null);
}

async function readVersions(visit: Visit): Promise<readonly VersionHead[]> {
  return (await read(visit, ALL, listOf(versionHeadSchema)))?.items ?? [];
}

function OldNotice({
  visit,
  rules,
  newest,
}: {
  readonly visit: Visit;
  readonly rules: PageVersion;
  readonly newest: VersionHead | undefined;
}) {
  const words = houseRulesWords[visit.language].versions;
  if (newest === undefined || newest.version === rules.version) return null;
  return (
    <Banner
      tone="warn"
      title={words.old(newest.version)}
      action={{ href: visit.href('/huisregels'), text: words.toCurrent }}
    />
  );
}
