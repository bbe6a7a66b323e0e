/** The programs of the matrix, over what each of them goes, and what it cannot do. */
import { BaresipPeer } from './baresip-peer.ts';
import type { Browser } from './browser.ts';
import { JssipPeer } from './jssip-peer.ts';
import { LinphonePeer } from './linphone-peer.ts';
import type { Habits, Peer, Seat, Transport } from './peer.ts';
import type { RowName } from './rows.ts';
import { SIPP_STORIES } from './sipp-stories.ts';

/** Why a program cannot do something. */
export type Cannot<Name extends string> = Readonly<Partial<Record<Name, string>>>;

export type PeerProgram = Interactive | Scripted;

interface Described {
  readonly name: string;
  /** Its Debian package, or its package of npm. */
  readonly source: string;
  readonly transports: readonly Transport[];
  readonly withoutTransport: Cannot<Transport>;
  readonly without: Cannot<RowName>;
}

/** Does what it is told, as a phone with a person before it. */
export interface Interactive extends Described {
  start(seat: Seat, habits: Habits, tools: Tools): Promise<Peer>;
}

/** Plays scenarios of its own. */
export interface Scripted extends Described {
  readonly stories: typeof SIPP_STORIES;
}

/** What several programs run in. */
export interface Tools {
  readonly browser: Browser;
}

const IN_A_PAGE = 'a page has WebSockets only';
const NO_WEBSOCKET = 'it speaks no WebSocket';

export const PROGRAMS: readonly PeerProgram[] = [
  {
    name: 'baresip 1.0.0',
    source: 'Debian package `baresip-core`',
    transports: ['UDP', 'TCP', 'TLS'],
    withoutTransport: { WS: NO_WEBSOCKET, WSS: NO_WEBSOCKET },
    without: {
      'attended transfer': 'it sends no REFER with Replaces',
      BLF: 'it watches presence only, no dialogs',
      'session timer': 'it knows no RFC 4028',
      '100rel': 'it knows no RFC 3262',
    },
    start: (seat, habits) => BaresipPeer.start(seat, habits),
  },
  {
    name: 'Linphone 5.1.65',
    source: 'Debian package `linphone-cli`',
    transports: ['UDP', 'TCP', 'TLS'],
    withoutTransport: { WS: NO_WEBSOCKET, WSS: NO_WEBSOCKET },
    without: { BLF: 'it watches presence only, no dialogs' },
    start: (seat, habits) => LinphonePeer.start(seat, habits),
  },
  {
    name: 'SIPp 3.6.1',
    source: 'Debian package `sip-tester`',
    transports: ['UDP', 'TCP'],
    withoutTransport: { TLS: 'Debian builds it without TLS', WS: NO_WEBSOCKET, WSS: NO_WEBSOCKET },
    without: {},
    stories: SIPP_STORIES,
  },
  {
    name: 'JsSIP 3.13.8',
    source: 'npm package `jssip` in Debian’s Chromium',
    transports: ['WS', 'WSS'],
    withoutTransport: { UDP: IN_A_PAGE, TCP: IN_A_PAGE, TLS: IN_A_PAGE },
    without: { '100rel': 'it knows no RFC 3262' },
    start: (seat, habits, { browser }) => JssipPeer.start(browser, seat, habits),
  },
];
