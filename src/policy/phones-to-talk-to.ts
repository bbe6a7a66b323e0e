import { LOOP } from './instruction-checks.ts';
import type { Observation } from './phone-observations.ts';

/** Something about a phone that costs others, with the figure that shows it. */
export interface Complaint {
  readonly kind:
    | 'registers-too-often'
    | 'wrong-password'
    | 'keep-alive-too-often'
    | 'many-phones'
    | 'small-packets'
    | 'much-bandwidth'
    | 'router-meddles'
    | 'encrypted-only';
  /** What was seen, in the unit that `kind` implies: per hour, seconds, phones, milliseconds, kbit/s, signs, offers. */
  readonly seen: number;
  /** What it may be. */
  readonly usual: number;
  /** How much it matters, 0 to 100. */
  readonly weight: number;
  /** The instruction that puts it right. */
  readonly template: string | null;
}

export interface PhoneToTalkTo {
  readonly extension: string;
  readonly userAgents: readonly string[];
  /** The heaviest first. */
  readonly complaints: readonly Complaint[];
  readonly weight: number;
}

const USUAL_REGISTERS_PER_HOUR = 12;
const SHORTEST_KEEP_ALIVE_S = 10;
const USUAL_PHONES = 3;
const USUAL_PTIME_MS = 20;
/** G.711 with its RTP headers both ways is 137.6. */
const USUAL_KBIT_PER_S = 140;
const RATE_MINUTES = 60;
/** Costs nobody else anything, but none of its calls comes about. */
const ENCRYPTED_ONLY: Complaint = {
  kind: 'encrypted-only',
  seen: 1,
  usual: 0,
  weight: 15,
  template: 'srtp-off',
};

/** Ranks the extensions whose phones an administrator should talk about, with the evidence. */
export function phonesToTalkTo(observations: readonly Observation[]): readonly PhoneToTalkTo[] {
  return observations
    .map((observation) => {
      const complaints = complaintsAbout(observation).sort((a, b) => b.weight - a.weight);
      return {
        extension: observation.extension,
        userAgents: [...new Set(observation.phones.map(({ userAgent }) => userAgent))],
        complaints,
        weight: complaints.reduce((sum, { weight }) => sum + weight, 0),
      };
    })
    .filter(({ complaints }) => complaints.length > 0)
    .sort((a, b) => b.weight - a.weight || (a.extension < b.extension ? -1 : 1));
}

function complaintsAbout(observation: Observation): Complaint[] {
  const { phones, media, kbitPerS, protection } = observation;
  const registers = observation.registersWithin(RATE_MINUTES);
  const { own } = observation.failuresWithin(RATE_MINUTES);
  const keepAliveS = Math.min(...phones.map((phone) => phone.keepAliveS ?? Number.POSITIVE_INFINITY));
  const signs = new Set(phones.flatMap(({ routerSigns }) => routerSigns)).size;
  const ptimeMs = media?.ptimeMs ?? USUAL_PTIME_MS;
  const registersUsual = USUAL_REGISTERS_PER_HOUR * Math.max(1, phones.length);
  return [
    // Wrong passwords come first: they ban the whole household.
    ...more('wrong-password', own, LOOP - 1, 'password', 40),
    ...more('registers-too-often', registers, registersUsual, 'registration-interval', 20),
    ...less('keep-alive-too-often', keepAliveS, SHORTEST_KEEP_ALIVE_S, 'keep-alive'),
    ...(protection === 'required' ? [ENCRYPTED_ONLY] : []),
    ...more('many-phones', phones.length, USUAL_PHONES, 'phones-at-once', 5),
    ...less('small-packets', ptimeMs, USUAL_PTIME_MS, 'ptime'),
    ...more('router-meddles', signs, 0, 'router', 30),
    ...more('much-bandwidth', Math.round(kbitPerS ?? 0), USUAL_KBIT_PER_S, 'codec-order', 10),
  ];
}

/** Weight grows with how many times too much it is. */
function more(
  kind: Complaint['kind'],
  seen: number,
  usual: number,
  template: string,
  base: number,
): Complaint[] {
  if (seen <= usual) return [];
  return [{ kind, seen, usual, template, weight: weightOf(base, seen / Math.max(usual, 1)) }];
}

function less(kind: Complaint['kind'], seen: number, usual: number, template: string): Complaint[] {
  if (seen >= usual) return [];
  return [{ kind, seen, usual, template, weight: weightOf(10, usual / Math.max(seen, 0.5)) }];
}

function weightOf(base: number, times: number): number {
  return Math.min(100, Math.round(base * (1 + Math.log2(times))));
}
