import type { Result } from '../base/result.ts';
import type { ApiMethod } from './parts.ts';

/** Where a demo runs: nothing of it is left, and nothing else is touched. */
export interface DemoPlace {
  /** Absolute, new, for this user only. */
  readonly folder: string;
  /** Free on 127.0.0.1 a moment ago. */
  readonly sipPort: number;
  readonly httpPort: number;
  readonly rtpPorts: { readonly first: number; readonly last: number };
  /** Where a radio would send to. */
  readonly radioPort: number;
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** One phone of the demo. */
export interface DemoPhoneWish {
  readonly number: string;
  readonly password: string;
  /** The bridge it sits in; undefined for one that calls others. */
  readonly bridge: string | undefined;
  /** To whom it speaks a voice message first. */
  readonly message: string | undefined;
}

/** A member at the web site, as his browser would be. */
export interface DemoSession {
  /** Undefined when nobody answers any more. */
  ask(method: ApiMethod, path: string, body: unknown): Promise<DemoAnswer | undefined>;
}

export interface DemoAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Phones that telephone by themselves. */
export interface DemoPhones {
  /** How many registered. */
  start(): Promise<number>;
  /** Settles when every voice message was spoken. */
  messagesLeft(): Promise<void>;
  /** A stranger at `address` guesses passwords until he is banned. */
  guess(number: string, address: string): Promise<void>;
  close(): void;
}

export interface DemoLogin {
  readonly number: string;
  readonly password: string;
}

/** What `hamvoip demo` needs of the machine. */
export interface DemoTool {
  /** Fails when no ports are to be had, with why. */
  findPlace(): Promise<Result<DemoPlace, string>>;
  /** A password nobody has had. */
  secret(): string;
  /** Wall clock. */
  nowMs(): number;
  /** Undefined when he is not let in. */
  openSession(httpPort: number, login: DemoLogin): Promise<DemoSession | undefined>;
  phones(sipPort: number, wishes: readonly DemoPhoneWish[]): DemoPhones;
}

/** The demo listens and calls here only. */
export const DEMO_HOST = '127.0.0.1';
