import type { WhitelistRequestRecord } from '../../store/guard-store.ts';
import type { WhitelistRecord } from '../../store/records/records.ts';
import type { Outcome } from './outcome.ts';

export interface NewWhitelistEntry {
  readonly entry: string;
  readonly owner: string;
  readonly note?: string | undefined;
  readonly expiresAtMs?: number | undefined;
}

export interface WhitelistWish {
  /** The extension whose holder asks. */
  readonly extension: string;
  /** An address, a network or a host name. */
  readonly entry: string;
  readonly note?: string | undefined;
}

/** `wide-network`: more than one household lies in it. `manual-ban`: an administrator's ban beats the whitelist and goes on. */
export type WhitelistWarning = 'wide-network' | 'manual-ban' | null;

/** Who is never banned for failures, and which holders ask for that (security 1.7, house rule H10). */
export interface WhitelistConsole {
  list(): readonly WhitelistRecord[];
  /** Lifts a ban that the entry covers and forgets its counted attempts. */
  add(entry: NewWhitelistEntry): Promise<Outcome<WhitelistRecord & { warning: WhitelistWarning }>>;
  remove(entry: string): Promise<Outcome<WhitelistRecord>>;
  /**
   * The holder's side: asks to have an address on the whitelist. Asked again while it is open it is the same request.
   */
  request(wish: WhitelistWish): Promise<Outcome<WhitelistRequestRecord>>;
  /** Those that are open and those decided in the last 30 days, the newest first. */
  listRequests(): Promise<Outcome<readonly WhitelistRequestRecord[]>>;
  /** Puts the address on the whitelist, for the holder who asked, and lifts its ban. */
  grantRequest(
    id: string,
    expiresAtMs?: number,
  ): Promise<Outcome<WhitelistRequestRecord & { warning: WhitelistWarning }>>;
  refuseRequest(id: string): Promise<Outcome<WhitelistRequestRecord>>;
}
