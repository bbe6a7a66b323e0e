import { SocketError } from '../base/sockets.ts';
import type { ErrorCode } from '../web/contract.ts';

/** What goes wrong outside the API. */
export type LocalCode =
  | 'usage'
  | 'settings-invalid'
  | 'file-missing'
  | 'file-unreadable'
  | 'not-running'
  | 'already-running'
  | 'answer-unreadable'
  | 'audit-broken'
  | 'audit-head-differs'
  | 'directory-failed'
  | 'demo-failed'
  | BackupCode
  | StartFailureCode;

/** What stops a backup or a restoring. */
export type BackupCode =
  | 'backup-exists'
  | 'backup-not-written'
  | 'backup-damaged'
  | 'not-a-backup'
  | 'backup-newer'
  | 'passphrase-missing'
  | 'passphrase-short'
  | 'passphrase-wrong'
  | 'backup-running'
  | 'data-missing'
  | 'data-not-empty';

/** Why the exchange cannot start, or its store cannot be opened. */
export type StartFailureCode =
  | 'port-in-use'
  | 'port-not-allowed'
  | 'address-not-here'
  | 'out-of-descriptors'
  | 'socket-failed'
  | 'data-in-use'
  | 'data-not-a-folder'
  | 'data-not-allowed'
  | 'data-read-only'
  | 'data-full'
  | 'data-failed'
  | 'store-busy'
  | 'store-newer'
  | 'store-broken';

export type Values = Readonly<Record<string, string | number>>;

export interface Failure<Code extends string = ErrorCode | LocalCode> {
  readonly code: Code;
  readonly values: Values;
  /** Technical, in English, for who wants to know more. */
  readonly detail?: string | undefined;
  /** One for each row that was refused. */
  readonly rows?: readonly { readonly line: number; readonly code: string; readonly values: Values }[];
}

export type StartFailure = Failure<StartFailureCode>;

const OF_SOCKET: Readonly<Record<SocketError['reason'], StartFailureCode>> = {
  'in-use': 'port-in-use',
  'not-allowed': 'port-not-allowed',
  'no-such-address': 'address-not-here',
  'out-of-descriptors': 'out-of-descriptors',
  other: 'socket-failed',
};

/** By `StoreError.reason`. */
const OF_STORE: Readonly<Record<string, StartFailureCode>> = {
  full: 'data-full',
  'read-only': 'data-read-only',
  busy: 'store-busy',
  newer: 'store-newer',
  conflict: 'store-broken',
  broken: 'store-broken',
};

/** What a rejected start means; undefined when it is none of the foreseen ways, hence our mistake. */
export function startFailureOf(error: unknown): StartFailure | undefined {
  if (error instanceof SocketError) {
    return { code: OF_SOCKET[error.reason], values: {}, detail: error.message };
  }
  // The store is below the rooms this one may import, so its error is known by its name.
  if (!(error instanceof Error) || error.name !== 'StoreError' || !('reason' in error)) return undefined;
  const code = OF_STORE[String(error.reason)];
  return code && { code, values: {}, detail: error.message };
}

/** What a data folder that cannot be had means. */
export function dataFolderFailure(fault: {
  readonly reason: 'in-use' | 'not-a-folder' | 'not-allowed' | 'read-only' | 'full' | 'other';
  readonly path: string;
  readonly pid: number | undefined;
  readonly code: string;
}): StartFailure {
  const { reason, path, pid, code } = fault;
  return {
    code: reason === 'other' ? 'data-failed' : `data-${reason}`,
    values: { path, ...(pid !== undefined && { pid }) },
    detail: code,
  };
}

/** Exit codes: 1 fault, 2 wrong use, 75 try again later (EX_TEMPFAIL), 78 bad settings (EX_CONFIG). */
export function exitCodeOf({ code, values: { reason } }: Failure): number {
  if (code === 'settings-invalid') return 78;
  const isStore = code === 'store-failed' || code === 'store-unread';
  if (code === 'store-busy' || code === 'data-in-use' || (isStore && reason === 'busy')) return 75;
  return WRONG_USE.has(code) ? 2 : 1;
}

const WRONG_USE: ReadonlySet<string> = new Set<ErrorCode | LocalCode>([
  'usage',
  'file-missing',
  'backup-exists',
  'passphrase-missing',
  'passphrase-short',
  'request-invalid',
  'number-invalid',
  'callsign-invalid',
  'name-invalid',
  'email-invalid',
  'email-missing',
  'password-invalid',
  'password-weak',
  'pin-invalid',
  'address-invalid',
  'network-too-wide',
  'duration-invalid',
  'period-invalid',
  'reason-invalid',
  'what-invalid',
  'limit-invalid',
  'forward-invalid',
  'ring-time-invalid',
  'group-invalid',
  'setting-invalid',
  'setting-unknown',
  'setting-fixed',
  'setting-value-invalid',
  'moderator-invalid',
  'watcher-invalid',
  'instruction-invalid',
  'message-invalid',
  'csv-invalid',
  'rows-refused',
  'scope-invalid',
]);
