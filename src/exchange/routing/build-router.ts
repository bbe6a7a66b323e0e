import type { CallParts } from '../call/call-parts.ts';
import type { PickUpRights } from '../call/pick-up-rights.ts';
import type { ConferenceRooms } from '../conference/conference-rooms.ts';
import type { Console } from '../console.ts';
import type { Location } from '../registration/location.ts';
import type { Services } from '../services/services.ts';
import type { SuspensionGate } from '../suspension/suspension-gate.ts';
import type { CallFeatureTable } from '../tables/call-feature-table.ts';
import type { Conferences, Extensions } from '../tables/directory-tables.ts';
import { Replacements } from '../transfer/replacements.ts';
import { Transfers } from '../transfer/transfers.ts';
import type { Voicemail } from '../voicemail/voicemail.ts';
import { CallAllowance } from './call-allowance.ts';
import { Destinations } from './destinations.ts';
import type { Refusals } from './refusals.ts';
import { Router } from './router.ts';

/** The router and what it asks where a number leads to. */
export function buildRouter(parts: {
  calls: CallParts;
  refusals: Refusals;
  extensions: Extensions;
  conferences: Conferences;
  features: CallFeatureTable;
  pickUpRights: PickUpRights;
  location: Location;
  rooms: ConferenceRooms;
  services: Services;
  voicemail: Voicemail;
  gate: SuspensionGate;
  /** Made after the router: holders change their features by dialling. */
  console: () => Console;
}): Router {
  const { calls, refusals, gate } = parts;
  const allowance = new CallAllowance(calls);
  const destinations = new Destinations({ ...parts, allowance });
  return new Router({
    calls,
    refusals,
    destinations,
    transfers: new Transfers({ calls, destinations, gate, allowance }),
    gate,
    allowance,
    replacements: new Replacements(parts),
    setFeatures: async (extension, change) => {
      const { ok } = await parts.console().by(`extension:${extension}`).callFeatures.set(extension, change);
      return ok;
    },
  });
}
