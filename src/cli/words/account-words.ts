import type { FailureWords } from './failure-words.ts';

type Values = Readonly<Record<string, string | number>>;

/** What the commands about administrators say. */
export interface AccountWords {
  readonly created: (name: string) => string;
  readonly removed: (name: string) => string;
  readonly none: (command: string) => string;
  /** Before a link that works once. */
  readonly openLink: (until: string) => string;
  readonly setupLink: (until: string) => string;
  /** Two lines before a command and before an address. */
  readonly tunnel: readonly [make: string, open: string];
  readonly columns: Readonly<Record<'name' | 'means' | 'lastLogin' | 'by', string>>;
  readonly means: Readonly<Record<'password' | 'totp' | 'passkey' | 'none', string>>;
  readonly never: string;
  /** On the start card, while nobody is an administrator. */
  readonly notSetUp: readonly [string, string];
  readonly expired: (command: string) => string;
}

export type AccountCommand =
  | 'admin'
  | 'admin add'
  | 'admin list'
  | 'admin remove'
  | 'admin invite'
  | 'setup-link';

/** Failures of logging in, by code. */
export type AccountFailures = Readonly<
  Record<
    | 'login-needed'
    | 'login-failed'
    | 'second-factor-needed'
    | 'code-wrong'
    | 'passkey-refused'
    | 'session-ended'
    | 'member-only'
    | 'csrf-missing'
    | 'origin-foreign'
    | 'connection-insecure'
    | 'last-administrator'
    | 'link-spent'
    | 'phone-login-off'
    | 'phone-login-waiting'
    | 'phone-login-ended'
    | 'setup-done'
    | 'password-short'
    | 'confirmation-wrong',
    (values: Values) => FailureWords
  >
>;
