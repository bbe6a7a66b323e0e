import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import type { IncidentRecord } from '../../store/records/incident-records.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import {
  type IncidentConsole,
  type IncidentUpdateView,
  type IncidentView,
  LONGEST_INCIDENT,
  type NewIncident,
  SERVICE_PARTS,
} from '../console/incidents.ts';
import type { Outcome } from '../console/outcome.ts';
import { put, remove } from '../tables/ledger.ts';
import { incidentState } from './incident-state.ts';

const ID_LENGTH = 10;
const MOST_UPDATES = 100;
/** Everyone reads them all. */
const MOST_INCIDENTS = 200;
/** What the page of the last 90 days shows. */
const KEPT_MS = 90 * 86_400_000;
const LONGEST_AHEAD_MS = 365 * 86_400_000;

/** Outages and planned work. */
export class IncidentAdministration implements IncidentConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(): readonly IncidentView[] {
    const sinceMs = this.#parts.clock.wallTime() - KEPT_MS;
    return this.#records()
      .filter((record) => !hasEndedBefore(record, sinceMs))
      .toSorted((a, b) => b.fromMs - a.fromMs)
      .map((record) => this.#view(record));
  }

  open(wanted: NewIncident): Promise<Outcome<IncidentView>> {
    return this.#turnstile.pass(async () => {
      const record = this.#read(wanted);
      if (!record.ok) return record;
      const overdue = this.#overdue();
      if (this.#records().length - overdue.length >= MOST_INCIDENTS)
        return refuse('too-many-open', `At most ${MOST_INCIDENTS} are shown`, { most: MOST_INCIDENTS });
      return this.#write(record.value, 'incident.open', ...overdue);
    });
  }

  update(id: string, text: string): Promise<Outcome<IncidentView>> {
    return this.#add(id, text, 'incident.update', {});
  }

  close(id: string, text: string): Promise<Outcome<IncidentView>> {
    const nowMs = Math.round(this.#parts.clock.wallTime());
    return this.#add(id, text, 'incident.close', { closedAtMs: nowMs, untilMs: nowMs });
  }

  #records(): readonly IncidentRecord[] {
    return this.#parts.site.ledger.list('incidents');
  }

  #read({ kind, title, parts, fromMs, untilMs, text }: NewIncident): Outcome<IncidentRecord> {
    const { clock, random, actor } = this.#parts;
    const nowMs = Math.round(clock.wallTime());
    const named = readText('title', title);
    if (!named.ok) return named;
    const said = readText('text', text);
    if (!said.ok) return said;
    const beginMs = Math.round(fromMs ?? nowMs);
    const endMs = kind === 'maintenance' && untilMs !== undefined ? Math.round(untilMs) : null;
    const isPossible =
      Math.abs(beginMs - nowMs) <= LONGEST_AHEAD_MS &&
      (kind === 'maintenance' || beginMs <= nowMs) &&
      (endMs === null || (endMs > beginMs && endMs > nowMs));
    if (!isPossible) return refuse('period-invalid', 'An incident began already; work ends after it began');
    return ok({
      id: randomToken(random, ID_LENGTH),
      kind,
      title: named.value,
      parts: JSON.stringify(SERVICE_PARTS.filter((part) => parts.includes(part))),
      fromMs: beginMs,
      untilMs: endMs,
      closedAtMs: null,
      createdAtMs: nowMs,
      createdBy: actor,
      updates: JSON.stringify([{ atMs: nowMs, text: said.value }]),
    });
  }

  #add(
    id: string,
    text: string,
    action: string,
    change: Partial<IncidentRecord>,
  ): Promise<Outcome<IncidentView>> {
    return this.#turnstile.pass(async () => {
      const { site, clock } = this.#parts;
      const record = site.ledger.get('incidents', id);
      if (record === undefined) return notFound('incident', id);
      if (record.closedAtMs !== null) {
        return refuse('already-decided', `Incident ${id} is closed`, { id, state: 'closed' });
      }
      const said = readText('text', text);
      if (!said.ok) return said;
      const updates = [...readUpdates(record), { atMs: Math.round(clock.wallTime()), text: said.value }];
      if (updates.length > MOST_UPDATES) {
        return refuse('too-many-open', `At most ${MOST_UPDATES} updates`, { most: MOST_UPDATES });
      }
      return this.#write({ ...record, ...change, updates: JSON.stringify(updates) }, action);
    });
  }

  async #write(
    record: IncidentRecord,
    action: string,
    ...along: readonly LedgerChange[]
  ): Promise<Outcome<IncidentView>> {
    const { site, audit, actor } = this.#parts;
    const written = await site.ledger.commit(put('incidents', record), ...along);
    if (!written.ok) return written;
    await audit.append({ actor, action, target: record.id, detail: { kind: record.kind } });
    return ok(this.#view(record));
  }

  #overdue(): readonly LedgerChange[] {
    const sinceMs = this.#parts.clock.wallTime() - KEPT_MS;
    return this.#records().flatMap((record) =>
      hasEndedBefore(record, sinceMs) ? [remove('incidents', record.id)] : [],
    );
  }

  #view(record: IncidentRecord): IncidentView {
    const { id, kind, title, fromMs, untilMs } = record;
    return {
      id,
      kind,
      title,
      parts: JSON.parse(record.parts),
      state: incidentState(record, this.#parts.clock.wallTime()),
      fromMs,
      untilMs,
      updates: readUpdates(record).toReversed(),
    };
  }
}

function hasEndedBefore({ untilMs, closedAtMs }: IncidentRecord, sinceMs: number): boolean {
  const endMs = closedAtMs ?? untilMs;
  return endMs !== null && endMs < sinceMs;
}

function readUpdates({ updates }: IncidentRecord): IncidentUpdateView[] {
  return JSON.parse(updates);
}

/** Plain text of some lines. */
function readText(field: keyof typeof LONGEST_INCIDENT, given: string): Outcome<string> {
  const longest = LONGEST_INCIDENT[field];
  const text = given.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  const printable = !/[^\P{C}\n]/u.test(text);
  return text !== '' && text.length <= longest && printable
    ? ok(text)
    : refuse('reason-invalid', `A text has 1 to ${longest} printable characters`, { field, longest });
}
