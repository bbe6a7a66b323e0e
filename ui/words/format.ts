import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';

/** One club, one time zone: set once, before the first page. */
let timeZone = 'UTC';

export function tellTimesIn(zone: string): void {
  timeZone = zone;
}

export function timesAreToldIn(): string {
  return timeZone;
}

const LOCALE = { nl: 'nl-NL', en: 'en-GB' } as const;

/** To make a format takes as long as to use it fifty times: each is made once in a language and a time zone. */
function madeOnce<Format>(make: (locale: string) => Format): (locale: string) => Format {
  const made = new Map<string, Format>();
  return (locale) => {
    const key = `${locale} ${timeZone}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const format = make(locale);
    made.set(key, format);
    return format;
  };
}

function times(options: Intl.DateTimeFormatOptions): (locale: string) => Intl.DateTimeFormat {
  return madeOnce((locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
}

const HOUR_AND_MINUTE = times({ hour: '2-digit', minute: '2-digit' });
const SHORT_DATE = times({ weekday: 'short', day: 'numeric', month: 'short' });
const DAY_IN_FIGURES = times({ year: 'numeric', month: '2-digit', day: '2-digit' });
const LONG_DATE = times({ dateStyle: 'long' });
const ALL_FIGURES = times({
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const NUMBER = madeOnce((locale) => new Intl.NumberFormat(locale));
const LENGTH = {
  day: lengthsIn('day'),
  hour: lengthsIn('hour'),
  minute: lengthsIn('minute'),
  second: lengthsIn('second'),
};

function lengthsIn(unit: 'day' | 'hour' | 'minute' | 'second'): (locale: string) => Intl.NumberFormat {
  return madeOnce((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }));
}

/** `wo 2 dec, 20.15 uur`: times with a point in Dutch, with a colon in English. */
export function dateAndTime(iso: string | number, language: PageLanguage): string {
  return `${shortDate(iso, language)}, ${timeOfDay(iso, language)}`;
}

/** `20.15 uur`, `20:15`. */
export function timeOfDay(iso: string | number, language: PageLanguage): string {
  const text = HOUR_AND_MINUTE(LOCALE.en).format(new Date(iso));
  return language === 'nl' ? `${text.replace(':', '.')} uur` : text;
}

/** `20.15.07 uur`, `20:15:07`: where seconds tell how old something is. */
export function timeToTheSecond(ms: number, language: PageLanguage): string {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone } as const;
  const text = new Intl.DateTimeFormat('en-GB', options).format(ms);
  return language === 'nl' ? `${text.replaceAll(':', '.')} uur` : text;
}

/** `wo 2 dec`. */
export function shortDate(iso: string | number, language: PageLanguage): string {
  return SHORT_DATE(LOCALE[language]).format(new Date(iso)).replaceAll('.', '').replace(',', '');
}

/** The club's day of that moment: `2026-12-02`. */
export function clubDay(ms: number): string {
  return DAY_IN_FIGURES('sv-SE').format(ms);
}

/** `wo 2 dec` of `2026-12-02`. */
export function shortDay(day: string, language: PageLanguage): string {
  return shortDate(momentOf(`${day}T12:00`) ?? day, language);
}

/** `2 december 2026`. */
export function longDate(iso: string | number, language: PageLanguage): string {
  return LONG_DATE(LOCALE[language]).format(new Date(iso));
}

/** `1.5`, `3,5`. */
export function number(value: number, language: PageLanguage): string {
  return NUMBER(LOCALE[language]).format(value);
}

/** `5 minuten`, `1 uur`, `2 dagen`: the largest unit that gives a whole number of it. */
export function duration(seconds: number, language: PageLanguage): string {
  const unit =
    seconds === 0
      ? 'second'
      : seconds % 86_400 === 0
        ? 'day'
        : seconds % 3600 === 0
          ? 'hour'
          : seconds % 60 === 0
            ? 'minute'
            : 'second';
  const size = { day: 86_400, hour: 3600, minute: 60, second: 1 }[unit];
  return LENGTH[unit](LOCALE[language]).format(seconds / size);
}

/** `0:07`, `1:02:33`: how long something has lasted, in figures that stand under each other. */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value % 60).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60);
  return hours === 0 ? `${minutes}:${two(whole)}` : `${hours}:${two(minutes)}:${two(whole)}`;
}

/**
 * The moment that a field for date and time (`2026-12-24T20:30`) means in the club's time zone, as ISO 8601; undefined
 * for what is no time. In the hour that a clock is put back it is the first of the two.
 */
export function momentOf(local: string): string | undefined {
  const asUtcMs = /^\d{4}-/.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  if (Number.isNaN(asUtcMs)) return undefined;
  const before = asUtcMs - offsetMs(asUtcMs - DAY_MS);
  const after = asUtcMs - offsetMs(asUtcMs + DAY_MS);
  // The clock of one of the two is right unless it is put forward over this very time.
  const right = [before, after].filter((ms) => ms + offsetMs(ms) === asUtcMs);
  return new Date(right[0] ?? after).toISOString();
}

const DAY_MS = 86_400_000;

/** By how much the club's clock is ahead of UTC at that moment. */
function offsetMs(ms: number): number {
  const parts = ALL_FIGURES(LOCALE.en).formatToParts(ms);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(ms / 1000) * 1000;
}
