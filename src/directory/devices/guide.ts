/** How a guide for one family of phones, adapters, apps or routers is written down. */
import type { ProvisioningFormat } from '../../base/provisioning-format.ts';

export type Text = Readonly<Record<'nl' | 'en', string>>;

/**
 * `sourced`: the words stand in a manual, a template of the maker or the program itself. `unsure`: from memory, or made
 * up from the name of a parameter; the device may call it otherwise. Nothing was tried by us on a device.
 */
export type Certainty = 'sourced' | 'unsure';

/** What is everyone's own, or the exchange's. */
export const OWN_VALUES = ['server', 'port', 'username', 'password', 'callsign'] as const;
export type OwnValue = (typeof OWN_VALUES)[number];

/** Devices count time in units of their own. `frames` are of 10 ms. */
export type TimeUnit = 'seconds' | 'minutes' | 'milliseconds' | 'frames';

export type SettingValue =
  | { readonly own: OwnValue }
  /** How often to register: what the exchange grants. */
  | { readonly interval: 'seconds' | 'minutes' }
  | { readonly seconds: number; readonly unit: TimeUnit }
  /** As the device shows it. */
  | { readonly shown: string }
  | { readonly words: Text };

export interface GuideSetting {
  /** As the device shows it; null when its words are not known: then `meaning` tells what is looked for. */
  readonly label: string | null;
  readonly meaning: Text | null;
  readonly certainty: Certainty;
  readonly value: SettingValue;
  readonly note: Text | null;
}

/** Settings that stand together on the device. */
export interface GuideSection {
  /** The way there through its menus, as the device shows it; null when there is no telling. */
  readonly path: string | null;
  readonly certainty: Certainty;
  readonly settings: readonly GuideSetting[];
}

export const DEVICE_KINDS = ['desk', 'dect', 'adapter', 'app', 'router'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export interface DeviceGuide {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly family: string;
  readonly models: readonly string[];
  /** What it is good at, and what it cannot do, in a sentence. */
  readonly about: Text;
  /** How to come to its settings. */
  readonly open: readonly Text[];
  readonly sections: readonly GuideSection[];
  readonly pitfalls: readonly Text[];
  /** Firmware the names were read from; null when none is known. */
  readonly firmware: string | null;
  /** Who saw it work, with which firmware; empty: nobody yet. */
  readonly tested: readonly { readonly firmware: string; readonly date: string }[];
  /** Whether the exchange can make its settings file. */
  readonly provisioning: ProvisioningFormat | null;
}

export function text(nl: string, en: string): Text {
  return { nl, en };
}

interface SettingOptions {
  readonly certainty?: Certainty;
  readonly note?: Text;
}

/** A setting whose name on the device is known. */
export function setting(
  label: string,
  value: SettingValue,
  { certainty = 'sourced', note }: SettingOptions = {},
): GuideSetting {
  return { label, meaning: null, certainty, value, note: note ?? null };
}

/** A setting whose name on the device is not known. */
export function unnamed(meaning: Text, value: SettingValue, note?: Text): GuideSetting {
  return { label: null, meaning, certainty: 'unsure', value, note: note ?? null };
}

export function section(
  path: string | null,
  settings: readonly GuideSetting[],
  certainty: Certainty = 'sourced',
): GuideSection {
  return { path, certainty, settings };
}

export const UNSURE = { certainty: 'unsure' } as const;
export const SERVER = { own: 'server' } as const;
export const PORT = { own: 'port' } as const;
export const USERNAME = { own: 'username' } as const;
export const PASSWORD = { own: 'password' } as const;
export const CALLSIGN = { own: 'callsign' } as const;
export const SECONDS = { interval: 'seconds' } as const;
export const MINUTES = { interval: 'minutes' } as const;
/** Keeps the way through a router open. */
export const KEEP_ALIVE = { seconds: 30, unit: 'seconds' } as const;
export const EMPTY: SettingValue = { words: text('leeg laten', 'leave empty') };

export function shown(words: string): SettingValue {
  return { shown: words };
}
