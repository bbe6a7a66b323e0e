/** What every page of the console shares: only administrators come in, and the API's refusals are said. */
import type { ApiAnswer } from '../../../src/web/contract/pages-bundle.ts';
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

interface Change {
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
  /** Where a refusal belongs of which nothing more is known. */
  readonly field?: string;
  /** Names of fields by what the API calls the thing that was refused: its code, or the name in the request. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Which form of the page, where several have fields of the same name. */
  readonly within?: string;
}

/** Asks the API for a change; `done` tells where to go when it was made. */
export async function change(
  visit: ConsoleVisit,
  request: Change,
  done: (body: unknown) => Answer,
): Promise<Answer | Refused> {
  const { status, body } = await visit.api.call(request.method, request.path, request.body);
  return status < 300 ? done(body) : refusedBy(visit, request, { status, body });
}

/** What the API refused, at the fields it is about. */
export function refusedBy(
  visit: ConsoleVisit,
  request: Pick<Change, 'field' | 'fields' | 'within'>,
  { status, body }: ApiAnswer,
): Refused {
  const { success, data } = problemSchema.safeParse(body);
  const code = success ? data.code : String(status);
  const values = success ? data.values : {};
  const message = problemText(code, visit.language, values);
  const rows = success ? (data.errors ?? []) : [];
  if (rows.length === 0) return refusal(message, fieldOf(request, code, values), request.within);
  const errors = rows.slice(0, MOST_ERRORS).map((row) => {
    const name = row.pointer?.split('/')[1] ?? '';
    return {
      field: request.fields?.[name] ?? name,
      message: `${row.row === undefined ? '' : `${row.row}: `}${problemText(row.code, visit.language, row.values)}`,
      ...(request.within !== undefined && { within: request.within }),
    };
  });
  // A field that was sent wrongly says so itself; of rows one wants to know that nothing was changed.
  return { kind: 'refused', errors: code === 'rows-refused' ? [{ field: '', message }, ...errors] : errors };
}

function fieldOf(
  { field, fields = {} }: Pick<Change, 'field' | 'fields'>,
  code: string,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const names = [values['field'], values['setting'], code === 'not-found' ? values['what'] : undefined, code];
  const known = names.map((name) => fields[String(name)]).find((name) => name !== undefined);
  return known ?? FIELD_OF[code] ?? field;
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

/** What was ticked; a page that sends it on says it in one field, with commas between. */
export function allOf(visit: Visit, field: string): readonly string[] {
  return visit.form.getAll(field).flatMap((value) => value.split(',').filter(Boolean));
}

/** What was filled in; undefined when the field was left empty. */
export function filled(visit: Visit, field: string): string | undefined {
  const text = visit.form.get(field)?.trim();
  return text ? text : undefined;
}
