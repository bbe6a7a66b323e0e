import type { Result } from '../../base/result.ts';

/** Why a command was refused. `code` is stable and documented; `detail` carries the values a message names. */
export interface Refusal {
  readonly code:
    | 'number-taken'
    | 'number-invalid'
    | 'callsign-invalid'
    | 'name-invalid'
    | 'email-invalid'
    | 'email-missing'
    | 'password-invalid'
    | 'password-weak'
    | 'pin-invalid'
    | 'not-found'
    | 'address-invalid'
    | 'network-too-wide'
    | 'duration-invalid'
    | 'period-invalid'
    | 'reason-invalid'
    | 'what-invalid'
    | 'limit-invalid'
    | 'forward-invalid'
    | 'ring-time-invalid'
    | 'group-invalid'
    | 'watcher-invalid'
    | 'too-many-open'
    | 'already-decided'
    | 'name-taken'
    | 'scope-invalid'
    | 'too-many-tokens'
    | 'too-many-requests'
    | 'login-failed'
    | 'second-factor-needed'
    | 'code-wrong'
    | 'passkey-refused'
    | 'password-short'
    | 'link-spent'
    | 'phone-login-off'
    | 'phone-login-waiting'
    | 'phone-login-ended'
    | 'setup-done'
    | 'last-administrator'
    | 'instruction-invalid'
    | 'recording-invalid'
    | 'backup-running'
    | 'passphrase-missing'
    | 'passphrase-short'
    | 'setting-invalid'
    | 'moderator-invalid'
    | 'directory-running'
    | 'directory-locked'
    | 'handover-gone'
    | 'page-changed'
    | 'text-invalid'
    | 'change-missing'
    | 'rules-changed'
    | 'store-failed';
  /** In English, one sentence, for logs and as fall-back text. */
  readonly message: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

export type Outcome<T> = Result<T, Refusal>;
