import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { exchangeSettings } from '../src/composition/exchange-settings.ts';
import { settingsAtWork } from '../src/composition/settings-at-work.ts';
import { loadSettings } from '../src/config/load-settings.ts';
import type { SettingSource, StoredTexts } from '../src/exchange/setting-source.ts';
import type { ExchangeSettings } from '../src/exchange/settings.ts';
import { memorySeal } from './memory-directory.ts';

export interface HostWords {
  readonly environment?: Readonly<Record<string, string>>;
  /** Text of hamvoip.toml. */
  readonly file?: string;
}

function loadedFrom({ environment = {}, file = '' }: HostWords) {
  const loaded = loadSettings({ flags: {}, environment, readFile: () => file });
  assert.ok(loaded.ok);
  return loaded.value;
}

/** The settings' part of an administration under test; `applied` holds what came into force, the newest last. */
export function memorySettings(host: HostWords = {}) {
  const source = settingsAtWork({
    loaded: loadedFrom(host),
    seal: memorySeal(),
    settingsOf: (settings) => exchangeSettings(settings, settings.bind, 'test'),
  });
  const applied: ExchangeSettings[] = [];
  const apply = (texts: StoredTexts): void => void applied.push(source.adopt(texts).settings);
  return { settings: { ...source, apply }, applied };
}

/** For a whole exchange: what administrators set lies over `base`, which stays what it is for the rest. */
export function settingSourceOver(base: ExchangeSettings): SettingSource {
  const loaded = loadedFrom({});
  const usual = exchangeSettings(loaded.settings, loaded.settings.bind, 'test');
  return settingsAtWork({
    loaded,
    seal: memorySeal(),
    settingsOf(settings) {
      const set = Object.entries(exchangeSettings(settings, settings.bind, 'test')).filter(
        ([name, value]) => !isDeepStrictEqual(value, usual[name as keyof ExchangeSettings]),
      );
      return { ...base, ...Object.fromEntries(set) };
    },
  });
}
