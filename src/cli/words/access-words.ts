import type { FailureWords } from './failure-words.ts';

type Values = Readonly<Record<string, string | number>>;

/** What the commands about tokens and the audit log say. */
export interface AccessWords {
  readonly token: {
    readonly created: (name: string) => string;
    readonly revoked: (name: string) => string;
    readonly none: (command: string) => string;
    readonly keepSecret: string;
    readonly useAs: string;
    readonly labels: Readonly<Record<'secret' | 'scopes' | 'until', string>>;
    readonly columns: Readonly<Record<'name' | 'scopes' | 'until' | 'used' | 'by', string>>;
    readonly forEver: string;
    readonly never: string;
    readonly noLonger: (at: string) => string;
    readonly expired: (at: string) => string;
  };
  readonly audit: {
    readonly none: string;
    readonly columns: Readonly<Record<'seq' | 'at' | 'actor' | 'action' | 'target' | 'detail', string>>;
    readonly intact: (rows: number) => string;
    /** Above the command that proves later that nothing was cut off. */
    readonly keepHead: string;
    readonly more: (command: string) => string;
  };
}

/** Failures of access, by code; the last three are the command line's own. */
export type AccessFailures = Readonly<
  Record<
    | 'token-missing'
    | 'token-invalid'
    | 'scope-missing'
    | 'scope-invalid'
    | 'name-taken'
    | 'too-many-tokens'
    | 'too-many-requests'
    | 'request-in-progress'
    | 'request-key-reused'
    | 'audit-broken'
    | 'audit-head-differs',
    (values: Values) => FailureWords
  >
>;
