import type {
  Certainty,
  DeviceGuide,
  GuideSection,
  GuideSetting,
  OwnValue,
  SettingValue,
  Text,
  TimeUnit,
} from './guide.ts';

/** What a guide is filled in with; what is left out stays open. */
export interface OwnSettings {
  readonly server?: string | undefined;
  readonly port?: number | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly callsign?: string | undefined;
  readonly registrationSeconds: number;
}

export interface FilledSetting {
  readonly label: string | null;
  readonly meaning: Text | null;
  readonly certainty: Certainty;
  /** To be typed or chosen as it stands; null: in `words`, or not given. */
  readonly value: string | null;
  readonly words: Text | null;
  /** Which of one's own values belongs here. */
  readonly own: OwnValue | null;
  /** What the device counts in. */
  readonly unit: TimeUnit | null;
  readonly note: Text | null;
}

export interface FilledGuide extends Omit<DeviceGuide, 'sections'> {
  readonly sections: readonly (Omit<GuideSection, 'settings'> & {
    readonly settings: readonly FilledSetting[];
  })[];
}

/** The guide with the values of one phone in the units of its device. */
export function fillGuide(guide: DeviceGuide, own: OwnSettings): FilledGuide {
  return {
    ...guide,
    sections: guide.sections.map((section) => ({
      ...section,
      settings: section.settings.map((setting) => fill(setting, own)),
    })),
  };
}

function fill({ value, ...setting }: GuideSetting, own: OwnSettings): FilledSetting {
  const nothing = { value: null, words: null, own: null, unit: null };
  return { ...setting, ...nothing, ...filled(value, own) };
}

function filled(value: SettingValue, own: OwnSettings): Partial<FilledSetting> {
  if ('own' in value) {
    const given = own[value.own];
    return { own: value.own, value: given === undefined ? null : String(given) };
  }
  if ('interval' in value)
    return { unit: value.interval, value: inUnit(own.registrationSeconds, value.interval) };
  if ('seconds' in value) return { unit: value.unit, value: inUnit(value.seconds, value.unit) };
  return 'shown' in value ? { value: value.shown } : { words: value.words };
}

const SECONDS_IN: Readonly<Record<TimeUnit, number>> = {
  seconds: 1,
  minutes: 60,
  milliseconds: 0.001,
  frames: 0.01,
};

/** As the device wants it typed: whole numbers, but for parts of a second, which have three decimals (`0.020`). */
export function inUnit(seconds: number, unit: TimeUnit): string {
  const count = seconds / SECONDS_IN[unit];
  if (unit === 'seconds' && seconds < 1) return seconds.toFixed(3);
  // Rounded down, so that a phone never registers later than it was told to.
  return String(unit === 'minutes' ? Math.max(1, Math.floor(count)) : Math.round(count));
}
