import type { InstructionTarget } from '../../web/contract/instructions.ts';
import type { CommandContext } from '../command-context.ts';

/** What `--for`, `--product` and `--behaviour` say. */
export interface TargetOptions {
  readonly for?: string;
  readonly product?: string;
  readonly behaviour?: boolean;
}

/** Without a word about it, nobody is meant: the exchange refuses that. */
export function targetsOf(given: TargetOptions): InstructionTarget {
  if (given.behaviour) return { kind: 'behaviour' };
  if (given.product !== undefined) return { kind: 'user-agent', product: given.product };
  if (given.for === 'all') return { kind: 'all' };
  const numbers = (given.for ?? '').split(',').filter((number) => number.trim() !== '');
  return { kind: 'extensions', numbers: numbers.map((number) => number.trim()) };
}

export function whom({ words }: CommandContext, targets: InstructionTarget): string {
  const { everyone, withProduct, byBehaviour } = words.watch.instruction;
  switch (targets.kind) {
    case 'all':
      return everyone;
    case 'user-agent':
      return withProduct(targets.product);
    case 'behaviour':
      return byBehaviour;
    case 'extensions':
      return targets.numbers.join(', ');
  }
}
