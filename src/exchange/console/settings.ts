import type { Outcome } from './outcome.ts';

/** Where a value came from, the strongest first. */
export type SettingOrigin = 'flag' | 'environment' | 'console' | 'file' | 'default';

type InBoth = Readonly<Record<'nl' | 'en', string>>;

/** One setting: what it is, what holds, and where that came from. */
export interface SettingFacts {
  readonly key: string;
  /** As an environment variable; null for what cannot be set so. */
  readonly variable: string | null;
  readonly group: string;
  readonly meaning: InBoth;
  /** What it may be. */
  readonly allowed: InBoth;
  /** As it would be written in a file; empty for a secret. */
  readonly value: string;
  readonly byDefault: string;
  readonly origin: SettingOrigin;
  /** What holds when the console has nothing to say. */
  readonly beneath: { readonly value: string; readonly origin: SettingOrigin };
  /** Takes effect while the exchange runs. */
  readonly isLive: boolean;
  /** Live, and no flag and no variable pins it. */
  readonly isChangeable: boolean;
  /** Is never shown; `isSet` tells whether there is one. */
  readonly isSecret: boolean;
  readonly isSet: boolean;
  /** In which line of the file it stands; null when it does not. */
  readonly fileLine: number | null;
}

export interface SettingView extends SettingFacts {
  /** By an administrator; null when none did. */
  readonly changedAtMs: number | null;
  readonly changedBy: string | null;
}

export interface SettingChange {
  /** By key; null takes back what administrators set. All or none. */
  readonly values: Readonly<Record<string, string | null>>;
  /** What the caller saw: when something else holds by now, nothing is changed. */
  readonly was?: Readonly<Record<string, string>> | undefined;
}

export interface SettingConsole {
  /** Path of the settings file. */
  readonly file: string;
  list(): readonly SettingView[];
  /** In the store first; in force when it resolves. */
  change(change: SettingChange): Promise<Outcome<readonly SettingView[]>>;
}
