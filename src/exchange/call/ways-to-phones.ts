import type { Flow } from '../../sip/transport/flow.ts';
import { phoneKey } from '../registration/binding-key.ts';
import type { Binding } from '../registration/location.ts';

/** One way to reach a phone, and how the phone calls itself there. */
export interface Way {
  readonly target: string;
  readonly flow: Flow;
}

/** The ways to one phone: the next is tried when nobody is at the end of the one before (RFC 5626 §5.3). */
export type Ways = readonly [first: Way, ...others: Way[]];

/** A phone with several flows is one phone: it rings once. */
export function waysToPhones(bindings: readonly Binding[]): readonly Ways[] {
  const phones = new Map<string, [Way, ...Way[]]>();
  for (const { record, flow } of bindings) {
    if (flow?.open !== true) continue;
    const way: Way = { target: record.contactUri, flow };
    const key = phoneKey(record.key);
    const known = phones.get(key);
    if (known === undefined) phones.set(key, [way]);
    else known.push(way);
  }
  return [...phones.values()];
}
