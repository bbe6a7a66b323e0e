/** What an import does with each row: worked out for the look at it, and again for the import itself. */
import { createHash } from 'node:crypto';
import { ok } from '../../base/result.ts';
import type { NumberPlan } from '../../policy/numbering.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type { NewExtension } from '../console/extensions.ts';
import type { ImportChange, PlannedRow, RefusedRow } from '../console/import.ts';
import type { Outcome } from '../console/outcome.ts';
import { chooseNumber, type ExtensionDraft, readDraft } from './extension-draft.ts';
import { refuse } from './refusal.ts';

export interface ImportSituation {
  readonly extensions: { get(number: string): ExtensionRecord | undefined };
  readonly conferences: { has(number: string): boolean };
  readonly numbers: NumberPlan;
  /** Rows of numbers that are there change them. */
  readonly update: boolean;
  isPasswordOf(record: ExtensionRecord, password: string): boolean;
}

/** A row that can be done. */
export interface DraftedRow {
  readonly draft: ExtensionDraft;
  /** Undefined: it is made. */
  readonly before: ExtensionRecord | undefined;
  readonly changes: readonly ImportChange[];
}

interface WorkedOut {
  readonly planned: PlannedRow;
  /** Undefined when it is refused. */
  readonly drafted: DraftedRow | undefined;
}

/** In the order of the rows. Takes the password it is asked about to no other place than the draft. */
export function workOutImport(
  rows: readonly NewExtension[],
  situation: ImportSituation,
): readonly WorkedOut[] {
  // Numbers that rows ask for are not proposed to rows that ask for none, wherever they stand.
  const asked = new Set(rows.flatMap(({ number }) => (number === undefined ? [] : [number])));
  /** By number, the row it was given to. */
  const given = new Map<string, number>();
  /** Once there is no free number there is none for the rows behind, either. */
  let noneFree: Outcome<DraftedRow> | undefined;
  return rows.map((wanted, index) => {
    const row = index + 1;
    const isProposed = wanted.number === undefined;
    const drafted = (isProposed ? noneFree : undefined) ?? draftRow(wanted, { ...situation, asked, given });
    if (!drafted.ok && isProposed && drafted.error.code === 'number-taken') noneFree = drafted;
    if (!drafted.ok) return { planned: refusedRow(row, wanted, drafted.error), drafted: undefined };
    given.set(drafted.value.draft.number, row);
    return { planned: plannedRow(row, drafted.value), drafted: drafted.value };
  });
}

function draftRow(
  wanted: NewExtension,
  situation: ImportSituation & {
    readonly asked: ReadonlySet<string>;
    readonly given: ReadonlyMap<string, number>;
  },
): Outcome<DraftedRow> {
  const { extensions, conferences, numbers, update, asked, given } = situation;
  const { number } = wanted;
  const twice = number === undefined ? undefined : given.get(number);
  if (number !== undefined && twice !== undefined)
    return refuse('number-taken', `Number ${number} stands in row ${twice} already`, { number, row: twice });
  const before = number !== undefined && update ? extensions.get(number) : undefined;
  if (before !== undefined) return draftChange(wanted, before, situation);
  const isTaken = (one: string): boolean =>
    extensions.get(one) !== undefined ||
    conferences.has(one) ||
    given.has(one) ||
    (number === undefined && asked.has(one));
  const chosen = chooseNumber(number, isTaken, numbers);
  if (!chosen.ok) return chosen;
  const draft = readDraft(chosen.value, wanted);
  return draft.ok ? ok({ draft: draft.value, before, changes: [] }) : draft;
}

/** What the row leaves empty stays as it is. */
function draftChange(
  wanted: NewExtension,
  before: ExtensionRecord,
  { isPasswordOf }: Pick<ImportSituation, 'isPasswordOf'>,
): Outcome<DraftedRow> {
  const read = readDraft(before.number, {
    ...wanted,
    callsign: wanted.callsign === '' ? before.callsign : wanted.callsign,
    name: wanted.name === '' ? before.name : wanted.name,
    email: wanted.email ?? before.email ?? undefined,
  });
  if (!read.ok) return read;
  const draft = read.value;
  const changes: ImportChange[] = [];
  for (const field of ['callsign', 'name', 'email'] as const)
    if (draft[field] !== before[field]) changes.push({ field, before: before[field], after: draft[field] });
  const { given } = draft.password;
  if (given !== undefined && !isPasswordOf(before, given))
    changes.push({ field: 'password', before: null, after: null });
  return ok({ draft, before, changes });
}

function plannedRow(row: number, { draft, before, changes }: DraftedRow): PlannedRow {
  const { number, callsign, name, email } = draft;
  const isGiven = draft.password.given !== undefined;
  const takesPassword = before === undefined || changes.some(({ field }) => field === 'password');
  return {
    row,
    act: before === undefined ? 'create' : changes.length > 0 ? 'change' : 'keep',
    number,
    callsign,
    name,
    email,
    password: !takesPassword ? 'kept' : isGiven ? 'given' : 'made',
    changes,
    refusal: undefined,
  };
}

function refusedRow(row: number, wanted: NewExtension, refusal: RefusedRow['refusal']): PlannedRow {
  const { number = null, callsign, name, email = null, password } = wanted;
  const from = password === undefined ? 'made' : 'given';
  return { row, act: 'refuse', number, callsign, name, email, password: from, changes: [], refusal };
}

/** Characters for one row: 48 bits, enough to tell apart what changed by chance. */
const MARK_LENGTH = 8;

/** A mark for each row, one behind the other. */
export function versionOf(rows: readonly PlannedRow[]): string {
  return rows.map(markOf).join('');
}

function markOf({ act, number, callsign, name, email, password, changes, refusal }: PlannedRow): string {
  const said = JSON.stringify([act, number, callsign, name, email, password, changes, refusal?.code]);
  return createHash('sha256').update(said).digest('base64url').slice(0, MARK_LENGTH);
}

/** The rows of which another thing would become than the plan of that version said. */
export function rowsSince(version: string, rows: readonly PlannedRow[]): readonly RefusedRow[] {
  // Another file altogether: no row is what was looked at.
  const isOther = version.length !== rows.length * MARK_LENGTH;
  return rows
    .filter(
      (row, index) =>
        isOther || markOf(row) !== version.slice(index * MARK_LENGTH, (index + 1) * MARK_LENGTH),
    )
    .map(({ row, number }) => {
      const about = number === null ? {} : { number };
      return {
        row,
        refusal: refuse('import-changed', `Row ${row} is another case than at the look at it`, {
          row,
          ...about,
        }).error,
      };
    });
}
