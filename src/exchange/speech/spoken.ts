import { BugError } from '../../base/bug-error.ts';
import type { LocalTime } from '../../base/local-time.ts';
import { PROMPT_NAMES, type PromptLanguage, type PromptName } from '../../media/prompts/prompt.ts';

const WEEKDAYS: readonly PromptName[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];
const MONTHS: readonly PromptName[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const SIGNS: Readonly<Record<string, PromptName>> = { '*': 'star', '#': 'hash' };
const NAMES: ReadonlySet<string> = new Set(PROMPT_NAMES);
const MOST = 9_999;

/** A whole number from 0 to 9,999, as it is counted: 21 is "een en twintig" or "twenty one". */
export function spokenNumber(value: number, language: PromptLanguage): PromptName[] {
  const number = Math.max(0, Math.min(MOST, Math.round(value)));
  const thousands = Math.floor(number / 1000);
  const hundreds = Math.floor((number % 1000) / 100);
  const rest = number % 100;
  const said: PromptName[] = [...times(thousands, 1000, language), ...times(hundreds, 100, language)];
  if (rest === 0 && said.length > 0) return said;
  if (said.length > 0 && language === 'en') said.push('and');
  return [...said, ...belowHundred(rest, language)];
}

/** With one figure behind the point, which is left out when it is nought. */
export function spokenDecimal(value: number, language: PromptLanguage): PromptName[] {
  const tenths = Math.max(0, Math.round(10 * value));
  const whole = spokenNumber(Math.floor(tenths / 10), language);
  const figure = tenths % 10;
  return figure === 0 ? whole : [...whole, 'point', figureName(figure)];
}

/** Figure by figure and letter by letter, in the spelling alphabet; what has no name is left out. */
export function spelled(text: string): PromptName[] {
  return [...text.toLowerCase()].flatMap((sign) => {
    if (/\d/.test(sign)) return [figureName(Number(sign))];
    if (/[a-z]/.test(sign)) return [nameOf(`letter-${sign}`)];
    const name = SIGNS[sign];
    return name === undefined ? [] : [name];
  });
}

export function spokenClock({ hour, minute }: LocalTime, language: PromptLanguage): PromptName[] {
  const hours: PromptName[] = [...spokenNumber(hour, language), 'hours'];
  return minute === 0 ? hours : [...hours, ...spokenNumber(minute, language)];
}

export function spokenDate({ weekday, day, month }: LocalTime, language: PromptLanguage): PromptName[] {
  const days = spokenNumber(day, language);
  const dayName = WEEKDAYS[weekday];
  const monthName = MONTHS[month - 1];
  if (dayName === undefined || monthName === undefined) throw new BugError('no such day');
  return language === 'nl' ? [dayName, ...days, monthName] : [dayName, monthName, ...days];
}

function belowHundred(number: number, language: PromptLanguage): PromptName[] {
  const ones = number % 10;
  if (number <= 20 || ones === 0) return [figureName(number)];
  const tens = figureName(number - ones);
  return language === 'nl' ? [figureName(ones), 'and', tens] : [tens, figureName(ones)];
}

/** Dutch counts no single hundred: "honderd", where English says "one hundred". */
function times(count: number, unit: 100 | 1000, language: PromptLanguage): PromptName[] {
  if (count === 0) return [];
  return count === 1 && language === 'nl' ? [figureName(unit)] : [figureName(count), figureName(unit)];
}

function figureName(number: number): PromptName {
  return nameOf(`number-${number}`);
}

function nameOf(name: string): PromptName {
  if (!isName(name)) throw new BugError(`nothing is called ${name}`);
  return name;
}

function isName(name: string): name is PromptName {
  return NAMES.has(name);
}
