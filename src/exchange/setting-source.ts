import type { MailCarrier } from '../base/mail-carrier.ts';
import type { SettingFacts } from './console/settings.ts';
import type { ExchangeSettings } from './settings.ts';

/** What administrators set, by key, as it lies in the store. */
export type StoredTexts = ReadonlyMap<string, string>;

/** What holds from now on. */
export interface AdoptedSettings {
  readonly settings: ExchangeSettings;
  /** Another mail server than before, or none any more; left out when it is the same. */
  readonly mail?: { readonly carrier: MailCarrier | undefined };
}

/** The catalogue of settings with what the host wrote, and what comes of it with other texts. */
export interface SettingSource {
  /** Path of the settings file. */
  readonly file: string;
  describe(texts: StoredTexts): readonly SettingFacts[];
  isPossible(key: string, text: string): boolean;
  /** The text as it may lie in the store: a secret is sealed. */
  keep(key: string, text: string): string;
  /** Takes note of the texts and works out what holds. */
  adopt(texts: StoredTexts): AdoptedSettings;
}

/** For an exchange whose settings nobody can change: there are none to see. */
export const NO_SETTING_SOURCE: Omit<SettingSource, 'adopt'> = {
  file: '',
  describe: () => [],
  isPossible: () => false,
  keep: (_key, text) => text,
};
