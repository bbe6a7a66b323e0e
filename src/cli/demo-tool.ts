import type { Result } from '../base/result.ts';

/** Where a demo runs: nothing of it is left, and nothing else is touched. */
export interface DemoPlace {
  /** Absolute, new, for this user only. */
  readonly folder: string;
  /** Free on 127.0.0.1 a moment ago. */
  readonly sipPort: number;
  readonly httpPort: number;
  readonly rtpPorts: { readonly first: number; readonly last: number };
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** One phone of the demo. */
export interface DemoPhoneWish {
  readonly number: string;
  readonly password: string;
  /** The bridge it sits in; undefined for one that calls others. */
  readonly bridge: string | undefined;
}

/** Phones that telephone by themselves. */
export interface DemoPhones {
  /** How many registered. */
  start(): Promise<number>;
  /** A stranger at `address` guesses passwords until he is banned. */
  guess(number: string, address: string): Promise<void>;
  close(): void;
}

/** What `hamvoip demo` needs of the machine. */
export interface DemoTool {
  /** Fails when no ports are to be had, with why. */
  findPlace(): Promise<Result<DemoPlace, string>>;
  /** A password nobody has had. */
  secret(): string;
  phones(sipPort: number, wishes: readonly DemoPhoneWish[]): DemoPhones;
}

/** The demo listens and calls here only. */
export const DEMO_HOST = '127.0.0.1';
