import type { BanRules } from '../../policy/ban-book.ts';
import type { WhitelistRequestRecord } from '../../store/guard-store.ts';
import type { BanRecord } from '../../store/records.ts';
import type { EndedBanRecord } from '../../store/schema.ts';
import type { Outcome } from './outcome.ts';

/** A ban with what helps to judge it. */
export type BanView = BanRecord & {
  /** Phones that are registered from there: then it is a member's household rather than a stranger's. */
  readonly registrations: number;
  /** What whoever is banned is told, and the log calls the address; another one every day. */
  readonly reference: string;
};

export interface WhitelistWish {
  /** The extension whose holder asks. */
  readonly extension: string;
  /** An address, a network or a host name. */
  readonly entry: string;
  readonly note?: string | undefined;
}

/** What is known of one address: for whoever asks from there. */
export interface AddressState {
  readonly key: string;
  readonly ban: BanView | undefined;
  /** Failures that count at this moment. */
  readonly attempts: number;
  readonly whitelisted: boolean;
  readonly rules: BanRules;
}

/** Past bans, and what holders ask for (security 1.7, house rule H10). */
export interface GuardConsole {
  /** Bans that ended in the last seven days, the newest first. */
  listEndedBans(): Promise<Outcome<readonly EndedBanRecord[]>>;

  /** The state of the address somebody asks from; refused for what is no address. */
  addressState(address: string): Outcome<AddressState>;

  /**
   * The holder's side: asks to have an address on the whitelist. Asked again while it is open it is the same request.
   */
  requestWhitelisting(wish: WhitelistWish): Promise<Outcome<WhitelistRequestRecord>>;
  /** Those that are open and those decided in the last 30 days, the newest first. */
  listWhitelistRequests(): Promise<Outcome<readonly WhitelistRequestRecord[]>>;
  /** Puts the address on the whitelist, for the holder who asked, and lifts its ban. */
  grantWhitelistRequest(
    id: string,
    expiresAtMs?: number,
  ): Promise<Outcome<WhitelistRequestRecord & { warning: 'wide-network' | 'manual-ban' | null }>>;
  refuseWhitelistRequest(id: string): Promise<Outcome<WhitelistRequestRecord>>;
}
