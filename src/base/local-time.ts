/** A moment as a clock on a wall shows it. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

export const UNIVERSAL_TIME = 'UTC';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** In a zone of the IANA time zone database, such as `Europe/Amsterdam`; summer time included. */
export function localTime(wallTimeMs: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(wallTimeMs)
      .map(({ type, value }) => [type, value]),
  );
  const figure = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return {
    year: figure('year'),
    month: figure('month'),
    day: figure('day'),
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? ''),
    hour: figure('hour'),
    minute: figure('minute'),
  };
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
  });
  FORMATS.set(timeZone, format);
  return format;
}
