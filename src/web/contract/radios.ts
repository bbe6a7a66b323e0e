/** Radios that sit in a conference, over USRP. */
import { z } from 'zod';
import { text, time } from '../contract.ts';

export const radioSchema = z.object({
  name: z.string(),
  conference: z.string(),
  /** Of the radio's computer, and the only one it is heard from. Null for who may not change it. */
  address: z.string().nullable(),
  remotePort: z.number(),
  localPort: z.number(),
  /** While anybody talks; or while somebody has keyed it by *99, and then only him. */
  transmits: z.enum(['voice', 'keyed']),
  /** Of one transmission, either way; 0: without limit. */
  talkLimitSeconds: z.number(),
  courtesyTone: z.boolean(),
  createdAt: time,
  state: z.enum(['off', 'idle', 'receiving', 'sending']),
  /** Another program has the port. */
  portTaken: z.boolean(),
  /** The call sign of who is received, where the radio's computer tells. Null for who may not see people. */
  talker: z.string().nullable(),
  /** Anything of its computer; null when nothing came since the exchange started. */
  lastHeardAt: time.nullable(),
  /** With sound, since its port was opened; and those that were missed among them. */
  packetsReceived: z.number(),
  packetsLost: z.number(),
});
export type Radio = z.infer<typeof radioSchema>;

export const newRadioSchema = z.strictObject({
  /** Letters, digits and hyphens. */
  name: text(64),
  conference: text(64),
  /** Numeric. */
  address: text(64),
  remotePort: z.int(),
  localPort: z.int(),
  transmits: z.enum(['voice', 'keyed']).optional(),
  /** 10 to 3600, 180 when left out; 0: without limit. */
  talkLimitSeconds: z.int().optional(),
  courtesyTone: z.boolean().optional(),
});
export type NewRadioRequest = z.infer<typeof newRadioSchema>;

/** What is left out stays. */
export const radioChangeSchema = newRadioSchema.omit({ name: true }).partial();
export type RadioChangeRequest = z.infer<typeof radioChangeSchema>;
