import type { AddressKey } from '../../base/address-key.ts';
import type { HeaderField } from '../message/headers.ts';
import type { SipRequest } from '../message/message.ts';
import { writeChallenges } from './challenge.ts';
import type { DigestCredentials } from './credentials.ts';
import { parseCredentials } from './credentials.ts';
import type { DigestAlgorithm, DigestSecret } from './digest-algorithm.ts';
import { matchesRequestUri } from './digest-uri.ts';
import type { NonceIssuer } from './nonce.ts';
import type { ReplayWindow } from './replay-window.ts';
import { computeResponse, responsesEqual } from './verify.ts';

/**
 * What a request proves. `username` is the account's, without a domain of ours behind it.
 *
 * - `malformed`: Digest credentials for us that cannot be evaluated, also when their uri is not that of the
 *   request, which RFC 7616 §3.4.6 answers with 400. The password was not looked at.
 * - `foreign-nonce`: for another realm, or a nonce we did not issue to this address.
 * - `stale-nonce`, `replayed`: ours, but too old or used up. The password was not looked at, so that an old
 *   nonce is no way to try passwords; the answer is a new challenge with `stale`.
 * - `weak-algorithm`: MD5 for an account that takes SHA-256 only. Whether the password is right is not told.
 * - `unknown-user` and `wrong-password` are the only ones that cost the sender an attempt (security 1.2).
 */
export type Examination =
  | { readonly kind: 'no-credentials' }
  | { readonly kind: 'unknown-scheme' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'foreign-nonce' }
  | { readonly kind: 'stale-nonce' }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'weak-algorithm' }
  | { readonly kind: 'unknown-user'; readonly username: string }
  | { readonly kind: 'wrong-password'; readonly username: string }
  | { readonly kind: 'authentic'; readonly username: string };

interface Evaluable {
  readonly kind: 'credentials';
  readonly credentials: DigestCredentials;
  /** Of the nonce. */
  readonly count: number | undefined;
}

/** Digest authentication of requests: RFC 7616, RFC 8760, with clients of RFC 2617 and RFC 2069 let in. */
export class DigestAuthenticator {
  readonly #issuer: NonceIssuer;
  readonly #replay: ReplayWindow;
  readonly #realm: string;
  readonly #domains: ReadonlySet<string>;
  readonly #algorithms: readonly DigestAlgorithm[];

  /**
   * `algorithms`: the order of the challenges. `domains`: further names and addresses of ours, in which a user
   * name may end and a digest uri may lie.
   */
  constructor(parts: {
    readonly issuer: NonceIssuer;
    readonly replay: ReplayWindow;
    readonly realm: string;
    readonly algorithms?: readonly DigestAlgorithm[];
    readonly domains?: Iterable<string>;
  }) {
    this.#issuer = parts.issuer;
    this.#replay = parts.replay;
    this.#realm = parts.realm;
    this.#domains = new Set([parts.realm, ...(parts.domains ?? [])].map((domain) => domain.toLowerCase()));
    this.#algorithms = parts.algorithms ?? ['MD5', 'SHA-256'];
  }

  /**
   * One decision; the only thing it changes is the record of nonces that succeeded. An unknown user costs the
   * same hashing as a known one (SR-2).
   */
  examine(
    request: SipRequest,
    key: AddressKey,
    secretOf: (username: string) => DigestSecret | undefined,
  ): Examination {
    const found = this.#evaluable(request, key);
    if (found.kind !== 'credentials') return found;
    const { credentials, count } = found;
    const username = this.#accountOf(credentials.username);
    const secret = secretOf(username);
    const right = this.#proves(credentials, request.method, secret ?? NO_SECRET);
    if (!secret) return { kind: 'unknown-user', username };
    if (!takes(secret, credentials.algorithm)) return { kind: 'weak-algorithm' };
    if (!right) return { kind: 'wrong-password', username };
    this.#replay.accept(credentials.nonce, count);
    return { kind: 'authentic', username };
  }

  /**
   * The account whose password `examine` would look at; undefined when it would look at none. Changes nothing and
   * costs no hashing of passwords.
   */
  claimedAccount(request: SipRequest, key: AddressKey): string | undefined {
    const found = this.#evaluable(request, key);
    return found.kind === 'credentials' ? this.#accountOf(found.credentials.username) : undefined;
  }

  /**
   * The WWW-Authenticate fields of a 401, with a new nonce for this address. Nothing is remembered. Only clients
   * that give up at a second challenge get fewer `algorithms` than there are.
   */
  challenge(key: AddressKey, stale: boolean, algorithms = this.#algorithms): HeaderField[] {
    const nonce = this.#issuer.issue(key);
    const values = writeChallenges({ realm: this.#realm, nonce, stale, algorithms });
    return values.map((value) => ({ name: 'www-authenticate', value }));
  }

  /** Credentials whose nonce is ours and fresh and whose uri fits: what remains is the password. */
  #evaluable(request: SipRequest, key: AddressKey): Examination | Evaluable {
    const found = this.#credentialsOf(request);
    if (found.kind !== 'credentials') return found;
    const { credentials } = found;
    const inspection = this.#issuer.inspect(credentials.nonce, key);
    if (inspection.kind === 'foreign') return { kind: 'foreign-nonce' };
    const count = credentials.nc === undefined ? undefined : Number.parseInt(credentials.nc, 16);
    const use = this.#replay.check(credentials.nonce, inspection, count);
    if (use !== 'usable') return { kind: use === 'expired' ? 'stale-nonce' : 'replayed' };
    if (!matchesRequestUri(credentials.uri, request.requestUri, this.#domains)) return { kind: 'malformed' };
    return { kind: 'credentials', credentials, count };
  }

  /** The first credentials for our realm that can be read; a client may send some for every proxy it has met. */
  #credentialsOf(request: SipRequest): Examination | { kind: 'credentials'; credentials: DigestCredentials } {
    let worst: Examination = NO_CREDENTIALS;
    for (const { name, value } of request.headers.fields) {
      if (name !== 'authorization' && name !== 'proxy-authorization') continue;
      const outcome = this.#read(value);
      if (outcome.kind === 'credentials') return outcome;
      if (BY_WEIGHT.indexOf(outcome.kind) > BY_WEIGHT.indexOf(worst.kind)) worst = outcome;
    }
    return worst;
  }

  #read(value: string) {
    if (!/^digest[ \t]/i.test(value)) return { kind: 'unknown-scheme' as const };
    const parsed = parseCredentials(value);
    if (!parsed.ok || !this.#algorithms.includes(parsed.value.algorithm))
      return { kind: 'malformed' as const };
    if (parsed.value.realm !== this.#realm) return { kind: 'foreign-nonce' as const };
    return { kind: 'credentials' as const, credentials: parsed.value };
  }

  #proves(credentials: DigestCredentials, method: string, secret: DigestSecret): boolean {
    const { algorithm } = credentials;
    if (fits(credentials, method, algorithm === 'MD5' ? (secret.md5 ?? NO_MD5) : secret.sha256)) return true;
    const { others } = secret;
    if (others === undefined) return false;
    return others.some(({ md5, sha256 }) => fits(credentials, method, algorithm === 'MD5' ? md5 : sha256));
  }

  /** Some people type the domain behind the user name, and some phones add it. */
  #accountOf(username: string): string {
    const at = username.lastIndexOf('@');
    if (at === -1) return username;
    return this.#domains.has(username.slice(at + 1).toLowerCase()) ? username.slice(0, at) : username;
  }
}

function fits(credentials: DigestCredentials, method: string, ha1: string): boolean {
  return responsesEqual(computeResponse({ ...credentials, ha1, method }), credentials.response);
}

function takes(secret: DigestSecret, algorithm: DigestAlgorithm): boolean {
  return algorithm !== 'MD5' || secret.md5 !== undefined;
}

/** What unknown users are measured against; it proves nothing, even when it fits. */
const NO_MD5 = '0'.repeat(32);
const NO_SECRET: DigestSecret = { md5: NO_MD5, sha256: '0'.repeat(64) };

const NO_CREDENTIALS: Examination = { kind: 'no-credentials' };

/** Which of several unusable credentials decides the answer: the last of these. */
const BY_WEIGHT: readonly string[] = ['no-credentials', 'unknown-scheme', 'malformed', 'foreign-nonce'];
