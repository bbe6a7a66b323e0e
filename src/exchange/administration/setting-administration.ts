import { ok } from '../../base/result.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import type { Outcome } from '../console/outcome.ts';
import type { SettingChange, SettingConsole, SettingFacts, SettingView } from '../console/settings.ts';
import { put, remove } from '../tables/ledger.ts';
import type { ActorParts } from './parts.ts';
import { refuse } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

const LONGEST_TEXT = 4_000;
/** Their values name networks: the audit log may know of them for a week only. */
const ABOUT_ADDRESSES: ReadonlySet<string> = new Set(['trusted']);

/** One setting that is to be something else. */
interface Wish {
  readonly facts: SettingFacts;
  /** Null: what holds without the console. */
  readonly text: string | null;
}

/** Settings that change while the exchange runs: stored, then in force, then in the audit log. */
export class SettingAdministration implements SettingConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  get file(): string {
    return this.#parts.settings.file;
  }

  list(): readonly SettingView[] {
    const { ledger } = this.#parts.site;
    return this.#facts().map((facts) => {
      // What a flag overrules now was changed all the same, and would hold without it.
      const record = ledger.get('consoleSettings', facts.key);
      return { ...facts, changedAtMs: record?.changedAtMs ?? null, changedBy: record?.changedBy ?? null };
    });
  }

  change({ values, was = {} }: SettingChange): Promise<Outcome<readonly SettingView[]>> {
    return this.#turnstile.pass(async () => {
      const known = new Map(this.#facts().map((facts) => [facts.key, facts]));
      const wishes: Wish[] = [];
      for (const [key, text] of Object.entries(values)) {
        const wish = this.#read(key, text, known.get(key), was[key]);
        if (!wish.ok) return wish;
        if (this.#changes(wish.value)) wishes.push(wish.value);
      }
      if (wishes.length > 0) {
        const written = await this.#parts.site.ledger.commit(...wishes.map((wish) => this.#row(wish)));
        if (!written.ok) return written;
        this.#parts.settings.apply(this.#stored());
        for (const wish of wishes) await this.#tell(wish);
      }
      return ok(this.list());
    });
  }

  #facts(): readonly SettingFacts[] {
    return this.#parts.settings.describe(this.#stored());
  }

  #stored(): ReadonlyMap<string, string> {
    return storedTexts(this.#parts.site.ledger);
  }

  #read(
    key: string,
    given: string | null,
    facts: SettingFacts | undefined,
    was: string | undefined,
  ): Outcome<Wish> {
    if (facts === undefined) return refuse('setting-unknown', 'There is no such setting', { setting: key });
    if (!facts.isLive)
      return refuse('setting-fixed', `${key} is read at the start, from ${this.file}`, { setting: key });
    if (!facts.isChangeable) {
      const { origin } = facts;
      return refuse('setting-pinned', `${key} is given by a ${origin} of this start`, {
        setting: key,
        origin,
      });
    }
    if (was !== undefined && was !== facts.value && !facts.isSecret)
      return refuse('setting-changed', `${key} is something else by now`, {
        setting: key,
        value: facts.value,
      });
    const text = given?.trim() ?? null;
    const isPossible =
      text === null || (text.length <= LONGEST_TEXT && this.#parts.settings.isPossible(key, text));
    if (!isPossible)
      return refuse('setting-value-invalid', `${key} cannot be that: ${facts.allowed.en}`, {
        setting: key,
        allowed: facts.allowed.en,
        allowedNl: facts.allowed.nl,
      });
    // What holds anyway needs no word of the console.
    return ok({ facts, text: text === facts.beneath.value && !facts.isSecret ? null : text });
  }

  #changes({ facts, text }: Wish): boolean {
    const record = this.#parts.site.ledger.get('consoleSettings', facts.key);
    return facts.isSecret || text === null ? text !== null || record !== undefined : record?.value !== text;
  }

  #row({ facts, text }: Wish): LedgerChange {
    const { clock, actor, settings } = this.#parts;
    const { key } = facts;
    if (text === null) return remove('consoleSettings', key);
    const changedAtMs = Math.round(clock.wallTime());
    return put('consoleSettings', {
      id: key,
      value: settings.keep(key, text),
      changedAtMs,
      changedBy: actor,
    });
  }

  async #tell({ facts, text }: Wish): Promise<void> {
    const { audit, actor, journal } = this.#parts;
    const { key, isSecret } = facts;
    journal.record({ kind: 'setting-changed', setting: key });
    const to = text ?? facts.beneath.value;
    const isAboutAddresses = ABOUT_ADDRESSES.has(key);
    const shown = (value: string) => (isAboutAddresses ? countOf(value) : value);
    const detail = isSecret
      ? { secret: text === null ? 'removed' : 'set' }
      : { from: shown(facts.value), to: shown(to), ...(text === null && { back: facts.beneath.origin }) };
    const address = isAboutAddresses && to !== '' ? { address: to } : {};
    await audit.append({ actor, action: 'setting.change', target: key, detail, ...address });
  }
}

/** What administrators set, as it lies in the store. */
export function storedTexts(ledger: ActorParts['site']['ledger']): ReadonlyMap<string, string> {
  return new Map(ledger.list('consoleSettings').map(({ id, value }) => [id, value]));
}

/** Of a list with commas. */
function countOf(list: string): number {
  return list.split(',').filter((part) => part.trim() !== '').length;
}
