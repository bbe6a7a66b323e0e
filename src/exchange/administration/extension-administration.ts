import { fail, ok, type Result } from '../../base/result.ts';
import { generatePassword } from '../../policy/password.ts';
import { ha1 } from '../../sip/digest/verify.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type {
  ExtensionConsole,
  ExtensionStanding,
  ExtensionView,
  ExtensionWithPassword,
  ImportDone,
  ListPart,
  NewExtension,
} from '../console/extensions.ts';
import type { ImportPlan, ImportWish, RefusedRow } from '../console/import.ts';
import type { Outcome } from '../console/outcome.ts';
import { removePhonePasswords } from '../members/phone-passwords.ts';
import { byNumber } from '../tables/directory-tables.ts';
import { releaseFromForwards } from './call-feature-administration.ts';
import { releaseFromModerators } from './conference-administration.ts';
import { chooseNumber, type ExtensionDraft, readDraft, readPassword } from './extension-draft.ts';
import { type DraftedRow, rowsSince, versionOf, workOutImport } from './import-plan.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, numberTaken, stored } from './refusal.ts';
import { releaseFromSuspensions } from './suspension-scope.ts';
import type { Turnstile } from './turnstile.ts';

interface Prepared {
  readonly record: ExtensionRecord;
  readonly password: string;
}

/** Extensions: store first, then memory, then what runs. */
export class ExtensionAdministration implements ExtensionConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  add(wanted: NewExtension): Promise<Outcome<ExtensionWithPassword>> {
    return this.#turnstile.pass(async () => {
      const { extensions, conferences, site } = this.#parts;
      const isTaken = (one: string) => extensions.has(one) || conferences.has(one);
      const number = chooseNumber(wanted.number, isTaken, site.settings.numbers);
      if (!number.ok) return number;
      const draft = readDraft(number.value, wanted);
      if (!draft.ok) return draft;
      const prepared = this.#prepare(draft.value);
      const { record } = prepared;
      const written = await stored(this.#parts.store.insertExtensions([record]), () =>
        numberTaken(record.number),
      );
      if (!written.ok) return written;
      const admitted = this.#admit(prepared);
      await this.#tell('extension.create', record.number, { weakPassword: record.weakPassword });
      return ok(admitted);
    });
  }

  planImport(rows: readonly NewExtension[], wish: Pick<ImportWish, 'update'> = {}): ImportPlan {
    const planned = this.#workOut(rows, wish).map(({ planned }) => planned);
    return { rows: planned, version: versionOf(planned) };
  }

  import(
    rows: readonly NewExtension[],
    wish: ImportWish = {},
  ): Promise<Result<ImportDone, readonly RefusedRow[]>> {
    return this.#turnstile.pass(async () => {
      const workedOut = this.#workOut(rows, wish);
      const planned = workedOut.map(({ planned }) => planned);
      const moved = wish.version === undefined ? [] : rowsSince(wish.version, planned);
      if (moved.length > 0) return fail(moved);
      const refused = planned.flatMap(({ row, refusal }) =>
        refusal === undefined ? [] : [{ row, refusal }],
      );
      if (refused.length > 0) return fail(refused);
      return this.#carryOut(workedOut.flatMap(({ drafted }) => (drafted === undefined ? [] : [drafted])));
    });
  }

  list({ after, limit }: ListPart = {}): readonly ExtensionView[] {
    const records = this.#parts.extensions.list();
    const rest = after === undefined ? records : records.filter(({ number }) => byNumber(number, after) > 0);
    return rest.slice(0, limit).map((record) => this.#view(record));
  }

  standings(): readonly ExtensionStanding[] {
    const { extensions, suspensions, live } = this.#parts;
    return extensions.list().map(({ number, callsign }) => {
      const registrations = live.registrationsOf(number);
      const isReachable = registrations.some(
        ({ reachable, silentSinceMs }) => reachable && silentSinceMs === null,
      );
      return {
        number,
        callsign,
        isSuspended: suspensions.takenFrom(number).length > 0,
        phones: registrations.length === 0 ? 'none' : isReachable ? 'reachable' : 'silent',
      };
    });
  }

  show(number: string): Outcome<ExtensionView> {
    const record = this.#parts.extensions.get(number);
    return record ? ok(this.#view(record)) : notFound('extension', number);
  }

  /** `detail` says in the audit log what for. */
  resetPassword(
    number: string,
    wanted?: string,
    allowWeak = false,
    detail: Readonly<Record<string, boolean>> = {},
  ): Promise<Outcome<ExtensionWithPassword>> {
    return this.#turnstile.pass(async () => {
      const record = this.#parts.extensions.get(number);
      if (!record) return notFound('extension', number);
      const chosen = readPassword(wanted, allowWeak);
      if (!chosen.ok) return chosen;
      const { given, weak } = chosen.value;
      const password = given ?? generatePassword(this.#parts.random);
      const changed = { ...record, ...this.#secrets(number, password), weakPassword: weak };
      const written = await this.#update(changed);
      if (!written.ok) return written;
      await this.#forgetPassword(number);
      await this.#tell('extension.password', number, { weakPassword: weak, ...detail });
      return ok({ extension: written.value, password });
    });
  }

  setCallerId(number: string, callerId: ExtensionRecord['callerId']): Promise<Outcome<ExtensionView>> {
    return this.#turnstile.pass(async () => {
      const record = this.#parts.extensions.get(number);
      if (record === undefined) return notFound('extension', number);
      const changed = await this.#update({ ...record, callerId });
      if (changed.ok) await this.#tell('extension.caller-id', number, { callerId });
      return changed;
    });
  }

  remove(number: string): Promise<Outcome<ExtensionView>> {
    return this.#turnstile.pass(async () => {
      const { extensions, whitelist, store, live, watch, watchers, languages, directory, site, voicemail } =
        this.#parts;
      const record = extensions.get(number);
      if (!record) return notFound('extension', number);
      const before = this.#view(record);
      const written = await stored(store.deleteExtension(number), noConflict);
      if (!written.ok) return written;
      extensions.remove(number);
      whitelist.removeOwner(number);
      live.forgetBindings(number);
      live.endCallsOf(number);
      watchers.forget(number);
      languages.remove(number);
      directory.removeConsent(number);
      site.ledger.forgetOwner({ extension: number });
      voicemail.forget(number);
      site.ownEvents.forget(number);
      live.forgetExtension(number);
      watch.forget(number);
      await releaseFromSuspensions(this.#parts, number);
      await releaseFromForwards(this.#parts, number);
      await releaseFromModerators(this.#parts, number);
      await this.#tell('extension.remove', number, {});
      return ok(before);
    });
  }

  #tell(action: string, target: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
    const { audit, actor } = this.#parts;
    return audit.append({ actor, action, target, detail });
  }

  async #update(record: ExtensionRecord): Promise<Outcome<ExtensionView>> {
    const written = await stored(this.#parts.store.updateExtension(record), noConflict);
    if (!written.ok) return written;
    this.#parts.extensions.put(record);
    return ok(this.#view(record));
  }

  #admit({ record, password }: Prepared): ExtensionWithPassword {
    this.#parts.extensions.put(record);
    return { extension: this.#view(record), password };
  }

  #workOut(rows: readonly NewExtension[], { update = false }: Pick<ImportWish, 'update'>) {
    const { extensions, conferences, site } = this.#parts;
    const { numbers } = site.settings;
    const isPasswordOf = ({ number, ha1Md5 }: ExtensionRecord, password: string) =>
      this.#secrets(number, password).ha1Md5 === ha1Md5;
    return workOutImport(rows, { extensions, conferences, numbers, update, isPasswordOf });
  }

  async #carryOut(rows: readonly DraftedRow[]): Promise<Result<ImportDone, readonly RefusedRow[]>> {
    const made = rows.filter(({ before }) => before === undefined).map(({ draft }) => this.#prepare(draft));
    const changed = rows.flatMap(({ draft, before, changes }) =>
      before === undefined || changes.length === 0 ? [] : [this.#prepareChange(draft, before, changes)],
    );
    const inserted = made.map(({ record }) => record);
    const updated = changed.map(({ record }) => record);
    const written = await stored(this.#parts.store.changeExtensions({ inserted, updated }), noConflict);
    if (!written.ok) return fail([{ row: 1, refusal: written.error }]);
    for (const { record } of [...made, ...changed]) this.#parts.extensions.put(record);
    const renewed = changed.flatMap(({ record, password }) =>
      password === undefined ? [] : [{ record, password }],
    );
    for (const { record } of renewed) await this.#forgetPassword(record.number);
    const numbersOf = (records: readonly ExtensionRecord[]) => records.map(({ number }) => number);
    const passwords = numbersOf(renewed.map(({ record }) => record));
    await this.#tell('extension.import', 'extensions', {
      numbers: numbersOf(inserted),
      ...(updated.length > 0 && { changed: numbersOf(updated) }),
      ...(passwords.length > 0 && { passwords }),
    });
    return ok({
      withPassword: [...made, ...renewed].map(({ record, password }) => ({
        extension: this.#view(record),
        password,
      })),
      changed: updated.map((record) => this.#view(record)),
      kept: rows.length - inserted.length - updated.length,
    });
  }

  #prepare({ number, callsign, name, email, password: { given, weak } }: ExtensionDraft): Prepared {
    const password = given ?? generatePassword(this.#parts.random);
    const record: ExtensionRecord = {
      number,
      callsign,
      name,
      email,
      ...this.#secrets(number, password),
      callerId: 'number-and-callsign',
      weakPassword: weak,
      createdAtMs: this.#parts.clock.wallTime(),
    };
    return { record, password };
  }

  /** With its password when it is a new one. */
  #prepareChange(
    { callsign, name, email, password: { given, weak } }: ExtensionDraft,
    before: ExtensionRecord,
    changes: DraftedRow['changes'],
  ): { readonly record: ExtensionRecord; readonly password: string | undefined } {
    const record = { ...before, callsign, name, email };
    const password = changes.some(({ field }) => field === 'password') ? given : undefined;
    if (password === undefined) return { record, password };
    return { record: { ...record, ...this.#secrets(before.number, password), weakPassword: weak }, password };
  }

  /** Of its phones and of its site: whoever had the password that is void may have logged in with it. */
  async #forgetPassword(number: string): Promise<void> {
    await removePhonePasswords(this.#parts, number);
    await this.#parts.site.accounts.sessions.end({ role: 'member', extension: number }, () => true);
  }

  #secrets(username: string, password: string): Pick<ExtensionRecord, 'ha1Md5' | 'ha1Sha256'> {
    const { realm } = this.#parts;
    return {
      ha1Md5: ha1({ username, realm, password, algorithm: 'MD5' }),
      ha1Sha256: ha1({ username, realm, password, algorithm: 'SHA-256' }),
    };
  }

  #view(record: ExtensionRecord): ExtensionView {
    const { ha1Md5: _md5, ha1Sha256: _sha256, ...visible } = record;
    const { live, suspensions } = this.#parts;
    const { number } = record;
    return {
      ...visible,
      suspended: suspensions.takenFrom(number),
      registrations: live.registrationsOf(number),
    };
  }
}
