/** What every page of the console shares: only administrators come in, and the API's refusals are said. */
import { problemSchema } from '../../../src/web/contract.ts';
import { type ActingVisit, type ActOf, actingPage, type Refused, refusal } from '../../acting-page.tsx';
import type { Answer, Page, Visit } from '../../page.ts';
import { problemText } from '../../words/problems.ts';

export type ConsoleVisit = ActingVisit;
export type Act = ActOf<ConsoleVisit>;

export function consolePage(parts: {
  readonly path: string;
  show(visit: ConsoleVisit): Promise<Answer>;
  readonly acts?: Readonly<Record<string, Act>>;
}): Page {
  return actingPage({ ...parts, admit });
}

function admit(visit: Visit): ConsoleVisit | undefined {
  return visit.session.role === 'administrator' ? { ...visit, refused: [] } : undefined;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks the API for a change; `done` tells where to go when it was made. `field` is where a refusal belongs. */
export async function change(
  visit: ConsoleVisit,
  request: {
    readonly method: Method;
    readonly path: string;
    readonly body?: object;
    readonly field?: string;
  },
  done: (body: unknown) => Answer,
): Promise<Answer | Refused> {
  const { status, body } = await visit.api.call(request.method, request.path, request.body);
  if (status < 300) return done(body);
  const { success, data } = problemSchema.safeParse(body);
  const code = success ? data.code : String(status);
  const message = problemText(code, visit.language);
  const rows = success ? (data.errors ?? []) : [];
  if (rows.length === 0) return refusal(message, FIELD_OF[code] ?? request.field);
  const errors = rows.slice(0, MOST_ERRORS).map((row) => ({
    field: row.pointer?.slice(1) ?? '',
    message: `${row.row === undefined ? '' : `${row.row}: `}${problemText(row.code, visit.language)}`,
  }));
  return { kind: 'refused', errors: [{ field: '', message }, ...errors] };
}

const MOST_ERRORS = 20;

const FIELD_OF: Readonly<Record<string, string>> = {
  'number-taken': 'number',
  'number-invalid': 'number',
  'callsign-invalid': 'callsign',
  'name-invalid': 'name',
  'email-invalid': 'email',
  'pin-invalid': 'pin',
  'address-invalid': 'address',
  'network-too-wide': 'address',
};

/** A value of the sent form, so that a refused form keeps what was filled in. */
export function sent(visit: ConsoleVisit, field: string, otherwise = ''): string {
  return visit.method === 'POST' ? (visit.form.get(field) ?? otherwise) : otherwise;
}

/** What was filled in; undefined when the field was left empty. */
export function filled(visit: Visit, field: string): string | undefined {
  const text = visit.form.get(field)?.trim();
  return text ? text : undefined;
}
