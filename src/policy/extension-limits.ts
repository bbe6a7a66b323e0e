import type { CallLimits } from './limits.ts';

/** Codecs an administrator may allow or not, by the names phones show. */
export const LIMITABLE_CODECS = ['PCMA', 'PCMU', 'G722', 'opus'] as const;
export type LimitableCodec = (typeof LIMITABLE_CODECS)[number];

/** What was set for one extension; null leaves the limit to the settings of the exchange. */
export interface ExtensionLimits {
  /** Calls at once, made and received together. */
  readonly calls: number | null;
  /** Phones registered at once. */
  readonly contacts: number | null;
  readonly newCallsPerMinute: number | null;
  /** Of one call, each way, with the headers of IPv4, UDP and RTP. It rules out the codecs that take more. */
  readonly kbitPerS: number | null;
  readonly codecs: readonly LimitableCodec[] | null;
  /** A phone may not ask to register more often than this. */
  readonly registerIntervalS: number | null;
  /** The one algorithm its phones may prove their password with. */
  readonly digest: 'SHA-256' | null;
  /** What its phones must be connected by: nothing that can be read on the way. */
  readonly transport: 'TLS' | null;
}

export const NO_LIMITS: ExtensionLimits = {
  calls: null,
  contacts: null,
  newCallsPerMinute: null,
  kbitPerS: null,
  codecs: null,
  registerIntervalS: null,
  digest: null,
  transport: null,
};

/** A call with packets of 20 ms: 64 kbit/s, for Opus 40 (RFC 7587 §3.1.1), and 16 for the headers. */
const KBIT_PER_S: Readonly<Record<LimitableCodec, number>> = { PCMA: 80, PCMU: 80, G722: 80, opus: 56 };

/** What may be set, both ends included. RFC 3261 §10.3 has no refusal of intervals longer than an hour. */
export const LIMIT_RANGES = {
  calls: { least: 0, most: 1_000 },
  contacts: { least: 1, most: 100 },
  newCallsPerMinute: { least: 0, most: 6_000 },
  kbitPerS: { least: Math.min(...Object.values(KBIT_PER_S)), most: 10_000 },
  registerIntervalS: { least: 60, most: 3_600 },
} as const;

/** What holds for one extension. `Infinity` and undefined: no limit. */
export interface EffectiveLimits {
  readonly calls: number;
  /** Calls at once were limited for this extension by name: then those it receives count, too. */
  readonly countsReceivedCalls: boolean;
  readonly contacts: number;
  readonly newCallsPerMinute: number;
  readonly kbitPerS: number;
  /** Undefined when every codec is allowed. */
  readonly codecs: ReadonlySet<string> | undefined;
  readonly registerIntervalS: number;
  readonly digest: 'SHA-256' | undefined;
  readonly transport: 'TLS' | undefined;
}

/** The limits of an extension, its own before those of everyone. */
export function effectiveLimits(own: ExtensionLimits, everyones: CallLimits | undefined): EffectiveLimits {
  const kbitPerS = own.kbitPerS ?? Number.POSITIVE_INFINITY;
  const codecs = LIMITABLE_CODECS.filter(
    (codec) => KBIT_PER_S[codec] <= kbitPerS && (own.codecs === null || own.codecs.includes(codec)),
  );
  return {
    calls: own.calls ?? everyones?.callsPerExtension ?? Number.POSITIVE_INFINITY,
    countsReceivedCalls: own.calls !== null,
    contacts: own.contacts ?? everyones?.contactsPerExtension ?? Number.POSITIVE_INFINITY,
    newCallsPerMinute: own.newCallsPerMinute ?? everyones?.newCallsPerMinute ?? Number.POSITIVE_INFINITY,
    kbitPerS,
    codecs: codecs.length === LIMITABLE_CODECS.length ? undefined : new Set(codecs),
    registerIntervalS: own.registerIntervalS ?? 0,
    digest: own.digest ?? undefined,
    transport: own.transport ?? undefined,
  };
}

/** Whether an encoding such as `PCMA/8000` may carry the sound; keys are no sound and always may be sent. */
export function allowsEncoding({ codecs }: EffectiveLimits, encoding: string): boolean {
  if (codecs === undefined) return true;
  const [name = ''] = encoding.split('/', 1);
  return name === 'telephone-event' || name === 'CN' || codecs.has(name);
}
