import type { RouterSign } from '../../base/journal.ts';
import type { Result } from '../../base/result.ts';
import type { Suspendable } from '../../policy/suspensions.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type { ImportPlan, ImportWish, RefusedRow } from './import.ts';
import type { Outcome } from './outcome.ts';

export interface NewExtension {
  /** Proposed by the exchange when left out: the lowest free one. */
  readonly number?: string | undefined;
  readonly callsign: string;
  readonly name: string;
  readonly email?: string | undefined;
  /** Made by the exchange when left out: 20 characters of a 32-symbol alphabet, 100 bit. */
  readonly password?: string | undefined;
  readonly allowWeakPassword?: boolean | undefined;
}

/** An extension without its secrets. */
export type ExtensionView = Omit<ExtensionRecord, 'ha1Md5' | 'ha1Sha256'> & {
  /** What is taken away from it at this moment. */
  readonly suspended: readonly Suspendable[];
  readonly registrations: readonly RegistrationView[];
};

/** In short, for who looks at all of them. */
export interface ExtensionStanding {
  readonly number: string;
  readonly callsign: string;
  readonly isSuspended: boolean;
  /** `silent`: registered, and not to be reached. */
  readonly phones: 'none' | 'silent' | 'reachable';
}

/** A part of a list: so many, behind one. */
export interface ListPart {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface RegistrationView {
  readonly contactUri: string;
  readonly transport: string;
  readonly userAgent: string;
  readonly registeredAtMs: number;
  readonly expiresAtMs: number;
  /** False when its connection is gone and the phone has not come back yet. */
  readonly reachable: boolean;
  /** To the phone and back, as it answers our questions; null before the first answer. */
  readonly roundTripMs: number | null;
  /** Since when it answers nothing; null while it answers. */
  readonly silentSinceMs: number | null;
  /** What its router does to its messages. */
  readonly routerSigns: readonly RouterSign[];
}

/** The password is shown this once. */
export interface ExtensionWithPassword {
  readonly extension: ExtensionView;
  readonly password: string;
}

export interface ImportDone {
  /** Those that have a password from now on which they had not before. */
  readonly withPassword: readonly ExtensionWithPassword[];
  /** Those that were there, in the order of the file, as they are now. */
  readonly changed: readonly ExtensionView[];
  /** Rows that say what is there already. */
  readonly kept: number;
}

/** Numbers, call signs and passwords. */
export interface ExtensionConsole {
  add(extension: NewExtension): Promise<Outcome<ExtensionWithPassword>>;
  /** What `import` would do with these rows at this moment. */
  planImport(rows: readonly NewExtension[], wish?: Pick<ImportWish, 'update'>): ImportPlan;
  /** All or none: the refusals name the row, counted from 1. */
  import(
    rows: readonly NewExtension[],
    wish?: ImportWish,
  ): Promise<Result<ImportDone, readonly RefusedRow[]>>;
  /** By number as people count. */
  list(part?: ListPart): readonly ExtensionView[];
  standings(): readonly ExtensionStanding[];
  show(number: string): Outcome<ExtensionView>;
  /** A new password at once; phones with the old one fail at their next REGISTER. */
  resetPassword(
    number: string,
    password?: string,
    allowWeakPassword?: boolean,
  ): Promise<Outcome<ExtensionWithPassword>>;
  setCallerId(number: string, callerId: ExtensionRecord['callerId']): Promise<Outcome<ExtensionView>>;
  /** Ends its calls, forgets its bindings. */
  remove(number: string): Promise<Outcome<ExtensionView>>;
}
