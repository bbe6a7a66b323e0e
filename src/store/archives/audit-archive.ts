import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { AuditRow } from '../records/operator-rows.ts';
import type { Tables } from '../schema.ts';

/** One act of an administrator, before it has its place in the chain. */
export interface AuditEntry {
  readonly atMs: number;
  /** Who: `host` for the command line on the machine, `token:<name>` for a script. */
  readonly actor: string;
  /** What: a resource and a verb, for instance `suspension.create`. */
  readonly action: string;
  /** On what: a number, an id, a name. Never an address and never a person's name. */
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The address an act is about. It is forgotten after a while; the chain holds without it. */
  readonly address: AuditAddress | null;
}

export interface AuditAddress {
  readonly text: string;
  /** Random, hexadecimal: without it the hash in the chain cannot be guessed back to an address. */
  readonly salt: string;
}

/** A row of the log. `hash` covers everything before it and, through `previousHash`, every earlier row. */
export interface AuditRecord {
  readonly seq: number;
  readonly atMs: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Null when the act was about no address, or when the address was forgotten. */
  readonly address: string | null;
  readonly addressHash: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditQuery {
  /** Only rows before this one. */
  readonly beforeSeq?: number | undefined;
  /** Only rows behind this one. */
  readonly afterSeq?: number | undefined;
  /** Newest first when left out. */
  readonly order?: 'oldest-first' | 'newest-first' | undefined;
  readonly limit: number;
  readonly actor?: string | undefined;
  /** A whole action, or its first word with a dot: `ban.` for all about bans. */
  readonly action?: string | undefined;
  readonly target?: string | undefined;
}

/** What was found when every row was hashed again. */
export interface AuditVerdict {
  readonly rows: number;
  /** The hash of the last row, to be kept elsewhere: it proves later that nothing was cut off. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** The first row that is not what was written; null when all are. */
  readonly broken: {
    readonly seq: number;
    readonly reason: 'changed' | 'missing' | 'address-changed';
  } | null;
}

/** How far a check of the log has come. */
export interface AuditCheck extends AuditVerdict {
  readonly isDone: boolean;
}

/** What the first row follows. */
const BEGINNING = '0'.repeat(64);
/** Security 1.15: as long as the history of bans. */
const ADDRESS_KEPT_MS = 7 * 86_400_000;
const PAGE = 1_000;

type Db = Kysely<Tables>;

/** Appends in order. Called inside a transaction, so that two rows never follow the same one. */
export async function appendAudit(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  let { seq, hash } = await readHead(db);
  for (const { atMs, actor, action, target, detail, address } of entries) {
    seq += 1;
    const row = {
      seq,
      atMs: Math.round(atMs),
      actor,
      action,
      target,
      detail: JSON.stringify(detail),
      address: address?.text ?? null,
      addressSalt: address?.salt ?? null,
      addressHash: address === null ? null : hashOfAddress(address),
      previousHash: hash,
    };
    hash = hashOf(row);
    await db
      .insertInto('audit')
      .values({ ...row, hash })
      .execute();
  }
}

export async function listAudit(db: Db, query: AuditQuery): Promise<readonly AuditRecord[]> {
  const { beforeSeq, afterSeq, order, actor, action, target, limit } = query;
  let rows = db
    .selectFrom('audit')
    .selectAll()
    .orderBy('seq', order === 'oldest-first' ? 'asc' : 'desc')
    .limit(limit);
  if (afterSeq !== undefined) rows = rows.where('seq', '>', afterSeq);
  if (beforeSeq !== undefined) rows = rows.where('seq', '<', beforeSeq);
  if (actor !== undefined) rows = rows.where('actor', '=', actor);
  if (target !== undefined) rows = rows.where('target', '=', target);
  if (action?.endsWith('.'))
    rows = rows.where('action', '>=', action).where('action', '<', `${action}\uffff`);
  else if (action !== undefined) rows = rows.where('action', '=', action);
  return (await rows.execute()).map(toRecord);
}

/**
 * Hashes some rows again, where the check before stopped. A long log is checked in many turns, so that registrations
 * are committed between them.
 */
export async function continueAuditCheck(db: Db, check: AuditCheck): Promise<AuditCheck> {
  let { rows, head, broken } = check;
  const page = await db
    .selectFrom('audit')
    .selectAll()
    .where('seq', '>', head.seq)
    .orderBy('seq')
    .limit(PAGE)
    .execute();
  for (const row of page) {
    broken ??= judge(row, head);
    head = { seq: row.seq, hash: row.hash };
    rows += 1;
  }
  if (page.length === PAGE) return { rows, head, broken, isDone: false };
  // The file remembers the highest number it gave out: rows cut off at the end show by it.
  const given = await sql<{ seq: number }>`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`.execute(db);
  const [highest] = given.rows;
  if (highest !== undefined && highest.seq > head.seq) broken ??= { seq: head.seq + 1, reason: 'missing' };
  return { rows, head, broken, isDone: true };
}

/** Hashes the whole log again, from the first row. */
export async function verifyAudit(store: {
  continueAuditCheck(check: AuditCheck): Promise<AuditCheck>;
}): Promise<AuditVerdict> {
  let check: AuditCheck = { rows: 0, head: { seq: 0, hash: BEGINNING }, broken: null, isDone: false };
  while (!check.isDone) check = await store.continueAuditCheck(check);
  const { rows, head, broken } = check;
  return { rows, head, broken };
}

/** Forgets the addresses of acts that are long done. */
export async function forgetAuditAddresses(db: Db, nowMs: number): Promise<void> {
  await db
    .updateTable('audit')
    .set({ address: null, addressSalt: null })
    .where('address', 'is not', null)
    .where('atMs', '<=', Math.round(nowMs - ADDRESS_KEPT_MS))
    .execute();
}

async function readHead(db: Db): Promise<{ seq: number; hash: string }> {
  const last = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? { seq: 0, hash: BEGINNING };
}

function judge(row: AuditRow, last: { readonly seq: number; readonly hash: string }): AuditVerdict['broken'] {
  const { seq, address, addressSalt, addressHash } = row;
  if (seq !== last.seq + 1) return { seq: last.seq + 1, reason: 'missing' };
  if (row.previousHash !== last.hash || row.hash !== hashOf(row)) return { seq, reason: 'changed' };
  if (address !== null && addressHash !== hashOfAddress({ text: address, salt: addressSalt ?? '' })) {
    return { seq, reason: 'address-changed' };
  }
  return null;
}

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, atMs, actor, action, target, detail, addressHash, previousHash } = row;
  return sha256(JSON.stringify([seq, atMs, actor, action, target, detail, addressHash, previousHash]));
}

function hashOfAddress({ text, salt }: AuditAddress): string {
  return sha256(JSON.stringify([salt, text]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function toRecord(row: AuditRow): AuditRecord {
  const { detail, addressSalt: _salt, ...visible } = row;
  return { ...visible, detail: JSON.parse(detail) };
}
