import type { ErrorCode } from '../../web/contract.ts';
import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type SettingCommand = 'config' | 'config set' | 'config reset' | 'config check';
export type SettingArgument = 'settingKey' | 'settingValue';
export type SettingFailure = Extract<
  ErrorCode,
  'setting-unknown' | 'setting-fixed' | 'setting-pinned' | 'setting-changed' | 'setting-value-invalid'
>;

/** What the commands about settings say. */
export interface SettingWords {
  readonly commands: Readonly<Record<SettingCommand, string>>;
  readonly arguments: Readonly<Record<SettingArgument, string>>;
  readonly failures: Readonly<Record<SettingFailure, (values: Values) => FailureWords>>;
  readonly columns: readonly [key: string, origin: string, value: string];
  readonly origins: Readonly<Record<'flag' | 'environment' | 'console' | 'file' | 'default', string>>;
  readonly empty: string;
  readonly secret: string;
  readonly changed: (key: string, value: string, running: boolean) => string;
  readonly setBack: (key: string, value: string, origin: string, running: boolean) => string;
  readonly allRight: (count: number) => string;
  readonly overrules: (key: string, value: string, line: number) => string;
}
