import { ok } from '../../base/result.ts';
import { ha1, responsesEqual } from '../../sip/digest/verify.ts';
import type { HandoverRecord, LedgerChange } from '../../store/records/ledger-records.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type { ExtensionAdministration } from '../administration/extension-administration.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type {
  HandoverConsole,
  HandoverMade,
  HandoverPurpose,
  HandoverView,
  LetterOpened,
  PrintedLetter,
  SettingsFetched,
} from '../console/handovers.ts';
import type { Outcome } from '../console/outcome.ts';
import { welcomeMail } from '../mail/letters.ts';
import { put, remove } from '../tables/ledger.ts';

type Wish = Parameters<HandoverConsole['create']>[1];

export class HandoverAdministration implements HandoverConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;
  readonly #extensions: Pick<ExtensionAdministration, 'resetPassword'>;

  constructor(
    parts: ActorParts,
    turnstile: Turnstile,
    extensions: Pick<ExtensionAdministration, 'resetPassword'>,
  ) {
    this.#parts = parts;
    this.#turnstile = turnstile;
    this.#extensions = extensions;
  }

  async create(number: string, wish: Wish): Promise<Outcome<HandoverMade>> {
    const { extensions, site, audit, actor } = this.#parts;
    const extension = extensions.get(number);
    if (extension === undefined) return notFound('extension', number);
    if (wish.password !== undefined && !this.#isPasswordOf(extension, wish.password))
      return refuse('password-invalid', 'This is not the password of the extension', { number });
    const mailed = wish.purpose === 'letter' && wish.mail === true;
    if (mailed && extension.email === null)
      return refuse('email-invalid', 'The extension has no mail address', { number });
    const needsPassword = wish.purpose !== 'linphone' && wish.password === undefined;
    const reset = needsPassword ? await this.#extensions.resetPassword(number, undefined, false) : undefined;
    if (reset?.ok === false) return reset;
    const newPassword = reset?.value.password ?? null;
    const password = wish.purpose === 'linphone' ? undefined : (wish.password ?? newPassword ?? undefined);
    return this.#turnstile.pass(async () => {
      const { purpose, language } = wish;
      const made = site.handovers.make({ extension: number, purpose, password, language, createdBy: actor });
      const mail = mailed ? this.#mailOf(extension, language, made.secret) : [];
      const written = await site.ledger.commit(...made.changes, ...mail);
      if (!written.ok) return written;
      if (mailed) site.outbox.kick();
      const detail = { purpose, ...(mailed && { mailed }) };
      await audit.append({ actor, action: 'handover.create', target: number, detail });
      return ok({ handover: view(made.record), secret: made.secret, newPassword });
    });
  }

  async print(number: string): Promise<Outcome<PrintedLetter>> {
    const reset = await this.#extensions.resetPassword(number, undefined, false, { printed: true });
    return reset.ok ? ok(this.#letter(reset.value.extension, reset.value.password)) : reset;
  }

  list(extension: string): Outcome<readonly HandoverView[]> {
    const { extensions, site } = this.#parts;
    if (!extensions.has(extension)) return notFound('extension', extension);
    return ok(site.handovers.of(extension).map(view));
  }

  revoke(extension: string, id: string): Promise<Outcome<HandoverView>> {
    return this.#turnstile.pass(async () => {
      const { site, audit, actor } = this.#parts;
      const found = site.handovers.of(extension).find((one) => one.id === id);
      if (found === undefined) return notFound('handover', id);
      const written = await site.ledger.commit(remove('handovers', id));
      if (!written.ok) return written;
      const detail = { purpose: found.purpose };
      await audit.append({ actor, action: 'handover.revoke', target: extension, detail });
      return ok(view(found));
    });
  }

  purposeOf(secret: string): ReturnType<HandoverConsole['purposeOf']> {
    const found = this.#find(secret);
    if (!found.ok) return found;
    return ok({
      purpose: found.value.record.purpose as HandoverPurpose,
      language: found.value.record.language,
    });
  }

  openLetter(secret: string): Promise<Outcome<LetterOpened>> {
    return this.#turnstile.pass(async () => {
      const { site, audit } = this.#parts;
      const found = this.#find(secret);
      if (!found.ok) return found;
      const { record, extension, password } = found.value;
      if (record.purpose !== 'letter' || password === undefined) return gone();
      const written = await site.ledger.commit(remove('handovers', record.id));
      if (!written.ok) return written;
      await audit.append({ actor: 'holder', action: 'handover.open', target: extension.number });
      return ok({ ...this.#letter(extension, password), language: record.language });
    });
  }

  fetchSettings(secret: string, device: string | null): Promise<Outcome<SettingsFetched>> {
    return this.#turnstile.pass(async () => {
      const { site, audit, clock, journal, realm } = this.#parts;
      const found = this.#find(secret);
      if (!found.ok) return found;
      const { record, extension, password } = found.value;
      if (record.purpose === 'letter') return gone();
      if (record.purpose !== 'linphone' && password === undefined) return gone();
      if (record.openedAtMs !== null && record.device !== device) return gone();
      const { number, callsign, ha1Md5 } = extension;
      if (record.openedAtMs === null) {
        const openedAtMs = Math.round(clock.wallTime());
        const written = await site.ledger.commit(put('handovers', { ...record, device, openedAtMs }));
        if (!written.ok) return written;
        const detail = { purpose: record.purpose };
        await audit.append({ actor: 'phone', action: 'handover.open', target: number, detail });
      }
      journal.record({ kind: 'settings-fetched', extension: number });
      const digest =
        password === undefined ? ha1Md5 : ha1({ username: number, realm, password, algorithm: 'MD5' });
      return ok({ extension: number, callsign, password, ha1: digest, realm });
    });
  }

  #letter(
    { number, callsign, name }: Pick<ExtensionRecord, 'number' | 'callsign' | 'name'>,
    password: string,
  ): PrintedLetter {
    const { directory } = this.#parts;
    const [current] = directory.issues;
    const opens = current === undefined ? undefined : directory.passwordOf(current);
    return {
      extension: number,
      callsign,
      name,
      password,
      directory:
        current === undefined || opens === undefined ? null : { issue: current.number, password: opens },
    };
  }

  #mailOf(
    { number, email }: ExtensionRecord,
    language: 'nl' | 'en',
    secret: string,
  ): readonly LedgerChange[] {
    const { site } = this.#parts;
    if (email === null) return [];
    const { url } = site.settings;
    const text = welcomeMail(language, url, { extension: number, url: `${url}welkom/${secret}` });
    return [site.outbox.post({ recipient: email, ...text, topic: 'welcome', extension: number })];
  }

  /** A password that was changed since is of no use to anybody, and neither is its handover. */
  #find(secret: string): Outcome<{
    readonly record: HandoverRecord;
    readonly extension: ExtensionRecord;
    readonly password: string | undefined;
  }> {
    const { site, extensions } = this.#parts;
    const record = site.handovers.find(secret);
    const extension = record === undefined ? undefined : extensions.get(record.extension);
    if (record === undefined || extension === undefined) return gone();
    const password = site.handovers.passwordOf(record);
    if (password !== undefined && !this.#isPasswordOf(extension, password)) return gone();
    return ok({ record, extension, password });
  }

  /** Of all its phones, or of one. */
  #isPasswordOf({ number: username, ha1Md5 }: ExtensionRecord, password: string): boolean {
    const { realm, extensions } = this.#parts;
    const digest = ha1({ username, realm, password, algorithm: 'MD5' });
    const ofPhones = extensions.secretOf(username)?.others ?? [];
    return [ha1Md5, ...ofPhones.map(({ md5 }) => md5)].some((known) => responsesEqual(digest, known));
  }
}

/** The same for what never was, is over and is another's. */
function gone() {
  return refuse('handover-gone', 'This address does not work, or no longer');
}

function view(record: HandoverRecord): HandoverView {
  const { id, extension, createdAtMs, createdBy, endsAtMs, openedAtMs } = record;
  const purpose = record.purpose as HandoverPurpose;
  return { id, extension, purpose, createdAtMs, createdBy, endsAtMs, openedAtMs };
}
