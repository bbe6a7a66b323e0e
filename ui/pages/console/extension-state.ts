import type { Extension } from '../../../src/web/contract.ts';
import type { StateName } from '../../components/state.tsx';

export function stateOf({ suspended, registrations }: Extension): StateName {
  if (suspended.length > 0) return 'suspended';
  if (registrations.length === 0) return 'not-registered';
  return registrations.some(({ reachable, silentSince }) => reachable && silentSince === null)
    ? 'reachable'
    : 'attention';
}
