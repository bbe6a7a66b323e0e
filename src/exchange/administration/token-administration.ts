import { ok } from '../../base/result.ts';
import { isTokenScope, TOKEN_SCOPES } from '../../policy/token-scopes.ts';
import type { TokenRecord } from '../../store/archives/token-archive.ts';
import type { Outcome } from '../console/outcome.ts';
import type { NewToken, TokenConsole, TokenView } from '../console/tokens.ts';
import { hashOfSecret, makeTokenSecret } from '../tables/token-table.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

/** Stands in the audit log and in headers of lists, so it is short and plain. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;
const LONGEST_LIFE_MS = 10 * 365 * 86_400_000;
/** Tokens that work at one time: more are a mistake in a script. */
const MOST_TOKENS = 100;
/** The time of last use is written this often at most. */
const USE_NOTED_MS = 3_600_000;

export class TokenAdministration implements TokenConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  create(wanted: NewToken): Promise<Outcome<{ token: TokenView; secret: string }>> {
    return this.#turnstile.pass(async () => {
      const { store, tokens, clock, random, audit, actor } = this.#parts;
      const { id, secret } = makeTokenSecret(random);
      const judged = this.#judge(wanted, id);
      if (!judged.ok) return judged;
      const record: TokenRecord = {
        id,
        ...judged.value,
        secretHash: hashOfSecret(secret),
        createdAtMs: Math.round(clock.wallTime()),
        createdBy: actor,
        lastUsedAtMs: null,
        revokedAtMs: null,
      };
      const written = await stored(store.putToken(record), noConflict);
      if (!written.ok) return written;
      tokens.put(record);
      const { name, scopes, expiresAtMs } = record;
      await audit.append({
        actor,
        action: 'token.create',
        target: name,
        detail: { id, scopes, expiresAtMs },
      });
      return ok({ token: this.#view(record), secret });
    });
  }

  list(): readonly TokenView[] {
    const views = this.#parts.tokens.list().map((record) => this.#view(record));
    const works = ({ state }: TokenView) => Number(state === 'working');
    return views.toSorted((a, b) => works(b) - works(a) || b.createdAtMs - a.createdAtMs);
  }

  revoke(idOrName: string): Promise<Outcome<TokenView>> {
    return this.#turnstile.pass(async () => {
      const { store, tokens, clock, audit, actor } = this.#parts;
      const found = tokens.get(idOrName) ?? this.#named(idOrName);
      if (found === undefined || found.revokedAtMs !== null) return notFound('token', idOrName);
      const revoked = { ...found, revokedAtMs: Math.round(clock.wallTime()) };
      const written = await stored(store.putToken(revoked), noConflict);
      if (!written.ok) return written;
      tokens.put(revoked);
      await audit.append({ actor, action: 'token.revoke', target: found.name, detail: { id: found.id } });
      return ok(this.#view(revoked));
    });
  }

  recognise(secret: string): TokenView | undefined {
    const record = this.#parts.tokens.find(secret);
    if (record === undefined || !this.#works(record)) return undefined;
    this.#noteUse(record);
    return this.#view(record);
  }

  #judge(
    { name, scopes, expiresAtMs, durationMs }: NewToken,
    id: string,
  ): Outcome<Pick<TokenRecord, 'name' | 'scopes' | 'expiresAtMs'>> {
    const { tokens, clock } = this.#parts;
    const chosen = name ?? `token-${id}`;
    if (!NAME.test(chosen)) {
      return refuse('name-invalid', 'A token is named by 1 to 32 letters, digits, dots and dashes', {
        longest: 32,
      });
    }
    if (this.#named(chosen) !== undefined) {
      return refuse('name-taken', `There is a token ${chosen} already`, { name: chosen });
    }
    if (scopes.length === 0 || !scopes.every(isTokenScope)) {
      return refuse('scope-invalid', 'A token has at least one scope', { scopes: TOKEN_SCOPES.join(', ') });
    }
    const nowMs = clock.wallTime();
    const endMs = expiresAtMs ?? (durationMs === undefined ? null : nowMs + durationMs);
    if (endMs !== null && !(endMs > nowMs && endMs - nowMs <= LONGEST_LIFE_MS)) {
      return refuse('duration-invalid', 'The end of a token lies in the future, at most 10 years away');
    }
    if (tokens.list().filter((record) => this.#works(record)).length >= MOST_TOKENS) {
      return refuse('too-many-tokens', `At most ${MOST_TOKENS} tokens work at one time`, {
        most: MOST_TOKENS,
      });
    }
    const sorted = TOKEN_SCOPES.filter((scope) => scopes.includes(scope));
    return ok({
      name: chosen,
      scopes: sorted,
      expiresAtMs: endMs === null ? null : Math.round(endMs),
    });
  }

  /** One that works: the name of one that does not may be given again. */
  #named(name: string): TokenRecord | undefined {
    return this.#parts.tokens.list().find((record) => record.name === name && this.#works(record));
  }

  #stateOf({ revokedAtMs, expiresAtMs }: TokenRecord): TokenView['state'] {
    if (revokedAtMs !== null) return 'revoked';
    return expiresAtMs === null || this.#parts.clock.wallTime() < expiresAtMs ? 'working' : 'expired';
  }

  #works(record: TokenRecord): boolean {
    return this.#stateOf(record) === 'working';
  }

  #view(record: TokenRecord): TokenView {
    const { secretHash: _hash, scopes, ...visible } = record;
    return { ...visible, scopes: scopes.filter(isTokenScope), state: this.#stateOf(record) };
  }

  #noteUse(record: TokenRecord): void {
    const { store, tokens, clock } = this.#parts;
    const nowMs = Math.round(clock.wallTime());
    if (record.lastUsedAtMs !== null && Math.abs(nowMs - record.lastUsedAtMs) < USE_NOTED_MS) return;
    const used = { ...record, lastUsedAtMs: nowMs };
    tokens.put(used);
    // In its turn, lest it undo a revocation; that it was not written harms nobody.
    void this.#turnstile.pass(async () => {
      const now = tokens.get(record.id);
      if (now !== undefined) await stored(store.putToken(now), noConflict);
    });
  }
}
