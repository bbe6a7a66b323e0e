/** What is done with calls to an extension: forwarding, do not disturb, pick-up group. */
import { z } from 'zod';
import { RING_S } from '../../policy/call-features.ts';
import { text } from '../contract.ts';

/** Both ends included. */
export const RING_SECONDS = RING_S;

export const callFeaturesSchema = z.object({
  extension: z.string(),
  /** Callers hear that it is busy. */
  doNotDisturb: z.boolean(),
  /** Numbers of this exchange; null: not forwarded. */
  forwardAlways: z.string().nullable(),
  forwardBusy: z.string().nullable(),
  /** Also when no phone can be reached. */
  forwardNoAnswer: z.string().nullable(),
  /** How long the phones ring before `forwardNoAnswer` is followed. */
  ringSeconds: z.number(),
  /** Who has the same may answer each other's calls. */
  pickupGroup: z.string().nullable(),
});
export type CallFeatures = z.infer<typeof callFeaturesSchema>;

const target = text(64).nullable().optional();

/** What is left out stays, null takes a forward or the group away. */
export const callFeaturesChangeSchema = z.strictObject({
  doNotDisturb: z.boolean().optional(),
  forwardAlways: target,
  forwardBusy: target,
  forwardNoAnswer: target,
  ringSeconds: z.number().optional(),
  pickupGroup: text(64).nullable().optional(),
});
export type CallFeaturesChange = z.infer<typeof callFeaturesChangeSchema>;
