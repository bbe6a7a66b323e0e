import {
  type PageVersion,
  pageChangesSchema,
  pageVersionSchema,
  type VersionHead,
  versionHeadSchema,
} from '../../../src/web/contract/pages.ts';
import { Banner } from '../../components/banner.tsx';
import { TextChanges } from '../../components/club-text.tsx';
import { Known } from '../../components/known.tsx';
import { type Answer, type Page, type Visit, view } from '../../page.ts';
import { knownOf, type ListReading, read, readList } from '../../reading.ts';
import { longDate } from '../../words/format.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import { RulesText } from './rules-text.tsx';

const ALL = '/pages/house-rules/versions';

/** Everyone may read what the rules were. */
export const ruleVersionsPage: Page = {
  path: '/huisregels/versies',
  async get(visit) {
    const words = houseRulesWords[visit.language];
    const found = await readVersions(visit);
    if (found.kind === 'unknown') return found;
    const versions = found.value;
    return view(
      words.versions.title,
      <>
        <h1>{words.versions.title}</h1>
        <p class="lead">{words.versions.lead}</p>
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
    const found = await read(visit, `${ALL}/${asked}`, pageVersionSchema);
    if (found.kind === 'missing') return noSuchVersion(visit, false);
    if (found.kind === 'unknown') return found.code === 'page-gone' ? noSuchVersion(visit, true) : found;
    const rules = found.value;
    const versions = await readVersions(visit);
    const earlier = knownOf(versions)?.find((one) => one.version < rules.version && one.withdrawnAt === null);
    const changes =
      earlier &&
      (await read(visit, `${ALL}/${rules.version}/changes?since=${earlier.version}`, pageChangesSchema));
    return view(
      `${words.title}, ${longDate(rules.publishedAt, visit.language)}`,
      <>
        <h1>{words.title}</h1>
        <Known visit={visit} of={versions} what={words.versions.title}>
          {(all) => <OldNotice visit={visit} rules={rules} newest={currentOf(all)} />}
        </Known>
        <RulesText visit={visit} rules={rules} />
        {changes !== undefined && (
          <Known visit={visit} of={changes}>
            {({ since, pieces }) => (
              <details>
                <summary>{words.versions.changes(since)}</summary>
                <TextChanges pieces={pieces[visit.language]} language={visit.language} />
              </details>
            )}
          </Known>
        )}
        <p>
          <a href={visit.href('/huisregels/versies')}>{words.versions.all}</a>
        </p>
      </>,
    );
  },
};

/** Or it was withdrawn: then it is no longer read. */
function noSuchVersion(visit: Visit, wasWithdrawn: boolean): Answer {
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

function readVersions(visit: Visit): Promise<ListReading<VersionHead>> {
  return readList(visit, ALL, versionHeadSchema);
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
