/** What every page of the console shares: only administrators come in, its acts are forms, refusals are said. */
import type { ComponentChildren } from 'preact';
import { problemSchema } from '../../../src/web/contract.ts';
import { Banner } from '../../components/banner.tsx';
import type { FieldError } from '../../components/form.tsx';
import { type Answer, goTo, type Page, type Visit } from '../../page.ts';
import { problemText } from '../../words/problems.ts';

export interface ConsoleVisit extends Visit {
  /** What was refused just now, to be shown above the page or beside the field. */
  readonly refused: readonly FieldError[];
}

/** One thing an administrator can do on a page: the value of the form's button `act`. */
export type Act = (visit: ConsoleVisit) => Promise<Answer | Refused>;

/** The API said no. */
export interface Refused {
  readonly kind: 'refused';
  readonly errors: readonly FieldError[];
}

export function consolePage(parts: {
  readonly path: string;
  show(visit: ConsoleVisit): Promise<Answer>;
  readonly acts?: Readonly<Record<string, Act>>;
}): Page {
  const { path, show, acts = {} } = parts;
  return {
    path,
    async get(visit) {
      return isAdministrator(visit) ? show({ ...visit, refused: [] }) : toLogin(visit);
    },
    async post(visit) {
      if (!isAdministrator(visit)) return toLogin(visit);
      const known = { ...visit, refused: [] };
      const act = acts[visit.form.get('act') ?? ''];
      if (act === undefined) return show(known);
      const answer = await act(known);
      if (answer.kind !== 'refused') return answer;
      const shown = await show({ ...known, refused: answer.errors });
      return shown.kind === 'view' ? { ...shown, status: 422 } : shown;
    },
  };
}

function isAdministrator({ session }: Visit): boolean {
  return session.role === 'administrator';
}

function toLogin(visit: Visit): Answer {
  return {
    kind: 'redirect',
    to: `${visit.href('/inloggen')}?next=${encodeURIComponent(visit.href(visit.path))}`,
  };
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Undefined when there is no such thing, or it cannot be had at this moment: the page says so and shows the rest. */
export async function read<Answered>(
  visit: Visit,
  path: string,
  schema: { parse(body: unknown): Answered },
): Promise<Answered | undefined> {
  const { status, body } = await visit.api.call('GET', path);
  if (status !== 200) return undefined;
  return schema.parse(body);
}

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
  if (rows.length === 0)
    return { kind: 'refused', errors: [{ field: FIELD_OF[code] ?? request.field ?? '', message }] };
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

/** Back to the page itself, which says that it was done. */
export function backWith(visit: Visit, done: string, path = visit.path): Answer {
  const to = goTo(visit, path);
  return to.kind === 'redirect' ? { ...to, to: `${to.to}?done=${done}` } : to;
}

/** A form with one button that does one thing, with what it needs to know. */
export function ActForm({
  visit,
  act,
  values = {},
  children,
}: {
  readonly visit: ConsoleVisit;
  readonly act: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}) {
  return (
    <form method="post" class="act">
      <Hidden visit={visit} act={act} values={values} />
      {children}
    </form>
  );
}

/** Which act, and proof that the form is of this session. */
export function Hidden({
  visit,
  act,
  values = {},
}: {
  readonly visit: ConsoleVisit;
  readonly act: string;
  readonly values?: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <input type="hidden" name="csrf" value={visit.session.csrfToken ?? ''} />
      <input type="hidden" name="act" value={act} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** Says what was done just now, or what was refused and belongs to no field. */
export function Said({
  visit,
  done = {},
}: {
  readonly visit: ConsoleVisit;
  /** By the word in the address. */
  readonly done?: Readonly<Record<string, string>>;
}) {
  const general = visit.refused.filter(({ field }) => field === '');
  if (general.length > 0) {
    return (
      <>
        {general.map(({ message }) => (
          <Banner key={message} tone="err" title={message} />
        ))}
      </>
    );
  }
  const text = visit.method === 'GET' ? done[visit.query.get('done') ?? ''] : undefined;
  return text === undefined ? null : <Banner tone="ok" title={text} />;
}

/** A value of the sent form, so that a refused form keeps what was filled in. */
export function sent(visit: ConsoleVisit, field: string, otherwise = ''): string {
  return visit.method === 'POST' ? (visit.form.get(field) ?? otherwise) : otherwise;
}

/** What was filled in; undefined when the field was left empty. */
export function filled(visit: Visit, field: string): string | undefined {
  const text = visit.form.get(field)?.trim();
  return text ? text : undefined;
}
