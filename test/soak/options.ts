import { parseArgs } from 'node:util';

export interface SoakOptions {
  readonly minutes: number;
  /** A second. */
  readonly registrations: number;
  /** A second. */
  readonly calls: number;
  /** Share of the calls in which both sides talk. */
  readonly sound: number;
  /** Share of the registrations that come with a wrong password, from addresses of their own. */
  readonly wrong: number;
  /** Malformed messages a second. */
  readonly malformed: number;
  /** Questions a second whose answers are timed. */
  readonly probes: number;
  readonly phones: number;
  /** SIP, web, metrics, SIP over TLS, inspector; those of the sound begin a thousand later. */
  readonly firstPort: number;
  /** Forged sources at the end; 0 leaves them out. */
  readonly sources: number;
  /** Where the report goes; undefined prints it only. */
  readonly report: string | undefined;
}

/** Shorter runs show that it works, not that it lasts. */
const MINUTES_TO_PUBLISH = 30;
export const REPORT = new URL('../../docs/operate/reliability.md', import.meta.url).pathname;

/** Throws with a line for people when the command line cannot be understood. */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '30' },
      registrations: { type: 'string', default: '20' },
      calls: { type: 'string', default: '5' },
      sound: { type: 'string', default: '0.25' },
      wrong: { type: 'string', default: '0.01' },
      malformed: { type: 'string', default: '2' },
      probes: { type: 'string', default: '20' },
      phones: { type: 'string', default: '200' },
      sources: { type: 'string', default: '1000000' },
      'first-port': { type: 'string', default: '23000' },
      report: { type: 'string' },
    },
  });
  const number = (name: Exclude<keyof typeof values, 'report'>, least: number, most: number): number => {
    const value = Number(values[name]);
    if (value >= least && value <= most) return value;
    throw new Error(`--${name} takes a number from ${least} to ${most}`);
  };
  const minutes = number('minutes', 0.5, 1440);
  return {
    minutes,
    registrations: number('registrations', 0.1, 200),
    calls: number('calls', 0, 50),
    sound: number('sound', 0, 1),
    wrong: number('wrong', 0, 0.5),
    malformed: number('malformed', 0, 50),
    probes: number('probes', 1, 100),
    phones: number('phones', 10, 400),
    sources: number('sources', 0, 4_000_000),
    firstPort: number('first-port', 1024, 28_000),
    report: values.report ?? (minutes >= MINUTES_TO_PUBLISH ? REPORT : undefined),
  };
}
