import { CATALOGUE, SETTING_NAMES } from './catalogue.ts';
import type { LoadedSettings } from './load-settings.ts';
import { LIVE_SETTINGS } from './setting-groups.ts';
import type { Origin, Settings } from './settings.ts';

/** What administrators set while the exchange ran, by key, as it would be written in a file. */
export type ConsoleTexts = ReadonlyMap<string, string>;

/** The host's last word: who gave it at this start wants it so. */
const STRONGER: ReadonlySet<Origin> = new Set(['flag', 'environment']);

/** Whether the console may change a setting: live ones that no flag and no variable pins. */
export function isChangeable(name: keyof Settings, origins: LoadedSettings['origins']): boolean {
  return LIVE_SETTINGS.has(name) && !STRONGER.has(origins[name]);
}

/** Whether a setting may have that text. An empty one means its default, as it does in a file. */
export function isPossible(name: keyof Settings, text: string): boolean {
  return CATALOGUE[name].schema.safeParse(text.trim() || CATALOGUE[name].byDefault).success;
}

/**
 * What holds with them: over the file, under flags and variables. A text that a later version does not understand is
 * left out, so that the exchange starts.
 */
export function withConsole(loaded: LoadedSettings, texts: ConsoleTexts): LoadedSettings {
  const values: Partial<Record<keyof Settings, unknown>> = { ...loaded.settings };
  const origins: Record<keyof Settings, Origin> = { ...loaded.origins };
  const shown: Record<keyof Settings, string> = { ...loaded.texts };
  for (const name of SETTING_NAMES) {
    const text = texts.get(CATALOGUE[name].key);
    if (text === undefined || !isChangeable(name, loaded.origins)) continue;
    const meant = text.trim() || CATALOGUE[name].byDefault;
    const read = CATALOGUE[name].schema.safeParse(meant);
    if (!read.success) continue;
    values[name] = read.data;
    origins[name] = 'console';
    shown[name] = meant;
  }
  const settings = Object.freeze(values) as Settings;
  return Object.freeze({ ...loaded, settings, origins: Object.freeze(origins), texts: Object.freeze(shown) });
}
