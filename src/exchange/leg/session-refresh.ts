import type { Dialog } from '../../sip/dialog/dialog.ts';
import type { SipResponse } from '../../sip/message/message.ts';
import type { OutgoingInviteUser } from './outgoing-invite.ts';
import { isDialogGone, type UpdateUser } from './own-offers.ts';
import type { PatientOffer } from './patient-offer.ts';
import { sdpOf } from './sdp-body.ts';

/** The leg whose session is to go on. */
export interface RefreshedLeg {
  readonly dialog: Dialog | undefined;
  /** What we said last of our sound. */
  readonly ownSdp: Uint8Array | undefined;
  reInvite(sdp: Uint8Array | undefined, user: OutgoingInviteUser): void;
  update(sdp: Uint8Array | undefined, user: UpdateUser): void;
  acknowledge(response: SipResponse): void;
  /** The phone took the occasion to say something else. */
  onAnswer(sdp: Uint8Array): void;
}

/** What may be tried again: it met another offer, the phone was busy, or it wants a longer interval (RFC 4028 §7.3). */
const PASSING = new Set([422, 491, 500, 503]);

/**
 * Prolongs a session (RFC 4028 §7.4): by UPDATE without a description where the phone takes it, else by a re-INVITE
 * that repeats the last one. When it cannot be done the session timer ends the call.
 */
export function refreshSession(leg: RefreshedLeg, patient: PatientOffer): void {
  patient.make((again) => {
    if (leg.dialog?.allows('UPDATE') !== true) return refreshByInvite(leg, again);
    leg.update(undefined, {
      onAnswered() {},
      onRejected: (status) => {
        if (PASSING.has(status)) again();
        else if (!isDialogGone(status)) refreshByInvite(leg, again);
      },
    });
  });
}

function refreshByInvite(leg: RefreshedLeg, again: () => void): void {
  leg.reInvite(leg.ownSdp, {
    onProvisional() {},
    onAnswered: (response) => {
      leg.acknowledge(response);
      const sdp = sdpOf(response);
      if (sdp !== undefined) leg.onAnswer(sdp);
    },
    onRejected: (status) => {
      if (PASSING.has(status)) again();
    },
  });
}
