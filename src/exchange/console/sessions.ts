import type { Outcome } from './outcome.ts';

/** Who logs in, or has logged in. */
export type Holder =
  | { readonly role: 'administrator'; readonly id: string; readonly name: string }
  | { readonly role: 'member'; readonly extension: string };

export type LoginMethod = 'password' | 'extension' | 'link' | 'passkey' | 'phone' | 'setup';

export interface SessionView {
  readonly id: string;
  readonly holder: Holder;
  readonly method: LoginMethod;
  /** The browser, in a few words; a stranger's text. */
  readonly agent: string;
  readonly createdAtMs: number;
  /** To a few minutes. */
  readonly seenAtMs: number;
  /** When it ends if it is not used any more, and however much it is used. */
  readonly idleEndMs: number;
  readonly endsAtMs: number;
}

/** Where a request of a person comes from. */
export interface Visitor {
  /** The subscriber's address: for the counters of wrong log-ins, and for nothing else. */
  readonly source: string;
  readonly agent: string;
  /** Of the page, `https://tel.example.net`. */
  readonly origin: string;
}

export type LoginAttempt =
  /** An administrator's; `code` when he has an authenticator app. */
  | {
      readonly method: 'password';
      readonly name: string;
      readonly password: string;
      readonly code?: string | undefined;
    }
  /** A member's, with the password of a phone. */
  | { readonly method: 'extension'; readonly number: string; readonly password: string }
  /** What came by mail. */
  | { readonly method: 'link'; readonly secret: string }
  /** The answer of the browser to a challenge. */
  | { readonly method: 'passkey'; readonly response: unknown }
  /** The browser whose code a phone has called with. */
  | { readonly method: 'phone'; readonly browser: string };

export interface PhoneLoginWish {
  /** Number or call sign. */
  readonly number: string;
  /** What this browser was given when it asked before. */
  readonly before: string | undefined;
  readonly visitor: Visitor;
}

/** A browser that waits for a call from a phone of its holder. */
export interface PhoneLoginView {
  /** To be dialled behind *70. */
  readonly code: string;
  readonly endsAtMs: number;
  /** The phone has called: the browser may log in. */
  readonly isConfirmed: boolean;
}

export interface Opened {
  readonly session: SessionView;
  /** For the cookie; only its hash is kept. */
  readonly secret: string;
}

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

/** Logging in, and what somebody who has logged in may see and change of that. */
export interface SessionConsole {
  logIn(attempt: LoginAttempt, visitor: Visitor): Promise<Outcome<Opened>>;
  /** The session this secret belongs to while it may be used; noted as a use. */
  recognise(secret: string): SessionView | undefined;
  /** Whether it may be used; no use of it. */
  isOpen(secret: string): boolean;
  /** Proves that a request was made by a page of ours: derived from the secret, which pages cannot read. */
  csrfToken(secret: string): string;

  /** What comes of it does not tell whether there is such a number. `browser` is for the cookie. */
  askPhoneLogin(wish: PhoneLoginWish): Outcome<{ readonly browser: string; readonly view: PhoneLoginView }>;
  /** Undefined: its time is over, or it was used. */
  showPhoneLogin(browser: string): PhoneLoginView | undefined;

  /** The newest use first. */
  listSessions(holder: Holder): readonly SessionView[];
  /** By its id, of this holder only. */
  endSession(holder: Holder, id: string): Promise<Outcome<SessionView>>;
  /** All but one; how many there were. */
  endOtherSessions(holder: Holder, keptId: string): Promise<Outcome<number>>;

  /**
   * Sends links to whom this mail address belongs. It settles before it is known whether there is anybody, and says
   * the same in either case; a refusal tells only that this address asks too often.
   */
  sendLinks(wish: {
    readonly email: string;
    readonly language: 'nl' | 'en';
    readonly visitor: Visitor;
  }): Outcome<undefined>;

  /** What the browser needs to sign with a passkey (WebAuthn §5.5). */
  passkeyChallenge(visitor: Visitor): Promise<Outcome<object>>;
  listPasskeys(holder: Holder): readonly PasskeyView[];
  /** What the browser needs to make a passkey (WebAuthn §5.4). */
  passkeyOptions(holder: Holder, visitor: Visitor): Promise<Outcome<object>>;
  addPasskey(
    holder: Holder,
    given: { readonly name: string; readonly response: unknown },
    visitor: Visitor,
  ): Promise<Outcome<PasskeyView>>;
  removePasskey(holder: Holder, id: string): Promise<Outcome<PasskeyView>>;
}
