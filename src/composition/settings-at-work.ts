import { CATALOGUE, SETTING_NAMES, settingNamed } from '../config/catalogue.ts';
import { isChangeable, isPossible, withConsole } from '../config/console-settings.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import { GROUP_OF, LIVE_SETTINGS } from '../config/setting-groups.ts';
import type { Settings } from '../config/settings.ts';
import type { SettingFacts } from '../exchange/console/settings.ts';
import type { SettingSource, StoredTexts } from '../exchange/setting-source.ts';
import type { ExchangeSettings } from '../exchange/settings.ts';
import type { TextSeal } from '../store/text-seal.ts';
import { mailCarrierOf } from './mail-carrier-of.ts';

/**
 * The password for a mail server that was set in the console. That of the host, which lies in a file, is for the
 * host's own mail server only: an administrator of the site could have it sent to another.
 */
const MAIL_PASSWORD = 'smtp-password';
const LONGEST_SECRET = 200;

const MAIL_PASSWORD_WORDS = {
  meaning: {
    nl: 'wachtwoord voor een mailserver die hier is ingesteld; die van de host staat in een bestand',
    en: "password for a mail server that is set here; that of the host's own lies in a file",
  },
  allowed: { nl: `hoogstens ${LONGEST_SECRET} tekens`, en: `at most ${LONGEST_SECRET} characters` },
} as const;

/** The settings as they hold at this moment, and the door through which administrators change them. */
export interface SettingsAtWork extends SettingSource {
  /** With what administrators set, once the store was read. */
  readonly now: LoadedSettings;
}

export function settingsAtWork(parts: {
  /** What the host wrote. */
  readonly loaded: LoadedSettings;
  readonly seal: TextSeal;
  readonly settingsOf: (settings: Settings) => ExchangeSettings;
}): SettingsAtWork {
  const { loaded, seal, settingsOf } = parts;
  let now = loaded;
  let password: string | undefined;
  return {
    file: loaded.file.path,
    get now() {
      return now;
    },
    describe(texts) {
      const effective = withConsole(loaded, texts);
      return [
        ...SETTING_NAMES.map((name) => describe(name, loaded, effective)),
        mailPassword(loaded, texts.has(MAIL_PASSWORD)),
      ];
    },
    isPossible(key, text) {
      if (key === MAIL_PASSWORD) return text !== '' && text.length <= LONGEST_SECRET;
      const name = settingNamed(key);
      return name !== undefined && isPossible(name, text);
    },
    keep: (key, text) => (key === MAIL_PASSWORD ? seal.seal(text, MAIL_PASSWORD) : text),
    adopt(texts) {
      const before = now;
      const passwordBefore = password;
      now = withConsole(loaded, texts);
      password = openPassword(texts, seal);
      const settings = settingsOf(now.settings);
      const isSameMail = sameMail(before, now) && passwordBefore === password;
      if (isSameMail) return { settings };
      const own = now.origins.smtp === 'console' ? { password } : {};
      return { settings, mail: { carrier: mailCarrierOf(now.settings, own) } };
    },
  };
}

function openPassword(texts: StoredTexts, seal: TextSeal): string | undefined {
  const sealed = texts.get(MAIL_PASSWORD);
  return sealed === undefined ? undefined : seal.open(sealed, MAIL_PASSWORD);
}

function sameMail(one: LoadedSettings, other: LoadedSettings): boolean {
  return (
    one.texts.smtp === other.texts.smtp &&
    one.texts.mailFrom === other.texts.mailFrom &&
    one.origins.smtp === other.origins.smtp
  );
}

function describe(name: keyof Settings, loaded: LoadedSettings, effective: LoadedSettings): SettingFacts {
  const { key, variable, meaning, allowed, byDefault } = CATALOGUE[name];
  const value = effective.texts[name];
  return {
    key,
    variable,
    group: GROUP_OF[name],
    meaning,
    allowed,
    value,
    byDefault,
    origin: effective.origins[name],
    beneath: { value: loaded.texts[name], origin: loaded.origins[name] },
    isLive: LIVE_SETTINGS.has(name),
    isChangeable: isChangeable(name, loaded.origins),
    isSecret: false,
    isSet: value !== '',
    fileLine: loaded.file.lines[name] ?? null,
  };
}

function mailPassword(loaded: LoadedSettings, isSet: boolean): SettingFacts {
  return {
    key: MAIL_PASSWORD,
    variable: null,
    group: 'mail',
    ...MAIL_PASSWORD_WORDS,
    value: '',
    byDefault: '',
    origin: isSet ? 'console' : 'default',
    beneath: { value: '', origin: 'default' },
    isLive: true,
    isChangeable: isChangeable('smtp', loaded.origins),
    isSecret: true,
    isSet,
    fileLine: null,
  };
}
