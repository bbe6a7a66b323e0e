import type { AddressKey } from '../../base/address-key.ts';
import { addressKey } from '../../base/address-key.ts';
import { latin1ToText } from '../../base/bytes.ts';
import type { AuthenticationFailure, Journal } from '../../base/journal.ts';
import type { Log } from '../../base/log.ts';
import type { Ban, BanBook } from '../../policy/ban-book.ts';
import type { GuessThrottle } from '../../policy/guess-throttle.ts';
import type { Rate, RateLimit } from '../../policy/rate-limit.ts';
import type { Whitelist, WhitelistEntry } from '../../policy/whitelist.ts';
import type { DigestAuthenticator, Examination } from '../../sip/digest/authenticator.ts';
import { parseCredentials } from '../../sip/digest/credentials.ts';
import type { DigestSecret } from '../../sip/digest/digest-algorithm.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { type Store, StoreError } from '../../store/store.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';
import type { EvaluationQueue } from './evaluation-queue.ts';

type Failure = Exclude<Examination, { kind: 'authentic' }>;

/** What a request from outside a dialog gets before anything is remembered of it. */
export type Admission =
  | { readonly kind: 'admitted'; readonly extension: string }
  /** `failed`: an attempt in the sense of security 1.2. */
  | { readonly kind: 'answer'; readonly response: SipResponse; readonly failed?: boolean }
  | { readonly kind: 'drop' };

const DROP: Admission = { kind: 'drop' };

/**
 * Who is asking, and may he go on asking: digest (RFC 3261 §22, RFC 7616), the ban of house rule H9 and the rate of
 * unauthenticated requests. Every stranger gets the same 401, whatever he asks and whether or not a user exists.
 */
export class Authentication {
  readonly #digest: DigestAuthenticator;
  readonly #extensions: Extensions;
  readonly #limits: ExtensionLimitTable;
  readonly #bans: BanBook;
  readonly #whitelist: Whitelist;
  readonly #trusted: Whitelist;
  readonly #rate: RateLimit | undefined;
  readonly #throttle: GuessThrottle;
  readonly #evaluations: EvaluationQueue;
  readonly #store: Pick<Store, 'putBan'>;
  readonly #journal: Journal;
  readonly #log: Log;
  readonly #pseudonymOf: (key: AddressKey) => string;

  constructor(parts: {
    digest: DigestAuthenticator;
    extensions: Extensions;
    limits: ExtensionLimitTable;
    bans: BanBook;
    whitelist: Whitelist;
    trusted: Whitelist;
    rate: RateLimit | undefined;
    throttle: GuessThrottle;
    evaluations: EvaluationQueue;
    store: Pick<Store, 'putBan'>;
    journal: Journal;
    log: Log;
    /** The name of an address in the log. */
    pseudonymOf: (key: AddressKey) => string;
  }) {
    this.#digest = parts.digest;
    this.#extensions = parts.extensions;
    this.#limits = parts.limits;
    this.#bans = parts.bans;
    this.#whitelist = parts.whitelist;
    this.#trusted = parts.trusted;
    this.#rate = parts.rate;
    this.#throttle = parts.throttle;
    this.#evaluations = parts.evaluations;
    this.#store = parts.store;
    this.#journal = parts.journal;
    this.#log = parts.log;
    this.#pseudonymOf = parts.pseudonymOf;
  }

  /** Whether nothing of an address may be read. The whitelist needs no look: an entry lifts the ban it covers. */
  isBanned(address: Flow['remote']): boolean {
    return this.#bans.isBanned(addressKey(address));
  }

  /** Other trusted networks and another rate of strangers from now on. */
  adopt(trusted: readonly WhitelistEntry[], rate: Rate | undefined): void {
    this.#trusted.replace(trusted);
    if (rate !== undefined) this.#rate?.adopt(rate);
  }

  /** Why an address is banned; undefined when it is not. */
  banCause(address: Flow['remote']): Ban['cause'] | undefined {
    return this.#bans.find(addressKey(address))?.cause;
  }

  /** Whether a stranger may have one more answer that costs him no password. */
  mayAsk(address: Flow['remote']): boolean {
    return this.#trusted.covers(address.address) || this.#rate?.take(addressKey(address)) !== false;
  }

  /**
   * Phones that are registered from this flow are not counted against the rate. The promise is there for the ban,
   * which is on disk before the 403 leaves, and for an account that is being guessed at, whose strangers wait.
   */
  admit(request: SipRequest, flow: Flow, isRegisteredFlow: boolean): Admission | Promise<Admission> {
    const key = addressKey(flow.remote);
    const turn = this.#turnOf(request, key);
    if (turn === undefined) return this.#examine(request, flow, key, isRegisteredFlow);
    if (turn === 'none') return DROP;
    return turn.then(() =>
      this.#bans.isBanned(key) ? DROP : this.#examine(request, flow, key, isRegisteredFlow),
    );
  }

  /** Nothing is looked at twice while nobody's password is being guessed. */
  #turnOf(request: SipRequest, key: AddressKey): ReturnType<EvaluationQueue['turn']> {
    if (!this.#throttle.isWatching) return undefined;
    const account = this.#digest.claimedAccount(request, key);
    return account === undefined ? undefined : this.#evaluations.turn(account, key, attemptKey(request));
  }

  #examine(
    request: SipRequest,
    flow: Flow,
    key: AddressKey,
    isRegisteredFlow: boolean,
  ): Admission | Promise<Admission> {
    const examination = this.#digest.examine(request, key, (username) => this.#secretOf(username));
    if (examination.kind === 'authentic')
      return this.#admitAuthentic(request, flow, key, examination.username);
    if (examination.kind === 'wrong-password' || examination.kind === 'unknown-user') {
      return this.#refuse(request, flow, key, examination.kind, examination.username);
    }
    this.#journal.record({ kind: 'authentication-failed', reason: failureOf(examination), counted: false });
    if (!isRegisteredFlow && !this.isTrusted(flow.remote) && this.#rate?.take(key) === false) return DROP;
    return this.#challenge(
      request,
      key,
      examination.kind === 'stale-nonce' || examination.kind === 'replayed',
    );
  }

  /** An extension may be one whose phones must not use MD5 (security SR-4). */
  #secretOf(username: string): DigestSecret | undefined {
    const secret = this.#extensions.secretOf(username);
    const md5MayBeUsed = this.#limits.effective(username).digest === undefined;
    return secret === undefined || md5MayBeUsed ? secret : { ...secret, md5: undefined };
  }

  #admitAuthentic(
    request: SipRequest,
    flow: Flow,
    key: AddressKey,
    username: string,
  ): Admission | Promise<Admission> {
    if (!isEntitled(request, username)) return this.#refuse(request, flow, key, 'not-entitled', username);
    this.#bans.recordSuccess(key, username);
    this.#throttle.recordSuccess(username, key);
    this.#journal.record({ kind: 'authenticated', method: request.method });
    return { kind: 'admitted', extension: username };
  }

  /** A failed attempt in the sense of security 1.2. */
  #refuse(
    request: SipRequest,
    flow: Flow,
    key: AddressKey,
    reason: 'wrong-password' | 'unknown-user' | 'not-entitled',
    username: string,
  ): Admission | Promise<Admission> {
    const exempt = this.isTrusted(flow.remote) || this.#whitelist.covers(flow.remote.address);
    const attempt = {
      key,
      account: username,
      username: latin1ToText(username).slice(0, 64),
      userAgent: userAgentOf(request),
      transactionKey: attemptKey(request),
    };
    const outcome = exempt ? undefined : this.#bans.recordFailure(attempt);
    if (outcome?.counted) this.#throttle.recordFailure(username, key);
    const extension = this.#extensions.get(username)?.number;
    const userAgent = extension === undefined ? undefined : userAgentOf(request);
    const counted = outcome?.counted ?? false;
    const attempts = outcome?.attempts;
    this.#journal.record({ kind: 'authentication-failed', reason, counted, attempts, extension, userAgent });
    this.#log.info('authentication failed', {
      reason,
      extension: this.#extensions.get(username)?.number,
      attempts: outcome?.attempts ?? 'not counted',
      source: this.#pseudonymOf(key),
    });
    if (outcome?.ban !== undefined) return this.#ban(request, username, outcome.ban);
    if (reason === 'not-entitled')
      return { kind: 'answer', response: createResponse(request, 403), failed: true };
    return { ...this.#challenge(request, key, false), failed: true };
  }

  /** Written before the 403 leaves (security 1.11); a store that cannot write does not save the attacker. */
  async #ban(request: SipRequest, username: string, ban: Ban): Promise<Admission> {
    try {
      await this.#store.putBan(ban);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#log.error('a ban could not be stored; it holds until the next start', { reason: error.reason });
    }
    const extension = this.#extensions.get(username)?.number;
    this.#journal.record({ kind: 'banned', extension, cause: 'failures', untilMs: ban.untilMs });
    const retryAfterS = Math.ceil((ban.untilMs - ban.sinceMs) / 1000);
    const headers = [{ name: 'retry-after', value: `${retryAfterS}` }];
    return { kind: 'answer', response: createResponse(request, 403, { headers }), failed: true };
  }

  #challenge(request: SipRequest, key: AddressKey, stale: boolean): Admission & { kind: 'answer' } {
    const algorithms = readsOneChallenge(request) ? (['MD5'] as const) : undefined;
    const headers = this.#digest.challenge(key, stale, algorithms);
    return { kind: 'answer', response: createResponse(request, 401, { headers }) };
  }

  /** Networks of the host's own, which nothing is counted against. */
  isTrusted({ address }: Flow['remote']): boolean {
    return this.#trusted.covers(address);
  }
}

/** One phone speaks for one extension: in From, and for a REGISTER in To (security SR-5). */
function isEntitled(request: SipRequest, username: string): boolean {
  if (request.from.uri.user !== username) return false;
  return request.method !== 'REGISTER' || request.to.uri.user === username;
}

/**
 * Phone programs on libre before 2.2 (baresip up to 1, as Debian 12 has it) fail altogether at a challenge with an
 * algorithm they do not know, even when MD5 stands first. What speaks SIP in a page (JsSIP, SIP.js) reads the last
 * challenge alone and knows MD5 alone, under whatever name its page gives it. Who pretends to be one of them gains
 * nothing: MD5 is accepted from everyone.
 */
function readsOneChallenge({ headers, via }: SipRequest): boolean {
  return /^WSS?$/.test(via.transport) || /^baresip v[01]\./i.test(headers.get('user-agent') ?? '');
}

/** As the registrar keeps it, so that a phone is known again when its password is wrong. */
function userAgentOf(request: SipRequest): string {
  return latin1ToText(request.headers.get('user-agent') ?? '').slice(0, 128);
}

/** Copies of one request (retransmitted or forked) are one attempt (security 1.2d). */
function attemptKey(request: SipRequest): string {
  const header = request.headers.get('authorization') ?? request.headers.get('proxy-authorization');
  const credentials = header === undefined ? undefined : parseCredentials(header);
  if (credentials?.ok) {
    const { nonce, nc, response } = credentials.value;
    return `${nonce} ${nc ?? ''} ${response}`;
  }
  return `${request.callId} ${request.cseq.number} ${request.via.branch ?? ''}`;
}

function failureOf(examination: Failure): AuthenticationFailure {
  return examination.kind;
}
