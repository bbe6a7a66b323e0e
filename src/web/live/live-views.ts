import type { Console } from '../../exchange/console.ts';
import { consoleParts } from './console-live.ts';
import type { LivePart } from './live-part.ts';
import { kioskParts, memberBridges } from './shared-live.ts';
import type { TrafficMeter } from './traffic-meter.ts';

/** What those who look share. A member's own part is made for him. */
export interface LiveViews {
  readonly console: readonly LivePart[];
  readonly kiosk: readonly LivePart[];
  readonly memberBridges: LivePart;
}

export function liveViews(console: Console, traffic: TrafficMeter): LiveViews {
  return {
    console: consoleParts(console, traffic),
    kiosk: kioskParts(console),
    memberBridges: memberBridges(console),
  };
}
