import { DEFAULT_PTIME_MS } from './instruction-checks.ts';
import type { Observation } from './phone-observations.ts';

/** What a phone costs and does, kept from before an instruction and from when it was carried out. */
export interface InstructionFigures {
  readonly phones: number;
  /** The shortest that one of the phones asks for. */
  readonly registrationIntervalS: number | null;
  readonly registersPerHour: number;
  readonly wrongPasswordsPerHour: number;
  readonly transports: readonly string[];
  /** Of the last call. */
  readonly codec: string | null;
  readonly ptimeMs: number | null;
  readonly kbitPerS: number | null;
  /** The shortest of the phones'. */
  readonly keepAliveS: number | null;
}

export function figuresOf(observation: Observation): InstructionFigures {
  const { phones, media, kbitPerS } = observation;
  return {
    phones: phones.length,
    registrationIntervalS: least(phones.map(({ askedS }) => askedS)),
    registersPerHour: observation.registersWithin(60),
    wrongPasswordsPerHour: observation.failuresWithin(60).own,
    transports: [...new Set(phones.map(({ transport }) => transport))].sort(),
    codec: media?.codec ?? null,
    ptimeMs: media === undefined ? null : (media.ptimeMs ?? DEFAULT_PTIME_MS),
    kbitPerS: kbitPerS === undefined ? null : Math.round(kbitPerS),
    keepAliveS: least(phones.map(({ keepAliveS }) => keepAliveS)),
  };
}

function least(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}
