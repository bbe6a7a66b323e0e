import { type SuspensionBook, suspensionState } from '../../policy/suspensions.ts';
import type { ServicePart } from '../console/incidents.ts';
import type { Outages } from './outages.ts';

/** What the exchange knows of itself: what was taken away from everyone, and a store that takes nothing. */
export function observedOutages(parts: {
  readonly suspensions: Pick<SuspensionBook, 'list'>;
  readonly nowMs: () => number;
  readonly isStoreHealthy: () => boolean;
}): Outages {
  return {
    open: () => {
      const taken = new Set<ServicePart>();
      for (const suspension of parts.suspensions.list()) {
        if (suspension.scope !== 'all' || suspensionState(suspension, parts.nowMs()) !== 'active') continue;
        for (const what of suspension.what) taken.add(PARTS[what]);
      }
      if (!parts.isStoreHealthy()) taken.add('registration');
      return taken.size === 0 ? [] : [{ kind: 'outage', parts: [...taken] }];
    },
  };
}

const PARTS = {
  register: 'registration',
  call: 'calls',
  called: 'calls',
  conference: 'conferences',
} as const satisfies Record<string, ServicePart>;
