/** What every page of a member shares: only he comes in, and the API's refusals are said. */
import type { ApiAnswer } from '../../../src/web/contract/pages-bundle.ts';
import {
  type ActingVisit,
  type ActOf,
  actingPage,
  backWith,
  type Refused,
  refusal,
} from '../../acting-page.tsx';
import { Known } from '../../components/known.tsx';
import type { Answer, Page, Visit } from '../../page.ts';
import { problemCode } from '../../problem-code.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import { memberWords } from '../../words/member.ts';
import { RulesNotice, readOwnRules } from './rules-notice.tsx';

export interface MemberVisit extends ActingVisit {
  /** His own number. */
  readonly number: string;
}

export type Act = ActOf<MemberVisit>;

export function memberPage({
  asksForRules = true,
  ...parts
}: {
  readonly path: string;
  show(visit: MemberVisit): Promise<Answer>;
  readonly acts?: Readonly<Record<string, Act>>;
  /** Whether new house rules are asked about above it. */
  readonly asksForRules?: boolean;
}): Page {
  if (!asksForRules) return actingPage({ ...parts, admit });
  return actingPage({ ...parts, admit, show: async (visit) => withRules(visit, await parts.show(visit)) });
}

async function withRules(visit: MemberVisit, answer: Answer): Promise<Answer> {
  if (answer.kind !== 'view' || !visit.session.rulesAsked) return answer;
  const rules = await readOwnRules(visit);
  if (rules.kind === 'known' && !rules.value.asked) return answer;
  return {
    ...answer,
    body: (
      <>
        <Known visit={visit} of={rules} what={houseRulesWords[visit.language].title}>
          {(known) => <RulesNotice visit={visit} rules={known} />}
        </Known>
        {answer.body}
      </>
    ),
  };
}

function admit(visit: Visit): MemberVisit | undefined {
  const { role, extension } = visit.session;
  return role === 'member' && extension !== null ? { ...visit, number: extension, refused: [] } : undefined;
}

/** Back to the page, which says what was done; or why not, and at which field of the form. */
export function outcome(
  visit: MemberVisit,
  answer: ApiAnswer,
  done: string,
  {
    fields = {},
    within,
  }: { readonly fields?: Readonly<Record<string, string>>; readonly within?: string } = {},
): Answer | Refused {
  if (answer.status < 300) return backWith(visit, done);
  const words = memberWords[visit.language];
  const code = problemCode(answer.body);
  return refusal(words.refusals[code] ?? words.otherRefusal, fields[code], within);
}
