import { ADAPTERS } from './adapters.ts';
import { APPS } from './apps.ts';
import { DESK_PHONES } from './desk-phones.ts';
import { type DeviceGuide, text } from './guide.ts';
import { ROUTERS } from './routers.ts';

/** Every guide there is. */
export const DEVICE_GUIDES: readonly DeviceGuide[] = [...DESK_PHONES, ...ADAPTERS, ...APPS, ...ROUTERS];

export function deviceGuide(id: string): DeviceGuide | undefined {
  return DEVICE_GUIDES.find((guide) => guide.id === id);
}

/** Stands under every guide (mission H5). */
export const NO_GUARANTEE = text(
  'Een voorbeeld, zonder garantie. Wij hebben het niet op dit toestel geprobeerd tenzij het er staat. Jij stelt je toestel zelf in.',
  'An example, without guarantee. We did not try it on this device unless it says so. You set up your phone yourself.',
);
