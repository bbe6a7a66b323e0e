import { createHash, timingSafeEqual } from 'node:crypto';
import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import type { AdministratorRecord, LinkRecord } from '../../store/records/ledger-records.ts';
import { readEmail } from '../administration/fields.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse, tooMany } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type {
  AdministratorConsole,
  AdministratorView,
  NewAdministrator,
  OneTimeLink,
  SetupView,
} from '../console/administrators.ts';
import type { Outcome } from '../console/outcome.ts';
import type { Opened, Visitor } from '../console/sessions.ts';
import { put, remove } from '../tables/ledger.ts';
import { hashOfSecret } from '../tables/token-table.ts';
import { linkSpent } from './session-administration.ts';
import { makeTotpSecret, stepOfCode, totpAddress } from './totp.ts';

/** It stands in the audit log and is typed. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/;
const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 256;
const ID_LENGTH = 8;
const BROWSER_LENGTH = 32;
const MOST_ADMINISTRATORS = 50;

/** Who may use the console, and by what means. */
export class AdministratorAdministration implements AdministratorConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  listAdministrators(): readonly AdministratorView[] {
    return this.#list()
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((record) => this.#view(record));
  }

  addAdministrator(
    wanted: NewAdministrator,
  ): Promise<Outcome<{ administrator: AdministratorView; link: OneTimeLink | null }>> {
    return this.#turnstile.pass(async () => {
      const { site, audit, actor } = this.#parts;
      const made = await this.#make(wanted.name, wanted.email, wanted.password);
      if (!made.ok) return made;
      const record = made.value;
      const link =
        wanted.password === undefined
          ? site.accounts.links.make('invitation', { administrator: record.id })
          : undefined;
      const written = await site.ledger.commit(put('administrators', record), ...(link?.changes ?? []));
      if (!written.ok) return written;
      await audit.append({ actor, action: 'administrator.create', target: record.name });
      return ok({ administrator: this.#view(record), link: link === undefined ? null : oneTime(link) });
    });
  }

  removeAdministrator(name: string): Promise<Outcome<AdministratorView>> {
    return this.#turnstile.pass(async () => {
      const { site, audit, actor } = this.#parts;
      const record = this.#named(name);
      if (record === undefined) return notFound('administrator', name);
      const others = this.#list().filter((one) => one.id !== record.id && this.#canLogIn(one));
      if (others.length === 0 && this.#canLogIn(record)) {
        return refuse('last-administrator', `${record.name} is the last one who can log in`, {
          name: record.name,
        });
      }
      const view = this.#view(record);
      const written = await site.ledger.commit(remove('administrators', record.id));
      if (!written.ok) return written;
      await audit.append({ actor, action: 'administrator.remove', target: record.name });
      return ok(view);
    });
  }

  inviteAdministrator(
    name: string,
  ): Promise<Outcome<{ administrator: AdministratorView; link: OneTimeLink }>> {
    return this.#turnstile.pass(async () => {
      const { site, audit, actor } = this.#parts;
      const record = this.#named(name);
      if (record === undefined) return notFound('administrator', name);
      const link = site.accounts.links.make('invitation', { administrator: record.id });
      const written = await site.ledger.commit(...link.changes);
      if (!written.ok) return written;
      await audit.append({ actor, action: 'administrator.invite', target: record.name });
      return ok({ administrator: this.#view(record), link: oneTime(link) });
    });
  }

  get needsSetup(): boolean {
    return this.#list().length === 0;
  }

  createSetupLink(): Promise<Outcome<OneTimeLink>> {
    return this.#turnstile.pass(async () => {
      const { site, audit, actor } = this.#parts;
      if (!this.needsSetup) return setupDone();
      const link = site.accounts.links.make('setup', {});
      const written = await site.ledger.commit(...link.changes);
      if (!written.ok) return written;
      await audit.append({ actor, action: 'setup.link', target: 'setup' });
      return ok(oneTime(link));
    });
  }

  openSetup(
    secret: string,
    browser: string | undefined,
    { source }: Visitor,
  ): Promise<Outcome<SetupView & { browser: string }>> {
    return this.#turnstile.pass(async () => {
      const attempt = { account: 'set-up link', source, isAnonymous: true };
      const { throttle } = this.#parts.site.accounts;
      const waitS = throttle.begin(attempt);
      if (waitS > 0) return tooMany(waitS);
      const link = this.#setupLink(secret);
      if (!link.ok) return link;
      throttle.succeeded(attempt);
      const record = link.value;
      if (record.browserHash !== null) {
        if (browser === undefined || !isHashOf(record.browserHash, browser)) return linkSpent();
        return ok({ ...this.#setupView(record), browser });
      }
      const fresh = randomToken(this.#parts.random, BROWSER_LENGTH);
      const bound = put('links', { ...record, browserHash: hashOfSecret(fresh) });
      const written = await this.#parts.site.ledger.commit(bound);
      return written.ok ? ok({ ...this.#setupView(record), browser: fresh }) : written;
    });
  }

  completeSetup(
    given: Parameters<AdministratorConsole['completeSetup']>[0],
    { agent }: Visitor,
  ): Promise<Outcome<Opened>> {
    return this.#turnstile.pass(async () => {
      const { site, audit } = this.#parts;
      const found = this.#setupLink(given.secret);
      if (!found.ok) return found;
      const link = found.value;
      if (link.browserHash === null || !isHashOf(link.browserHash, given.browser)) return linkSpent();
      const record = await this.#recordFor(link, given);
      if (!record.ok) return record;
      const { id, name } = record.value;
      // Whoever lost his means to log in may have lost them to somebody.
      const before = [...site.ledger.list('sessions'), ...site.ledger.list('passkeys')];
      const old = before.filter(({ administrator }) => administrator === id);
      const passkeys = site.ledger.list('passkeys').filter(({ administrator }) => administrator === id);
      const opened = await site.accounts.sessions.open(
        { role: 'administrator', id, name },
        { method: 'setup', agent },
        remove('links', link.id),
        put('administrators', record.value),
        ...passkeys.map((key) => remove('passkeys', key.id)),
        ...old
          .filter((row) => !passkeys.some(({ id }) => id === row.id))
          .map((row) => remove('sessions', row.id)),
      );
      if (opened.ok)
        await audit.append({ actor: `admin:${name}`, action: `administrator.${link.purpose}`, target: name });
      return opened;
    });
  }

  async changePassword(
    id: string,
    given: { readonly current: string; readonly wanted: string; readonly keptSession: string },
    visitor: Visitor,
  ): Promise<Outcome<AdministratorView>> {
    const proven = await this.#prove(id, given.current, visitor);
    if (!proven.ok) return proven;
    const hash = await this.#hash(given.wanted);
    if (!hash.ok) return hash;
    const changed = await this.#change(proven.value, { passwordHash: hash.value }, 'administrator.password');
    if (!changed.ok) return changed;
    const { name } = changed.value;
    await this.#parts.site.accounts.sessions.end(
      { role: 'administrator', id, name },
      (session) => session !== given.keptSession,
    );
    return changed;
  }

  proposeTotp(id: string): Outcome<{ secret: string; address: string }> {
    const { site, random, realm } = this.#parts;
    const record = site.ledger.get('administrators', id);
    if (record === undefined) return notFound('administrator', id);
    const secret = makeTotpSecret(random);
    return ok({ secret, address: totpAddress(secret, record.name, realm) });
  }

  confirmTotp(
    id: string,
    { secret, code }: { readonly secret: string; readonly code: string },
  ): Promise<Outcome<AdministratorView>> {
    return this.#turnstile.pass(async () => {
      const { site, clock } = this.#parts;
      const record = site.ledger.get('administrators', id);
      if (record === undefined) return notFound('administrator', id);
      const nowMs = clock.wallTime();
      const totpStep = /^[A-Z2-7]{32}$/.test(secret)
        ? stepOfCode(secret, code, { nowMs, lastStep: 0 })
        : undefined;
      if (totpStep === undefined) return refuse('code-wrong', 'The code is wrong');
      return this.#put({ ...record, totpSecret: secret, totpStep }, 'administrator.totp');
    });
  }

  async dropTotp(id: string, password: string, visitor: Visitor): Promise<Outcome<AdministratorView>> {
    const proven = await this.#prove(id, password, visitor);
    return proven.ok ? this.#change(proven.value, { totpSecret: null }, 'administrator.totp-off') : proven;
  }

  #list(): readonly AdministratorRecord[] {
    return this.#parts.site.ledger.list('administrators');
  }

  #named(name: string): AdministratorRecord | undefined {
    return this.#list().find((one) => one.name.toLowerCase() === name.toLowerCase());
  }

  async #make(
    name: string,
    email: string | undefined,
    password: string | undefined,
  ): Promise<Outcome<AdministratorRecord>> {
    const { random, clock, actor } = this.#parts;
    const chosen = name.trim();
    if (!NAME.test(chosen)) {
      return refuse('name-invalid', 'A log-in name has 2 to 32 letters, digits, dots and dashes', {
        longest: 32,
      });
    }
    if (this.#named(chosen) !== undefined) {
      return refuse('name-taken', `There is an administrator ${chosen} already`, { name: chosen });
    }
    if (this.#list().length >= MOST_ADMINISTRATORS) {
      return refuse('too-many-open', `At most ${MOST_ADMINISTRATORS} administrators`, {
        most: MOST_ADMINISTRATORS,
      });
    }
    const address = readEmail(email);
    if (!address.ok) return address;
    const hash = password === undefined ? ok(null) : await this.#hash(password);
    if (!hash.ok) return hash;
    return ok({
      id: randomToken(random, ID_LENGTH),
      name: chosen,
      email: address.value,
      passwordHash: hash.value,
      totpSecret: null,
      totpStep: 0,
      createdAtMs: Math.round(clock.wallTime()),
      createdBy: actor,
      lastLoginAtMs: null,
    });
  }

  /** Length is the only rule there is. */
  async #hash(password: string): Promise<Outcome<string>> {
    const length = [...password].length;
    if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
      return refuse(
        'password-short',
        `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
        {
          shortest: SHORTEST_PASSWORD,
          longest: LONGEST_PASSWORD,
        },
      );
    }
    return ok(await this.#parts.site.accounts.passwords.hash(password));
  }

  #setupLink(secret: string): Outcome<LinkRecord> {
    const { links } = this.#parts.site.accounts;
    const link = links.find(secret, 'setup', 'invitation');
    if (link?.purpose === 'setup' && !this.needsSetup) return setupDone();
    if (link === undefined) return this.needsSetup ? linkSpent() : setupDone();
    return ok(link);
  }

  #setupView({ purpose, administrator, endsAtMs }: LinkRecord): SetupView {
    const record =
      administrator === null ? undefined : this.#parts.site.ledger.get('administrators', administrator);
    return { purpose: purpose === 'setup' ? 'setup' : 'invitation', name: record?.name ?? null, endsAtMs };
  }

  async #recordFor(
    link: LinkRecord,
    given: {
      readonly name?: string | undefined;
      readonly email?: string | undefined;
      readonly password: string;
    },
  ): Promise<Outcome<AdministratorRecord>> {
    if (link.administrator === null) return this.#make(given.name ?? '', given.email, given.password);
    const record = this.#parts.site.ledger.get('administrators', link.administrator);
    if (record === undefined) return linkSpent();
    const passwordHash = await this.#hash(given.password);
    if (!passwordHash.ok) return passwordHash;
    return ok({ ...record, passwordHash: passwordHash.value, totpSecret: null });
  }

  /** Behind the throttle of log-ins: a session that was left open is not to be enough. */
  async #prove(id: string, password: string, { source }: Visitor): Promise<Outcome<AdministratorRecord>> {
    const { site } = this.#parts;
    const { throttle, passwords } = site.accounts;
    const record = site.ledger.get('administrators', id);
    if (record === undefined) return notFound('administrator', id);
    const attempt = { account: `administrator ${record.name.toLowerCase()}`, source };
    const waitS = throttle.begin(attempt);
    if (waitS > 0) return tooMany(waitS);
    const isRight = await passwords.verify(password.slice(0, LONGEST_PASSWORD), record.passwordHash);
    if (isRight === 'busy') return tooMany(1);
    if (!isRight) return refuse('login-failed', 'The password is wrong');
    throttle.succeeded(attempt);
    return ok(record);
  }

  #change(
    { id }: AdministratorRecord,
    change: Partial<AdministratorRecord>,
    action: string,
  ): Promise<Outcome<AdministratorView>> {
    return this.#turnstile.pass(async () => {
      const record = this.#parts.site.ledger.get('administrators', id);
      return record === undefined
        ? notFound('administrator', id)
        : this.#put({ ...record, ...change }, action);
    });
  }

  async #put(record: AdministratorRecord, action: string): Promise<Outcome<AdministratorView>> {
    const { site, audit, actor } = this.#parts;
    const written = await site.ledger.commit(put('administrators', record));
    if (!written.ok) return written;
    await audit.append({ actor, action, target: record.name });
    return ok(this.#view(record));
  }

  #canLogIn({ id, passwordHash }: AdministratorRecord): boolean {
    return passwordHash !== null || this.#passkeysOf(id) > 0;
  }

  #passkeysOf(id: string): number {
    return this.#parts.site.ledger.list('passkeys').filter(({ administrator }) => administrator === id)
      .length;
  }

  #view(record: AdministratorRecord): AdministratorView {
    const { id, name, email, passwordHash, totpSecret, createdAtMs, createdBy, lastLoginAtMs } = record;
    return {
      id,
      name,
      email,
      hasPassword: passwordHash !== null,
      totp: totpSecret !== null,
      passkeys: this.#passkeysOf(id),
      createdAtMs,
      createdBy,
      lastLoginAtMs,
    };
  }
}

function oneTime({ secret, endsAtMs }: OneTimeLink): OneTimeLink {
  return { secret, endsAtMs };
}

function isHashOf(hash: string, secret: string): boolean {
  const computed = createHash('sha256').update(secret).digest();
  return timingSafeEqual(Buffer.from(hash, 'hex'), computed);
}

function setupDone() {
  return refuse('setup-done', 'There is an administrator already');
}
