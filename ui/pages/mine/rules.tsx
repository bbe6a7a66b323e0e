import { type PageChanges, pageChangesSchema } from '../../../src/web/contract/pages.ts';
import { Hidden, refusal, Said } from '../../acting-page.tsx';
import { TextChanges } from '../../components/club-text.tsx';
import { Known } from '../../components/known.tsx';
import { type Answer, view } from '../../page.ts';
import { problemCode } from '../../problem-code.ts';
import { type Reading, read } from '../../reading.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import { RulesText } from '../house-rules/rules-text.tsx';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';
import { ConfirmedRules, RULES_PATH, readOwnRules } from './rules-notice.tsx';

/** What he said yes to, what changed since, and saying yes to that. */
export const ownRulesPage = memberPage({
  path: RULES_PATH,
  asksForRules: false,
  async show(visit) {
    const words = houseRulesWords[visit.language];
    const found = await readOwnRules(visit);
    if (found.kind !== 'known') return found;
    const rules = found.value;
    const { asked, confirmations, current } = rules;
    const since = confirmations.find(({ withdrawn }) => !withdrawn)?.version;
    const changes = await changesFor(visit, current.version, since);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Said visit={visit} done={{ confirmed: words.mine.done }} />
        {asked && <p class="lead">{words.mine.lead}</p>}
        <ConfirmedRules visit={visit} rules={rules} />
        {changes !== undefined && since !== undefined && (
          <Known visit={visit} of={changes} what={words.versions.changes(since)}>
            {({ pieces }) => (
              <details open>
                <summary>{words.versions.changes(since)}</summary>
                <TextChanges pieces={pieces[visit.language]} language={visit.language} />
              </details>
            )}
          </Known>
        )}
        <RulesText visit={visit} rules={current} />
        {!confirmations.some(({ version }) => version === current.version) && (
          <form method="post" class="act">
            <Hidden visit={visit} act="confirm" values={{ version: String(current.version) }} />
            <button type="submit" class="button primary">
              {words.mine.confirm}
            </button>
          </form>
        )}
      </>,
    );
  },
  acts: {
    async confirm(visit) {
      const version = Number(visit.form.get('version'));
      const answer = await visit.api.call('POST', '/me/house-rules/confirmation', { version });
      if (answer.status >= 300 && problemCode(answer.body) === 'rules-changed') {
        return refusal(houseRulesWords[visit.language].mine.outdated);
      }
      const back = answer.status < 300 ? backOf(visit) : undefined;
      return back ?? outcome(visit, answer, 'confirmed');
    },
  },
});

/** To the member's page where he pressed; nowhere else, whatever the form says. */
function backOf(visit: MemberVisit): Answer | undefined {
  const back = visit.form.get('back') ?? '';
  const isOwn = /^(?:\/en)?\/mijn(?:\/[\w/-]*)?$/.test(back);
  return isOwn ? { kind: 'redirect', to: back } : undefined;
}

/** Undefined when there are none to be told of. */
async function changesFor(
  visit: MemberVisit,
  current: number,
  since: number | undefined,
): Promise<Reading<PageChanges> | undefined> {
  if (since === undefined || since >= current) return undefined;
  const path = `/pages/house-rules/versions/${current}/changes?since=${since}`;
  return read(visit, path, pageChangesSchema);
}
