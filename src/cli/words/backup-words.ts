import type { BackupCode, Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

/** What `backup` and `restore` say. */
export interface BackupWords {
  readonly progress: string;
  readonly made: (file: string) => string;
  readonly size: (bytes: number) => string;
  readonly labels: Readonly<Record<'size' | 'passphrase', string>>;
  readonly keepPassphrase: string;
  readonly notNoted: string;
  readonly restored: (made: string) => string;
  readonly startIt: (command: string) => string;
}

export type BackupFailures = Readonly<Record<BackupCode, (values: Values) => FailureWords>>;

/** `1,2 MB` or `1.2 MB`; a small file in kB. */
export function formatSize(locale: string, bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB'];
  const digits = value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${unit}`;
}
