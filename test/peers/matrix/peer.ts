import type { FactLog } from './fact-log.ts';

/** In the words of a Via. */
export type Transport = 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS';

/** A place at the exchange for one program: an extension, and ports nobody else uses. */
export interface Seat {
  readonly number: string;
  readonly password: string;
  readonly transport: Transport;
  /** The exchange, as a host in a URI: `127.0.0.1` or `[::1]`. */
  readonly host: string;
  readonly exchangePort: number;
  /** The first of 100 ports; RTP 1000 higher. */
  readonly port: number;
  /** Whose lamp or presence the program is to show. */
  readonly watched: string;
}

/** How it is set up beyond the usual. */
export interface Habits {
  /** Offers as many codecs as it has, and tells the size of its INVITEs. */
  readonly largeOffer?: boolean;
  /** Wants its sessions refreshed after so many seconds (RFC 4028). */
  readonly sessionExpiresS?: number;
  /** Sends and wants reliable provisional responses (RFC 3262). */
  readonly reliable?: boolean;
}

/** A phone that is a real program, as the stories of the matrix use it: what a person does, and what it shows. */
export interface Peer {
  readonly number: string;
  /** The tone it speaks; undefined: it has no sound. */
  readonly toneHz: number | undefined;
  /** What it shows. */
  readonly facts: FactLog;
  /** Everything it has heard so far, where it keeps that: 8000 samples a second. */
  heard?(): Promise<Int16Array>;
  dial(number: string): void | Promise<void>;
  answer(): void | Promise<void>;
  /** Hangs up, gives up, or declines what rings. */
  hangUp(): void | Promise<void>;
  hold(): void | Promise<void>;
  resume(): void | Promise<void>;
  /** Blind. */
  transfer(number: string): void | Promise<void>;
  /** Connects the call on hold with the one after it. */
  completeTransfer(): void | Promise<void>;
  press(key: string): void | Promise<void>;
  send(number: string, text: string): void | Promise<void>;
  /** Begins to show the lamp or the presence of its seat's watched number. */
  watch(what: 'dialog' | 'presence'): void | Promise<void>;
  /** Closes the program, as a person does. */
  remove(): Promise<void>;
}
