import { ok } from '../../base/result.ts';
import type { InstructionCheck } from '../../policy/instruction-checks.ts';
import type { InstructionTarget } from '../../policy/instruction-targets.ts';
import type { Outcome } from '../console/outcome.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import { notFound } from './refusal.ts';

const LONGEST_PRODUCT = 64;

/** Whom an instruction or a message is for, as it is kept; `invalid` refuses in the words of the one or the other. */
export function readTargets(
  extensions: Pick<Extensions, 'has'>,
  targets: InstructionTarget,
  checks: readonly InstructionCheck[],
  invalid: (message: string, reason: string) => Outcome<never>,
): Outcome<InstructionTarget> {
  if (targets.kind === 'behaviour' && checks.length === 0)
    return invalid('Only a check can tell whose phone does it differently', 'no-checks');
  if (targets.kind === 'user-agent') {
    const product = targets.product.trim().slice(0, LONGEST_PRODUCT);
    return product === '' ? invalid('Nobody is meant', 'no-target') : ok({ kind: 'user-agent', product });
  }
  if (targets.kind !== 'extensions') return ok(targets);
  const numbers = [...new Set(targets.numbers)];
  if (numbers.length === 0) return invalid('Nobody is meant', 'no-target');
  const missing = numbers.find((number) => !extensions.has(number));
  return missing === undefined ? ok({ kind: 'extensions', numbers }) : notFound('extension', missing);
}
