import type { SocketAddress } from '../../base/sockets.ts';
import type { ConferenceSound } from '../conference/conference-sound.ts';

/** A radio that sits in a conference. */
export interface RadioPlan {
  readonly conference: string;
  readonly sound: ConferenceSound;
  /** Where its USRP goes. Only what comes from this address, whatever the port, is heard. */
  readonly remote: SocketAddress;
  /** Ours. */
  readonly port: number;
  /** It transmits while somebody in the conference talks, or while somebody has keyed it, and then only him. */
  readonly transmits: 'voice' | 'keyed';
  /** Of one transmission either way; 0 without limit. */
  readonly talkLimitS: number;
  /** Before the transmitter falls silent, and in the conference when the receiver has. */
  readonly courtesyTone: boolean;
}

export type RadioFact =
  /** Whether the port could be had. */
  | { readonly kind: 'bound'; readonly bound: boolean }
  | { readonly kind: 'receiving'; readonly receiving: boolean }
  /** The call sign of who is received, where the radio's computer tells; null when he has done. */
  | { readonly kind: 'talker'; readonly callsign: string | null }
  | { readonly kind: 'sending'; readonly sending: boolean }
  /** The radio's computer is there: told at the end of a transmission, and every five seconds while it sends. */
  | { readonly kind: 'heard'; readonly received: number; readonly lost: number }
  /** The thread it lived in has ended. */
  | { readonly kind: 'gone' };

export interface MediaRadio {
  /** Frees the port. Idempotent. */
  close(): void;
}
