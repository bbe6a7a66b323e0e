/** What the holder of an extension wants done with calls to it. Null: nothing of the kind. */
export interface CallFeatures {
  readonly doNotDisturb: boolean;
  /** Numbers of this exchange: an extension, a conference, a service that takes forwarded calls. */
  readonly forwardAlways: string | null;
  readonly forwardBusy: string | null;
  /** When nobody answers, and when no phone can be reached. */
  readonly forwardNoAnswer: string | null;
  /** How long the phones ring before `forwardNoAnswer` is followed. */
  readonly ringS: number;
  /** Who has the same may answer each other's calls. */
  readonly pickupGroup: string | null;
}

export const NO_FEATURES: CallFeatures = {
  doNotDisturb: false,
  forwardAlways: null,
  forwardBusy: null,
  forwardNoAnswer: null,
  ringS: 20,
  pickupGroup: null,
};

/** Both ends included. */
export const RING_S = { least: 5, most: 60 } as const;

/** Why a call goes to another number than the one it was sent to; `redirected` is a phone's own 3xx. */
export type ForwardCause = 'always' | 'busy' | 'no-answer' | 'redirected';

/** Where a call goes next for this cause, as the holder set it. */
export function forwardFor(
  features: CallFeatures,
  cause: Exclude<ForwardCause, 'redirected'>,
): string | undefined {
  const { forwardAlways, forwardBusy, forwardNoAnswer } = features;
  return { always: forwardAlways, busy: forwardBusy, 'no-answer': forwardNoAnswer }[cause] ?? undefined;
}

/** The features without those that lead to a number that is no more; the same object when none does. */
export function withoutForwardsTo(features: CallFeatures, number: string): CallFeatures {
  const { forwardAlways, forwardBusy, forwardNoAnswer } = features;
  if (![forwardAlways, forwardBusy, forwardNoAnswer].includes(number)) return features;
  const unless = (target: string | null): string | null => (target === number ? null : target);
  return {
    ...features,
    forwardAlways: unless(forwardAlways),
    forwardBusy: unless(forwardBusy),
    forwardNoAnswer: unless(forwardNoAnswer),
  };
}

/** 1 to 32 letters, digits and hyphens; one spelling each. */
export function parsePickupGroup(text: string): string | undefined {
  const group = text.trim().toLowerCase();
  return /^[\p{L}\p{N}][\p{L}\p{N}-]{0,31}$/u.test(group) ? group : undefined;
}

/** One side of a pick-up. */
export interface PickupParty {
  readonly number: string;
  readonly callsign: string;
  readonly pickupGroup: string | null;
}

/**
 * Who may answer a call that rings elsewhere: the holder on another extension of his, and everyone of the same
 * pick-up group. A group is the administrator's to give, because who picks up a call learns who is calling.
 */
export function mayPickUp(picker: PickupParty, ringing: PickupParty): boolean {
  if (picker.callsign === ringing.callsign) return true;
  return picker.pickupGroup !== null && picker.pickupGroup === ringing.pickupGroup;
}
