/** What every page of a member shares: only he comes in, what he does is a form, and what was refused is said. */

import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { ApiAnswer } from '../../../src/web/contract/pages-bundle.ts';
import { Banner } from '../../components/banner.tsx';
import { Csrf } from '../../components/form.tsx';
import type { Answer, Page, Visit } from '../../page.ts';
import { problemCode } from '../../problem-code.ts';
import { memberWords } from '../../words/member.ts';

export interface MemberVisit extends Visit {
  /** His own number. */
  readonly number: string;
  /** Said above the page: what was just refused. */
  readonly refused: string | undefined;
}

/** What a form with that `act` does: another page, or what was refused. */
export type Act = (visit: MemberVisit) => Promise<Answer | Refused>;

interface Refused {
  readonly kind: 'refused';
  readonly message: string;
}

export function memberPage(parts: {
  readonly path: string;
  show(visit: MemberVisit): Promise<Answer>;
  readonly acts?: Readonly<Record<string, Act>>;
}): Page {
  const { path, show, acts = {} } = parts;
  return {
    path,
    async get(visit) {
      const member = admit(visit);
      return member === undefined ? toLogin(visit) : show(member);
    },
    async post(visit) {
      const member = admit(visit);
      if (member === undefined) return toLogin(visit);
      const act = acts[visit.form.get('act') ?? ''];
      if (act === undefined) return show(member);
      const answer = await act(member);
      if (answer.kind !== 'refused') return answer;
      const shown = await show({ ...member, refused: answer.message });
      return shown.kind === 'view' ? { ...shown, status: 422 } : shown;
    },
  };
}

function admit(visit: Visit): MemberVisit | undefined {
  const { role, extension } = visit.session;
  return role === 'member' && extension !== null
    ? { ...visit, number: extension, refused: undefined }
    : undefined;
}

function toLogin(visit: Visit): Answer {
  if (visit.session.role === 'administrator') return { kind: 'redirect', to: visit.href('/beheer') };
  const next = encodeURIComponent(visit.href(visit.path));
  return { kind: 'redirect', to: `${visit.href('/inloggen')}?next=${next}` };
}

/** Undefined when it cannot be had at this moment: the page says so and shows the rest. */
export async function read<Shape extends z.ZodType>(
  visit: Visit,
  path: string,
  schema: Shape,
): Promise<z.infer<Shape> | undefined> {
  const { status, body } = await visit.api.call('GET', path);
  return status === 200 ? schema.parse(body) : undefined;
}

/** Back to the page, which says what was done; or why not. */
export function outcome(visit: MemberVisit, answer: ApiAnswer, done: string): Answer | Refused {
  if (answer.status < 300) return { kind: 'redirect', to: `${visit.href(visit.path)}?done=${done}` };
  const words = memberWords[visit.language];
  return { kind: 'refused', message: words.refusals[problemCode(answer.body)] ?? words.otherRefusal };
}

/** What was done just now, or refused. */
export function Said({
  visit,
  done = {},
}: {
  readonly visit: MemberVisit;
  readonly done?: Readonly<Record<string, string>>;
}) {
  if (visit.refused !== undefined) return <Banner tone="err" title={visit.refused} />;
  const text = visit.method === 'GET' ? done[visit.query.get('done') ?? ''] : undefined;
  return text === undefined ? null : <Banner tone="ok" title={text} />;
}

/** A form that does one thing. */
export function ActForm({
  visit,
  act,
  values = {},
  children,
}: {
  readonly visit: MemberVisit;
  readonly act: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}) {
  return (
    <form method="post" class="act">
      <Csrf visit={visit} />
      <input type="hidden" name="act" value={act} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
