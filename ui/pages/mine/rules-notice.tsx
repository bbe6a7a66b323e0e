import { type OwnRules, ownRulesSchema } from '../../../src/web/contract/pages.ts';
import { Hidden } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { type Reading, read } from '../../reading.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import type { MemberVisit } from './member-page.tsx';

export const RULES_PATH = '/mijn/huisregels';

export function readOwnRules(visit: MemberVisit): Promise<Reading<OwnRules>> {
  return read(visit, '/me/house-rules', ownRulesSchema);
}

/** What he said yes to, the newest first; it stays true when a version is withdrawn. */
export function ConfirmedRules({ visit, rules }: { readonly visit: MemberVisit; readonly rules: OwnRules }) {
  const words = houseRulesWords[visit.language].mine;
  if (rules.confirmations.length === 0) return <p>{words.none}</p>;
  return (
    <>
      {rules.confirmations.slice(0, MOST_SHOWN).map(({ version, at, withdrawn }) => (
        <p key={version}>
          {words.confirmed(version, at)} {withdrawn && words.withdrawnSince}
        </p>
      ))}
    </>
  );
}

/** All of them are in his data to take along. */
const MOST_SHOWN = 5;

/** On every page of a member, until he said yes: one press, and he is back where he was. */
export function RulesNotice({ visit, rules }: { readonly visit: MemberVisit; readonly rules: OwnRules }) {
  const words = houseRulesWords[visit.language].mine;
  const { version, change } = rules.current;
  return (
    <Banner tone="warn" title={words.asked(version)}>
      <p>{change[visit.language]}</p>
      <form method="post" action={visit.href(RULES_PATH)} class="acts">
        <Hidden
          visit={visit}
          act="confirm"
          values={{ version: String(version), back: visit.href(visit.path) }}
        />
        <button type="submit" class="button primary">
          {words.confirm}
        </button>
        <a class="button" href={visit.href(RULES_PATH)}>
          {words.read}
        </a>
      </form>
    </Banner>
  );
}
