import type { BanRules } from '../../policy/ban-book.ts';
import type { BanRecord } from '../../store/records/records.ts';
import type { EndedBanRecord } from '../../store/schema.ts';
import type { Outcome } from './outcome.ts';

/** A ban with what helps to judge it. */
export type BanView = BanRecord & {
  /** Phones that are registered from there: then it is a member's household rather than a stranger's. */
  readonly registrations: number;
  /** Such a household, or somebody tried with a number there is: a member may be in trouble. */
  readonly concernsMember: boolean;
  /** What whoever is banned is told, and the log calls the address; another one every day. */
  readonly reference: string;
};

/** What is known of one address: for whoever asks from there. */
export interface AddressState {
  readonly key: string;
  readonly ban: BanView | undefined;
  /** Failures that count at this moment. */
  readonly attempts: number;
  readonly whitelisted: boolean;
  readonly rules: BanRules;
}

/** Bans of addresses, for failures or by hand (security 1.6). */
export interface BanConsole {
  list(): readonly BanView[];
  add(address: string, durationMs: number): Promise<Outcome<BanView>>;
  lift(address: string): Promise<Outcome<BanView>>;
  /** Those that ended in the last seven days, the newest first. */
  listEnded(): Promise<Outcome<readonly EndedBanRecord[]>>;
  /** Those of them in whose address or last tried name every word stands; at most so many, the newest first. */
  findEnded(words: readonly string[], most: number): Promise<Outcome<readonly EndedBanRecord[]>>;
  /** The state of the address somebody asks from; refused for what is no address. */
  stateOf(address: string): Outcome<AddressState>;
}
