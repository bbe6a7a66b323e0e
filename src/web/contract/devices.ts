/** Examples of phones, apps and routers, and how they are set up. */
import { z } from 'zod';
import { PROVISIONING_FORMATS } from '../../base/provisioning-format.ts';
import { DEVICE_KINDS, OWN_VALUES } from '../../directory/devices/guide.ts';

const bothLanguages = z.object({ nl: z.string(), en: z.string() });
/** `unsure`: the device may call it otherwise. */
const certainty = z.enum(['sourced', 'unsure']);

const deviceSummary = {
  id: z.string(),
  kind: z.enum(DEVICE_KINDS),
  family: z.string(),
  models: z.array(z.string()),
  about: bothLanguages,
  /** Those who saw it work; empty: nobody yet. */
  tested: z.array(z.object({ firmware: z.string(), date: z.string() })),
  /** How the exchange can set it up by itself; null: by hand only. */
  provisioning: z.enum(PROVISIONING_FORMATS).nullable(),
};

export const deviceSchema = z.object(deviceSummary);
export type Device = z.infer<typeof deviceSchema>;

export const deviceGuideSchema = z.object({
  ...deviceSummary,
  /** How to come to its settings. */
  open: z.array(bothLanguages),
  sections: z.array(
    z.object({
      /** Through the menus, as the device shows them; null when there is no telling. */
      path: z.string().nullable(),
      certainty,
      settings: z.array(
        z.object({
          /** As the device shows it; null: `meaning` tells what is looked for. */
          label: z.string().nullable(),
          meaning: bothLanguages.nullable(),
          certainty,
          /** To be typed or chosen as it stands. */
          value: z.string().nullable(),
          words: bothLanguages.nullable(),
          /** Which of one's own values belongs here. */
          own: z.enum(OWN_VALUES).nullable(),
          unit: z.enum(['seconds', 'minutes', 'milliseconds', 'frames']).nullable(),
          note: bothLanguages.nullable(),
        }),
      ),
    }),
  ),
  /** Where the address of its settings file is typed; null: it fetches none. */
  addressField: bothLanguages.nullable(),
  pitfalls: z.array(bothLanguages),
  /** Where its names were read from; null when none is known. */
  firmware: z.string().nullable(),
  noGuarantee: bothLanguages,
});
export type DeviceGuideAnswer = z.infer<typeof deviceGuideSchema>;
