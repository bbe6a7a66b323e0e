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
import type { Answer, Page, Visit } from '../../page.ts';
import { problemCode } from '../../problem-code.ts';
import { memberWords } from '../../words/member.ts';

export interface MemberVisit extends ActingVisit {
  /** His own number. */
  readonly number: string;
}

export type Act = ActOf<MemberVisit>;

export function memberPage(parts: {
  readonly path: string;
  show(visit: MemberVisit): Promise<Answer>;
  readonly acts?: Readonly<Record<string, Act>>;
}): Page {
  return actingPage({ ...parts, admit });
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
