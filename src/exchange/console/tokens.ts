import type { TokenScope } from '../../policy/token-scopes.ts';
import type { Outcome } from './outcome.ts';

/** A token without its secret. */
export interface TokenView {
  readonly id: string;
  /** Stands in the audit log for whoever uses it. */
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly state: 'working' | 'expired' | 'revoked';
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly expiresAtMs: number | null;
  /** To the hour; null when it was never used. */
  readonly lastUsedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

export interface NewToken {
  /** Made by the exchange when left out. */
  readonly name?: string | undefined;
  readonly scopes: readonly TokenScope[];
  /** When it ends, or how long it lasts; it lasts until it is revoked when neither is given. */
  readonly expiresAtMs?: number | undefined;
  readonly durationMs?: number | undefined;
}

/** Keys for scripts. */
export interface TokenConsole {
  /** `secret` is shown this once; only its hash is kept. */
  create(token: NewToken): Promise<Outcome<{ token: TokenView; secret: string }>>;
  /** Those that still work first, the newest first. */
  list(): readonly TokenView[];
  /** By id or by name. Works at once. */
  revoke(idOrName: string): Promise<Outcome<TokenView>>;
  /** The token this secret belongs to, when it may be used now. */
  recognise(secret: string): TokenView | undefined;
}
