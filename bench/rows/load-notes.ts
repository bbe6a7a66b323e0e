import type { LoadResult } from '../load/registrations.ts';
import { median, sum } from '../pairs.ts';

/** Whether the offered load was really carried, and what else the machine did. */
export function loadNotes(results: readonly LoadResult[]): string[] {
  const rate = median(results.map(({ successful, seconds }) => successful / seconds));
  const share = median(results.map(({ window }) => window.serverCpuMs / window.wallMs));
  const stolen = median(results.map(({ window }) => window.stolenMs / window.wallMs));
  return [
    `${Math.round(rate)}/s carried with ${Math.round(share * 100)} % of a core`,
    `${sum(results.map(({ failed }) => failed))} failed`,
    `${sum(results.map(({ retransmissions }) => retransmissions))} retransmissions`,
    ...(stolen > 0.02 ? [`${Math.round(stolen * 100)} % of a CPU stolen`] : []),
  ];
}
