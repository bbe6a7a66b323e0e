import { ok, type Result } from '../../base/result.ts';
import { parseCallsign } from '../../policy/callsign.ts';
import { mayUseNumber, proposeNumber } from '../../policy/numbering.ts';
import { checkPassword, generatePassword } from '../../policy/password.ts';
import { ha1 } from '../../sip/digest/verify.ts';
import type { ExtensionRecord } from '../../store/records.ts';
import type {
  ExtensionConsole,
  ExtensionStanding,
  ExtensionView,
  ExtensionWithPassword,
  ListPart,
  NewExtension,
} from '../console/extensions.ts';
import type { Outcome, Refusal } from '../console/outcome.ts';
import { byNumber } from '../directory-tables.ts';
import { removePhonePasswords } from '../members/phone-passwords.ts';
import { releaseFromForwards } from './call-feature-administration.ts';
import { releaseFromModerators } from './conference-administration.ts';
import { readEmail, readName } from './fields.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, numberTaken, refuse, stored } from './refusal.ts';
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
      const prepared = this.#prepare(wanted, new Set());
      if (!prepared.ok) return prepared;
      const { record } = prepared.value;
      const written = await stored(this.#parts.store.insertExtensions([record]), () =>
        numberTaken(record.number),
      );
      if (!written.ok) return written;
      const admitted = this.#admit(prepared.value);
      await this.#tell('extension.create', record.number, { weakPassword: record.weakPassword });
      return ok(admitted);
    });
  }

  import(
    rows: readonly NewExtension[],
  ): Promise<
    Result<readonly ExtensionWithPassword[], readonly { readonly row: number; readonly refusal: Refusal }[]>
  > {
    return this.#turnstile.pass(async () => {
      // Numbers that rows ask for are not proposed to rows that ask for none, wherever they stand.
      const asked = new Set(rows.flatMap(({ number }) => (number === undefined ? [] : [number])));
      const given = new Set<string>();
      const prepared: Prepared[] = [];
      const refusals: { row: number; refusal: Refusal }[] = [];
      rows.forEach((wanted, index) => {
        const one = this.#prepare(
          wanted,
          wanted.number === undefined ? new Set([...asked, ...given]) : given,
        );
        if (one.ok) {
          given.add(one.value.record.number);
          prepared.push(one.value);
        } else refusals.push({ row: index + 1, refusal: one.error });
      });
      if (refusals.length > 0) return { ok: false, error: refusals };
      const records = prepared.map(({ record }) => record);
      const written = await stored(this.#parts.store.insertExtensions(records), noConflict);
      if (!written.ok) return { ok: false, error: [{ row: 1, refusal: written.error }] };
      const admitted = prepared.map((one) => this.#admit(one));
      const numbers = records.map(({ number }) => number);
      await this.#tell('extension.import', 'extensions', { numbers });
      return ok(admitted);
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

  resetPassword(number: string, wanted?: string, allowWeak = false): Promise<Outcome<ExtensionWithPassword>> {
    return this.#turnstile.pass(async () => {
      const record = this.#parts.extensions.get(number);
      if (!record) return notFound('extension', number);
      const chosen = this.#choosePassword(wanted, allowWeak);
      if (!chosen.ok) return chosen;
      const { password, weak } = chosen.value;
      const changed = { ...record, ...this.#secrets(number, password), weakPassword: weak };
      const written = await this.#update(changed);
      if (!written.ok) return written;
      await removePhonePasswords(this.#parts, number);
      // Whoever had the password that is void may have logged in with it.
      await this.#parts.site.accounts.sessions.end({ role: 'member', extension: number }, () => true);
      await this.#tell('extension.password', number, { weakPassword: weak });
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

  /** Everything but the writing. `reserved` are numbers given out in the same import. */
  #prepare(wanted: NewExtension, reserved: ReadonlySet<string>): Outcome<Prepared> {
    const number = this.#chooseNumber(wanted.number, reserved);
    if (!number.ok) return number;
    const callsign = parseCallsign(wanted.callsign);
    if (!callsign.ok) {
      return refuse('callsign-invalid', 'A call sign has letters and digits, such as PA3XYZ', {
        callsign: wanted.callsign,
      });
    }
    const name = readName(wanted.name);
    if (!name.ok) return name;
    const email = readEmail(wanted.email);
    if (!email.ok) return email;
    const chosen = this.#choosePassword(wanted.password, wanted.allowWeakPassword ?? false);
    if (!chosen.ok) return chosen;
    const { password, weak } = chosen.value;
    const record: ExtensionRecord = {
      number: number.value,
      callsign: callsign.value,
      name: name.value,
      email: email.value,
      ...this.#secrets(number.value, password),
      callerId: 'number-and-callsign',
      weakPassword: weak,
      createdAtMs: this.#parts.clock.wallTime(),
    };
    return ok({ record, password });
  }

  #chooseNumber(wanted: string | undefined, reserved: ReadonlySet<string>): Outcome<string> {
    const { extensions, conferences } = this.#parts;
    const isTaken = (number: string) =>
      extensions.has(number) || conferences.has(number) || reserved.has(number);
    if (wanted === undefined) {
      const proposed = proposeNumber('extension', isTaken, this.#parts.site.settings.numbers);
      return proposed === undefined
        ? refuse('number-taken', 'All numbers for extensions are in use')
        : ok(proposed);
    }
    const may = mayUseNumber(wanted);
    if (!may.ok && may.error === 'number-invalid') {
      return refuse('number-invalid', 'A number has 2 to 8 digits', { number: wanted });
    }
    return !may.ok || isTaken(wanted) ? numberTaken(wanted) : ok(wanted);
  }

  #choosePassword(
    wanted: string | undefined,
    allowWeak: boolean,
  ): Outcome<{ password: string; weak: boolean }> {
    if (wanted === undefined) return ok({ password: generatePassword(this.#parts.random), weak: false });
    const judged = checkPassword(wanted);
    if (judged === 'invalid') {
      return refuse('password-invalid', 'A password has 8 to 64 letters, digits and signs of the ASCII set');
    }
    const weak = judged === 'weak';
    if (weak && !allowWeak)
      return refuse('password-weak', 'A password given by hand has at least 8 characters');
    return ok({ password: wanted, weak });
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
