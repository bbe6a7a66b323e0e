import { holds, type InstructionCheck, judge, verdictOf } from './instruction-checks.ts';
import type { Observation } from './phone-observations.ts';

/** Whom an instruction is for. All but the first also take in those who come to be meant later. */
export type InstructionTarget =
  | { readonly kind: 'extensions'; readonly numbers: readonly string[] }
  | { readonly kind: 'all' }
  /** Whoever has a phone whose User-Agent holds this. */
  | { readonly kind: 'user-agent'; readonly product: string }
  /** Whoever's phone does not do what the checks ask. */
  | { readonly kind: 'behaviour' };

export function isMeant(
  target: InstructionTarget,
  checks: readonly InstructionCheck[],
  observation: Observation,
): boolean {
  switch (target.kind) {
    case 'extensions':
      return target.numbers.includes(observation.extension);
    case 'all':
      return true;
    case 'user-agent':
      return observation.phones.some(({ userAgent }) => holds(userAgent, target.product));
    case 'behaviour':
      return verdictOf(checks.map((check) => judge(check, observation))) === 'not-met';
  }
}
