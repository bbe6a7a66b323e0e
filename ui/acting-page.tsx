/** Pages on which somebody who has logged in does things: each is a form, and what was refused is said. */
import type { ComponentChildren } from 'preact';
import { Banner } from './components/banner.tsx';
import { Csrf, ErrorSummary, type FieldError } from './components/form.tsx';
import type { Answer, Page, Visit } from './page.ts';
import { unknownView } from './pages/errors.tsx';

export interface ActingVisit extends Visit {
  /** What was refused just now, to be shown above the page or beside the field. */
  readonly refused: readonly FieldError[];
}

/** The API said no. */
export interface Refused {
  readonly kind: 'refused';
  readonly errors: readonly FieldError[];
}

/** What a form with that `act` does: another page, or what was refused. */
export type ActOf<Acting extends ActingVisit> = (visit: Acting) => Promise<Answer | Refused>;

export function actingPage<Acting extends ActingVisit>(parts: {
  readonly path: string;
  /** Undefined for who may not see the page: he goes to the login. */
  admit(visit: Visit): Acting | undefined;
  show(visit: Acting): Promise<Answer>;
  readonly acts?: Readonly<Record<string, ActOf<Acting>>>;
}): Page {
  const { path, admit, show, acts = {} } = parts;
  return {
    path,
    async get(visit) {
      const acting = admit(visit);
      return acting === undefined ? toLogin(visit) : show(acting);
    },
    async post(visit) {
      const acting = admit(visit);
      if (acting === undefined) return toLogin(visit);
      const act = wordIn(acts, visit.form.get('act'));
      if (act === undefined) return show(acting);
      const answer = await act(acting);
      if (answer.kind !== 'refused') return answer;
      const shown = await show({ ...acting, refused: answer.errors });
      if (shown.kind === 'view') return { ...shown, status: 422 };
      return shown.kind === 'unknown'
        ? { ...unknownView(visit, shown, <Refusals errors={answer.errors} />), status: 422 }
        : shown;
    },
  };
}

/** What stands under a word that a visitor sent; `constructor` and its like are no words of ours. */
function wordIn<Value>(table: Readonly<Record<string, Value>>, sent: string | null): Value | undefined {
  return sent !== null && Object.hasOwn(table, sent) ? table[sent] : undefined;
}

/** And back, when he has logged in. An administrator has no member's pages. */
function toLogin(visit: Visit): Answer {
  // Who may have logged in is not sent to log in again.
  if (visit.reads.session.kind === 'unknown') return visit.reads.session;
  if (visit.session.role === 'administrator') return { kind: 'redirect', to: visit.href('/beheer') };
  const next = encodeURIComponent(visit.href(visit.path));
  return { kind: 'redirect', to: `${visit.href('/inloggen')}?next=${next}` };
}

/** To the page, which says that it was done. */
export function backWith(visit: Visit, done: string, path = visit.path): Answer {
  return { kind: 'redirect', to: `${visit.href(path)}?done=${done}` };
}

export function refusal(message: string, field = '', within?: string): Refused {
  return { kind: 'refused', errors: [{ field, message, ...(within !== undefined && { within }) }] };
}

/** What was done just now, or what was refused: above the page, because its form may stand far below. */
export function Said({
  visit,
  done = {},
}: {
  readonly visit: ActingVisit;
  /** By the word in the address. */
  readonly done?: Readonly<Record<string, string>>;
}) {
  if (visit.refused.length > 0) {
    return (
      <>
        <Refusals errors={visit.refused.filter(({ field }) => field === '')} />
        <ErrorSummary errors={visit.refused.filter(({ field }) => field !== '')} language={visit.language} />
      </>
    );
  }
  const text = visit.method === 'GET' ? wordIn(done, visit.query.get('done')) : undefined;
  return text === undefined ? null : <Banner tone="ok" title={text} />;
}

/** Each by itself: where there is no field to lead to. */
function Refusals({ errors }: { readonly errors: readonly FieldError[] }) {
  return (
    <>
      {errors.map(({ message }) => (
        <Banner key={message} tone="err" title={message} />
      ))}
    </>
  );
}

/** A form that does one thing, with what it needs to know. */
export function ActForm({
  children,
  page,
  ...parts
}: Parameters<typeof Hidden>[0] & {
  readonly children: ComponentChildren;
  /** Whose act it is; that of the page itself when left out. */
  readonly page?: string;
}) {
  return (
    <form method="post" class="act" {...(page !== undefined && { action: parts.visit.href(page) })}>
      <Hidden {...parts} />
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
  readonly visit: Visit;
  readonly act: string;
  readonly values?: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <Csrf visit={visit} />
      <input type="hidden" name="act" value={act} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
