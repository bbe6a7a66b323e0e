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
import { type Page, type Visit, view } from '../../page.ts';
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
          {versions.map(({ version, publishedAt, change }, index) => (
            <li key={version}>
              <a href={visit.href(`/huisregels/versies/${version}`)}>{words.version(version, publishedAt)}</a>{' '}
              {index === 0 && <strong>({words.versions.current}) </strong>}
              {change[visit.language]}
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
    const rules = await read(visit, `${ALL}/${asked}`, pageVersionSchema);
    if (rules === undefined) {
      return view(words.title, <Banner tone="warn" title={words.versions.unknown} />, { status: 404 });
    }
    const versions = await readVersions(visit);
    const earlier = versions.find(({ version }) => version < rules.version);
    const changes =
      earlier &&
      (await read(visit, `${ALL}/${rules.version}/changes?since=${earlier.version}`, pageChangesSchema));
    return view(
      `${words.title}, ${longDate(rules.publishedAt, visit.language)}`,
      <>
        <h1>{words.title}</h1>
        <OldNotice visit={visit} rules={rules} newest={versions[0]} />
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
