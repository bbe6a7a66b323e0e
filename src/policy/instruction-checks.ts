import type { Observation, ObservedPhone } from './phone-observations.ts';

/** What an instruction asks of a phone, in a form the exchange can see for itself (mission H3). */
export type InstructionCheck =
  /** Asks to be registered for at least so long, and does not come back sooner again and again. */
  | { readonly kind: 'registration-interval'; readonly atLeastS: number }
  | { readonly kind: 'transport'; readonly oneOf: readonly string[] }
  /** Offers these codecs first, in this order; named as in `PCMA/8000`. */
  | { readonly kind: 'codec-order'; readonly first: readonly string[] }
  /** Signs that hold a router open: not rarer than `atMostS`, not more often than `atLeastS`. */
  | {
      readonly kind: 'keep-alive';
      readonly atLeastS?: number | undefined;
      readonly atMostS?: number | undefined;
    }
  /** Has stopped trying a wrong password. */
  | { readonly kind: 'no-retry-loop'; readonly withinMinutes: number }
  | { readonly kind: 'contacts'; readonly atMost: number }
  /** Phones whose User-Agent holds `product` have at least this version, `2.10` being more than `2.9`. */
  | { readonly kind: 'firmware'; readonly product: string; readonly atLeast: string }
  | { readonly kind: 'without-user-agent'; readonly product: string }
  | { readonly kind: 'ptime'; readonly ms: number }
  /** No router changes what its phones say, or keeps out what is said to them. */
  | { readonly kind: 'router' }
  /** Offers encrypted sound, were it as a wish only, or does not. */
  | { readonly kind: 'srtp'; readonly mode: 'on' | 'off' };

export interface Finding {
  readonly check: InstructionCheck['kind'];
  /** `unknown`: nothing was seen yet that tells. */
  readonly verdict: 'met' | 'not-met' | 'unknown';
  /** What was seen, as short as it can be said in every language; null when nothing was. */
  readonly seen: string | null;
}

type Judgement = Omit<Finding, 'check'>;

/** As a phone's own settings name it. */
const PROFILES = { none: 'RTP', optional: 'SRTP + RTP', required: 'SRTP' } as const;

const UNKNOWN: Judgement = { verdict: 'unknown', seen: null };
/** A phone refreshes when half to nearly all of its interval is over; it may also have been switched off and on. */
const EARLIEST_REFRESH = 0.45;
const SPARE_REGISTERS = 4;
const RATE_MINUTES = 60;
const DEFAULT_INTERVAL_S = 3600;
export const DEFAULT_PTIME_MS = 20;
/** Wrong passwords that are a loop and no slip. */
export const LOOP = 3;

export function judge(check: InstructionCheck, observation: Observation): Finding {
  return { check: check.kind, ...judgement(check, observation) };
}

/** All are met; one that is not tells more than one that is not known. */
export function verdictOf(findings: readonly Finding[]): Finding['verdict'] {
  if (findings.some(({ verdict }) => verdict === 'not-met')) return 'not-met';
  return findings.length > 0 && findings.every(({ verdict }) => verdict === 'met') ? 'met' : 'unknown';
}

function judgement(check: InstructionCheck, observation: Observation): Judgement {
  const { phones } = observation;
  switch (check.kind) {
    case 'registration-interval':
      return judgeInterval(check.atLeastS, observation);
    case 'transport':
      return judgePhones(
        phones,
        ({ transport }) => check.oneOf.includes(transport),
        ({ transport }) => transport,
      );
    case 'codec-order':
      return judgeOrder(check.first, observation);
    case 'keep-alive':
      return judgeKeepAlive(check, observation);
    case 'no-retry-loop':
      return judgeRetries(check.withinMinutes, observation);
    case 'contacts':
      if (phones.length === 0) return UNKNOWN;
      return say(phones.length <= check.atMost, `${phones.length}`);
    case 'firmware': {
      const concerned = phones.filter(({ userAgent }) => holds(userAgent, check.product));
      return judgePhones(concerned, (phone) => isAtLeast(phone.userAgent, check), nameOf);
    }
    case 'without-user-agent':
      return judgePhones(phones, ({ userAgent }) => !holds(userAgent, check.product), nameOf);
    case 'ptime': {
      if (observation.media === undefined) return UNKNOWN;
      const ms = observation.media.ptimeMs ?? DEFAULT_PTIME_MS;
      return say(ms === check.ms, `${ms} ms`);
    }
    case 'router':
      return judgePhones(
        phones,
        ({ routerSigns }) => routerSigns.length === 0,
        ({ routerSigns }) => routerSigns.join(' ') || '-',
      );
    case 'srtp': {
      const { protection } = observation;
      if (protection === undefined) return UNKNOWN;
      return say((protection !== 'none') === (check.mode === 'on'), PROFILES[protection]);
    }
  }
}

function say(isMet: boolean, seen: string): Judgement {
  return { verdict: isMet ? 'met' : 'not-met', seen };
}

/** Every phone must comply; what is shown is one that does not, if there is one. */
function judgePhones(
  phones: readonly ObservedPhone[],
  complies: (phone: ObservedPhone) => boolean,
  show: (phone: ObservedPhone) => string,
): Judgement {
  const [first] = phones;
  if (first === undefined) return UNKNOWN;
  const culprit = phones.find((phone) => !complies(phone));
  return say(culprit === undefined, show(culprit ?? first));
}

function judgeInterval(atLeastS: number, observation: Observation): Judgement {
  const asked = (phone: ObservedPhone): number => phone.askedS ?? DEFAULT_INTERVAL_S;
  const byWish = judgePhones(
    observation.phones,
    (phone) => asked(phone) >= atLeastS,
    (phone) => `${asked(phone)} s`,
  );
  if (byWish.verdict !== 'met') return byWish;
  const registers = observation.registersWithin(RATE_MINUTES);
  const usual = Math.ceil(((RATE_MINUTES + 5) * 60) / (EARLIEST_REFRESH * atLeastS));
  const allowed = observation.phones.length * (usual + SPARE_REGISTERS);
  // What it did before it was put right still counts for a while: the wish alone decides then.
  const settled = observation.phones.every(
    ({ sinceMs }) => observation.nowMs - sinceMs > RATE_MINUTES * 60_000,
  );
  return settled && registers > allowed ? say(false, `${registers} REGISTER/h`) : byWish;
}

function judgeOrder(first: readonly string[], { offer }: Observation): Judgement {
  if (offer === undefined) return UNKNOWN;
  const isMet = first.every((codec, at) => offer.codecs[at]?.toLowerCase() === codec.toLowerCase());
  return say(isMet, offer.codecs.join(' '));
}

function judgeKeepAlive(
  check: Extract<InstructionCheck, { kind: 'keep-alive' }>,
  { phones, nowMs }: Observation,
): Judgement {
  const { atLeastS = 0, atMostS = Number.POSITIVE_INFINITY } = check;
  const patienceMs = 2_000 * (Number.isFinite(atMostS) ? atMostS : atLeastS);
  let unsure = false;
  for (const { keepAliveS, sinceMs } of phones) {
    if (keepAliveS === undefined) {
      if (nowMs - sinceMs <= patienceMs) unsure = true;
      else if (Number.isFinite(atMostS)) return { verdict: 'not-met', seen: '-' };
    } else if (keepAliveS < atLeastS || keepAliveS > atMostS) return say(false, `${keepAliveS} s`);
  }
  if (unsure || phones.length === 0) return UNKNOWN;
  const [first] = phones;
  return say(true, first?.keepAliveS === undefined ? '-' : `${first.keepAliveS} s`);
}

function judgeRetries(withinMinutes: number, observation: Observation): Judgement {
  const { own } = observation.failuresWithin(withinMinutes);
  if (own >= LOOP) return say(false, `${own}`);
  return observation.phones.length === 0 ? UNKNOWN : say(true, `${own}`);
}

function nameOf({ userAgent }: ObservedPhone): string {
  return userAgent === '' ? '-' : userAgent;
}

export function holds(userAgent: string, product: string): boolean {
  return userAgent.toLowerCase().includes(product.toLowerCase());
}

/** The version is the first thing behind the product's name that looks like one. */
function isAtLeast(
  userAgent: string,
  { product, atLeast }: { readonly product: string; readonly atLeast: string },
): boolean {
  const behind = userAgent.slice(userAgent.toLowerCase().indexOf(product.toLowerCase()) + product.length);
  const version = /\d+(?:\.\d+)+/.exec(behind)?.[0] ?? /\d+/.exec(behind)?.[0];
  return version !== undefined && compareVersions(version, atLeast) >= 0;
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
