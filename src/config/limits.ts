import { fail, ok, type Result } from '../base/result.ts';

/** What one address or one extension may use (security 2.5, 2.10, 2.14, 2.15). `Infinity` is no limit. */
export interface Limits {
  /** Requests a second over UDP from one address, in the long run. */
  readonly rate: number;
  /** Requests at once from one address. */
  readonly burst: number;
  /** Calls at a time per extension. */
  readonly calls: number;
  /** New calls a minute per extension. */
  readonly newCalls: number;
  /** Bindings per extension; the oldest is replaced. */
  readonly contacts: number;
  /** Connections that have not authenticated, per address. */
  readonly connections: number;
  /** Connections in all. */
  readonly allConnections: number;
}

/** The key as it is written, the property it sets, and its value when it is not written. */
const KEYS: readonly (readonly [key: string, property: keyof Limits, byDefault: number])[] = [
  ['rate', 'rate', 20],
  ['burst', 'burst', 40],
  ['calls', 'calls', 2],
  ['new-calls', 'newCalls', 30],
  ['contacts', 'contacts', 5],
  ['connections', 'connections', 20],
  ['all-connections', 'allConnections', 2000],
];

export const DEFAULT_LIMITS_TEXT = KEYS.map(([key, , byDefault]) => `${key}=${byDefault}`).join(',');

/** `rate=20,burst=40,calls=off`, or `off` for no limit at all. What is left out keeps its default. */
export function parseLimits(text: string): Result<Limits, 'invalid'> {
  const values = new Map(KEYS.map(([, property, byDefault]) => [property, byDefault]));
  if (text === 'off') for (const [, property] of KEYS) values.set(property, Number.POSITIVE_INFINITY);
  else if (!readAssignments(text, values)) return fail('invalid');
  return ok(Object.freeze(Object.fromEntries(values)) as unknown as Limits);
}

function readAssignments(text: string, values: Map<keyof Limits, number>): boolean {
  const seen = new Set<string>();
  for (const assignment of text.split(',').filter((part) => part.trim() !== '')) {
    const [key = '', value = '', ...rest] = assignment.split('=').map((part) => part.trim());
    const property = KEYS.find(([known]) => known === key)?.[1];
    if (property === undefined || rest.length > 0 || seen.has(key)) return false;
    if (value !== 'off' && !/^[1-9]\d{0,6}$/.test(value)) return false;
    seen.add(key);
    values.set(property, value === 'off' ? Number.POSITIVE_INFINITY : Number(value));
  }
  return true;
}
