import { ok } from '../../base/result.ts';
import { parseCallsign } from '../../policy/callsign.ts';
import type { LoginTry } from '../../policy/login-throttle.ts';
import { isCutOff } from '../../policy/session-life.ts';
import { ha1, responsesEqual } from '../../sip/digest/verify.ts';
import type { AdministratorRecord } from '../../store/records/ledger-records.ts';
import { readEmail } from '../administration/fields.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse, tooMany } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type { Outcome } from '../console/outcome.ts';
import type {
  Holder,
  LoginAttempt,
  LoginMethod,
  Opened,
  PasskeyView,
  PhoneLoginView,
  PhoneLoginWish,
  SessionConsole,
  SessionView,
  Visitor,
} from '../console/sessions.ts';
import { loginLetter } from '../mail/letters.ts';
import { put, remove } from '../tables/ledger.ts';
import { phoneLoginEnded } from './phone-logins.ts';
import { stepOfCode } from './totp.ts';

type Attempt<Method extends LoginAttempt['method']> = Extract<LoginAttempt, { method: Method }>;

const LONGEST_PASSWORD = 1024;
/** What a number that is nobody's is compared with; no password has it. */
const NO_HA1 = '0'.repeat(64);

/** Logging in by each of its ways, and one's own sessions and passkeys. */
export class SessionAdministration implements SessionConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  logIn(attempt: LoginAttempt, visitor: Visitor): Promise<Outcome<Opened>> {
    switch (attempt.method) {
      case 'password':
        return this.#byPassword(attempt, visitor);
      case 'extension':
        return this.#byExtension(attempt, visitor);
      case 'link':
        return this.#byLink(attempt, visitor);
      case 'passkey':
        return this.#byPasskey(attempt, visitor);
      case 'phone':
        return this.#byPhone(attempt, visitor);
    }
  }

  recognise(secret: string): SessionView | undefined {
    return this.#accounts.sessions.recognise(secret);
  }

  isOpen(secret: string): boolean {
    return this.#accounts.sessions.isOpen(secret);
  }

  csrfToken(secret: string): string {
    return this.#accounts.sessions.csrfToken(secret);
  }

  listSessions(holder: Holder): readonly SessionView[] {
    return this.#accounts.sessions.list(holder);
  }

  async endSession(holder: Holder, id: string): Promise<Outcome<SessionView>> {
    const ended = await this.#accounts.sessions.end(holder, (one) => one === id);
    if (!ended.ok) return ended;
    const [session] = ended.value;
    return session === undefined ? notFound('session', id) : ok(session);
  }

  async endOtherSessions(holder: Holder, keptId: string): Promise<Outcome<number>> {
    const ended = await this.#accounts.sessions.end(holder, (one) => one !== keptId);
    return ended.ok ? ok(ended.value.length) : ended;
  }

  sendLinks({
    email,
    language,
    visitor,
  }: {
    readonly email: string;
    readonly language: 'nl' | 'en';
    readonly visitor: Visitor;
  }): Outcome<undefined> {
    const address = readEmail(email);
    if (!address.ok) return address;
    const { linksAsked } = this.#accounts;
    const wanted = (address.value ?? '').toLowerCase();
    const waitS = linksAsked.secondsLeft(`from ${visitor.source}`);
    if (waitS > 0) return tooMany(waitS);
    linksAsked.record(`from ${visitor.source}`);
    // Somebody's mailbox is not to be filled by strangers, and they are not told that it stands full.
    if (linksAsked.mayTry(`to ${wanted}`)) {
      linksAsked.record(`to ${wanted}`);
      void this.#turnstile.pass(() => this.#mailLinks(wanted, language));
    }
    return ok(undefined);
  }

  askPhoneLogin({
    number,
    before,
    visitor,
  }: PhoneLoginWish): Outcome<{ readonly browser: string; readonly view: PhoneLoginView }> {
    const { site } = this.#parts;
    if (!site.settings.phoneLogin) return refuse('phone-login-off', 'Logging in by phone is switched off');
    const name = number.trim();
    const numbers = this.#extensionsNamed(name);
    return site.accounts.phoneLogins.ask({ name, numbers, source: visitor.source, before });
  }

  showPhoneLogin(browser: string): PhoneLoginView | undefined {
    return this.#accounts.phoneLogins.show(browser);
  }

  passkeyChallenge(visitor: Visitor): Promise<Outcome<object>> {
    return this.#accounts.passkeys.challenge(visitor);
  }

  listPasskeys(holder: Holder): readonly PasskeyView[] {
    return this.#accounts.passkeys.list(holder);
  }

  passkeyOptions(holder: Holder, visitor: Visitor): Promise<Outcome<object>> {
    return this.#accounts.passkeys.options(holder, visitor);
  }

  addPasskey(
    holder: Holder,
    given: { readonly name: string; readonly response: unknown },
    visitor: Visitor,
  ): Promise<Outcome<PasskeyView>> {
    return this.#turnstile.pass(async () => {
      const added = await this.#accounts.passkeys.add(holder, given, visitor);
      if (added.ok) await this.#tell(holder, 'passkey.add', { passkey: added.value.name });
      return added;
    });
  }

  removePasskey(holder: Holder, id: string): Promise<Outcome<PasskeyView>> {
    return this.#turnstile.pass(async () => {
      const removed = await this.#accounts.passkeys.remove(holder, id);
      if (removed.ok) await this.#tell(holder, 'passkey.remove', { passkey: removed.value.name });
      return removed;
    });
  }

  get #accounts() {
    return this.#parts.site.accounts;
  }

  async #byPassword(
    { name, password, code }: Attempt<'password'>,
    visitor: Visitor,
  ): Promise<Outcome<Opened>> {
    const { passwords, throttle } = this.#accounts;
    const attempt = { account: `administrator ${name.toLowerCase()}`, source: visitor.source };
    const waitS = throttle.begin(attempt);
    if (waitS > 0) return tooMany(waitS);
    const named = this.#administratorNamed(name);
    const isRight = await passwords.verify(password.slice(0, LONGEST_PASSWORD), named?.passwordHash ?? null);
    if (isRight === 'busy') return tooMany(1);
    // He may have been removed, or have changed his password, while it was compared.
    const now = named && this.#parts.site.ledger.get('administrators', named.id);
    if (!isRight || now === undefined || now.passwordHash !== named?.passwordHash) return failed();
    if (now.totpSecret === null) return this.#admit(now.id, { method: 'password', visitor, attempt });
    if (code === undefined) {
      throttle.undecided(attempt);
      return refuse('second-factor-needed', 'The code of the authenticator app is needed, too');
    }
    const { totpSecret, totpStep: lastStep } = now;
    const totpStep = stepOfCode(totpSecret, code, { nowMs: this.#parts.clock.wallTime(), lastStep });
    if (totpStep === undefined) return refuse('code-wrong', 'The code is wrong, or was used already');
    return this.#admit(now.id, { method: 'password', visitor, attempt, totpStep });
  }

  async #byExtension({ number, password }: Attempt<'extension'>, visitor: Visitor): Promise<Outcome<Opened>> {
    const { throttle, sessions } = this.#accounts;
    const name = number.trim();
    const attempt = { account: `extension ${name.toLowerCase()}`, source: visitor.source };
    const waitS = throttle.begin(attempt);
    if (waitS > 0) return tooMany(waitS);
    const extension = this.#extensionsNamed(name).find((one) => this.#isPasswordOf(one, password));
    if (extension === undefined) return failed();
    throttle.succeeded(attempt);
    return sessions.open({ role: 'member', extension }, { method: 'extension', agent: visitor.agent });
  }

  /** By its number, or by the call sign of its holder, who may have several. */
  #extensionsNamed(name: string): readonly string[] {
    const { extensions } = this.#parts;
    const callsign = parseCallsign(name);
    if (!callsign.ok) return [name];
    const numbers = extensions.list().filter((one) => one.callsign === callsign.value);
    return numbers.length === 0 ? [name] : numbers.map(({ number }) => number);
  }

  /** The same work for a number that is nobody's. */
  #isPasswordOf(username: string, password: string): boolean {
    const { extensions, realm } = this.#parts;
    const computed = ha1({
      username,
      realm,
      password: password.slice(0, LONGEST_PASSWORD),
      algorithm: 'SHA-256',
    });
    const known = extensions.secretOf(username);
    const secrets = [known?.sha256 ?? NO_HA1, ...(known?.others ?? []).map(({ sha256 }) => sha256)];
    return secrets.some((secret) => responsesEqual(secret, computed));
  }

  #byLink({ secret }: Attempt<'link'>, { agent, source }: Visitor): Promise<Outcome<Opened>> {
    return this.#turnstile.pass(async () => {
      const { links, sessions, throttle } = this.#accounts;
      const attempt = { account: 'link', source, isAnonymous: true };
      const waitS = throttle.begin(attempt);
      if (waitS > 0) return tooMany(waitS);
      const link = links.find(secret, 'login');
      if (link === undefined || link.extension === null) return linkSpent();
      throttle.succeeded(attempt);
      const holder: Holder = { role: 'member', extension: link.extension };
      return sessions.open(holder, { method: 'link', agent }, remove('links', link.id));
    });
  }

  async #byPhone({ browser }: Attempt<'phone'>, { agent, source }: Visitor): Promise<Outcome<Opened>> {
    const { phoneLogins, sessions } = this.#accounts;
    const { extensions, suspensions, clock, journal } = this.#parts;
    const redeemed = phoneLogins.redeem(browser, source);
    if (!redeemed.ok) return redeemed;
    const { extension, atMs } = redeemed.value;
    // Between the call and now the extension may have been removed, or its phones been taken away.
    const isOver = isCutOff(extension, atMs, suspensions.list(), clock.wallTime());
    if (isOver || !extensions.has(extension)) return phoneLoginEnded();
    const opened = await sessions.open({ role: 'member', extension }, { method: 'phone', agent });
    if (opened.ok) journal.record({ kind: 'logged-in-by-phone', extension, browser: agent });
    return opened;
  }

  async #byPasskey({ response }: Attempt<'passkey'>, visitor: Visitor): Promise<Outcome<Opened>> {
    const { passkeys, sessions, throttle } = this.#accounts;
    const attempt = { account: 'passkey', source: visitor.source, isAnonymous: true };
    const waitS = throttle.begin(attempt);
    if (waitS > 0) return tooMany(waitS);
    const verified = await passkeys.verify(response, visitor);
    if (!verified.ok) return verified;
    throttle.succeeded(attempt);
    const { record } = verified.value;
    this.#parts.site.ledger.note('passkeys', record);
    if (record.administrator !== null) {
      return this.#admit(record.administrator, { method: 'passkey', visitor });
    }
    const holder: Holder = { role: 'member', extension: record.extension ?? '' };
    return sessions.open(holder, { method: 'passkey', agent: visitor.agent });
  }

  /** Of two log-ins with one code the second finds that it was used: the step is stored with the session. */
  #admit(
    id: string,
    {
      method,
      visitor,
      attempt,
      totpStep,
    }: {
      readonly method: LoginMethod;
      readonly visitor: Visitor;
      readonly attempt?: LoginTry;
      readonly totpStep?: number;
    },
  ): Promise<Outcome<Opened>> {
    return this.#turnstile.pass(async () => {
      const { site, clock } = this.#parts;
      const now = site.ledger.get('administrators', id);
      if (now === undefined || (totpStep !== undefined && totpStep <= now.totpStep)) return failed();
      if (attempt !== undefined) this.#accounts.throttle.succeeded(attempt);
      const holder: Holder = { role: 'administrator', id, name: now.name };
      const lastLoginAtMs = Math.round(clock.wallTime());
      const seen = put('administrators', { ...now, totpStep: totpStep ?? now.totpStep, lastLoginAtMs });
      const opened = await this.#accounts.sessions.open(holder, { method, agent: visitor.agent }, seen);
      if (opened.ok) await this.#tell(holder, 'session.open', { method });
      return opened;
    });
  }

  /** One mail for all extensions of an address. */
  async #mailLinks(email: string, language: 'nl' | 'en'): Promise<void> {
    const { site, extensions } = this.#parts;
    const mine = extensions.list().filter((one) => one.email?.toLowerCase() === email);
    const [first] = mine;
    if (first?.email == null || site.outbox.isFull) return;
    const made = mine.map(({ number }) => ({
      extension: number,
      ...this.#accounts.links.make('login', { extension: number }),
    }));
    const path = language === 'nl' ? 'inloggen' : 'en/inloggen';
    const links = made.map(({ extension, secret }) => ({
      extension,
      url: `${site.settings.url}${path}/${secret}`,
    }));
    const letter = site.outbox.post({
      recipient: first.email,
      ...loginLetter(language, site.settings.url, links),
      topic: 'login',
      extension: first.number,
      usefulMs: 15 * 60_000,
    });
    await site.ledger.commit(...made.flatMap(({ changes }) => changes), letter);
    site.outbox.kick();
  }

  #administratorNamed(name: string): AdministratorRecord | undefined {
    const wanted = name.trim().toLowerCase();
    return this.#parts.site.ledger.list('administrators').find((one) => one.name.toLowerCase() === wanted);
  }

  /** What members do with their own log-in is nobody else's business. */
  async #tell(holder: Holder, action: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
    if (holder.role !== 'administrator') return;
    await this.#parts.audit.append({ actor: `admin:${holder.name}`, action, target: holder.name, detail });
  }
}

function failed() {
  return refuse('login-failed', 'The name and the password do not belong together');
}

export function linkSpent() {
  return refuse('link-spent', 'The link was used, or its time is over');
}
