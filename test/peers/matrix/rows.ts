import type { Habits } from './peer.ts';
import type { Stage } from './stage.ts';
import * as stories from './stories.ts';

export type RowName =
  | 'register'
  | 'call'
  | 'hold'
  | 'blind transfer'
  | 'attended transfer'
  | 'cancel'
  | 'busy'
  | 'DTMF'
  | 'MESSAGE'
  | 'BLF'
  | 'presence'
  | 'session timer'
  | '100rel'
  | 'large SDP'
  | 'IPv6';

export interface Row {
  readonly name: RowName;
  /** What the cell stands for, in the page. */
  readonly means: string;
  readonly story: (stage: Stage) => Promise<void>;
  /** A program of its own, set up for it. */
  readonly own?: { readonly habits?: Habits; readonly ipv6?: boolean; readonly rings?: boolean };
  /** Mostly waits. */
  readonly isSlow?: boolean;
}

export const ROWS: readonly Row[] = [
  {
    name: 'register',
    means: 'registers, and the exchange sees the transport',
    story: stories.registers,
  },
  {
    name: 'call',
    means: 'calls and is called, shows who calls, hears and is heard, either side hangs up',
    story: stories.callsAndIsCalled,
  },
  {
    name: 'hold',
    means: 'holds and resumes, is held and resumed',
    story: stories.holds,
  },
  {
    name: 'blind transfer',
    means: 'hands a call on to a number; the two hear each other',
    story: stories.transfersBlind,
  },
  {
    name: 'attended transfer',
    means: 'holds, asks, connects the two (Replaces)',
    story: stories.transfersAttended,
  },
  {
    name: 'cancel',
    means: 'gives up while it rings, and is given up on',
    story: stories.cancels,
  },
  {
    name: 'busy',
    means: 'hears busy, and declines',
    story: stories.isBusy,
  },
  {
    name: 'DTMF',
    means: 'sends keys and is sent keys, in the sound (RFC 4733) or by INFO',
    story: stories.pressesKeys,
  },
  {
    name: 'MESSAGE',
    means: 'sends a text and gets one',
    story: stories.sendsTexts,
  },
  {
    name: 'BLF',
    means: 'a lamp follows the calls of another extension (RFC 4235)',
    story: stories.showsLamp,
  },
  {
    name: 'presence',
    means: 'shows that another extension is there (PIDF)',
    story: stories.showsPresence,
  },
  {
    name: 'session timer',
    means: 'the session of 90 s is refreshed after 45 (RFC 4028)',
    story: stories.refreshesSession,
    own: { habits: { sessionExpiresS: 90 } },
    isSlow: true,
  },
  {
    name: '100rel',
    means: 'acknowledges ringing and gets its own acknowledged (RFC 3262)',
    story: stories.ringsReliably,
    own: { habits: { reliable: true }, rings: false },
  },
  {
    name: 'large SDP',
    means: 'an INVITE of more than 1,500 bytes comes through',
    story: stories.offersMuch,
    own: { habits: { largeOffer: true } },
  },
  {
    name: 'IPv6',
    means: 'the row *call* over IPv6, with a phone on IPv4',
    story: stories.callsAndIsCalled,
    own: { ipv6: true },
  },
];
