import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { LoginThrottle } from '../../policy/login-throttle.ts';
import { RecentTries } from '../../policy/recent-tries.ts';
import type { Suspension } from '../../policy/suspensions.ts';
import type { Ledger } from '../tables/ledger.ts';
import { Links } from './links.ts';
import { Passkeys } from './passkeys.ts';
import { PasswordHashes } from './password-hashes.ts';
import { PhoneLogins } from './phone-logins.ts';
import { SessionTable } from './session-table.ts';

/** Links that one mail address, and one visitor, can have sent in a quarter of an hour. */
const MOST_LINKS = 3;
const LINK_WINDOW_MS = 15 * 60_000;

/** What lasts of logging in: everyone who speaks through the console shares it. */
export class Accounts {
  readonly sessions: SessionTable;
  readonly links: Links;
  readonly passkeys: Passkeys;
  readonly passwords: PasswordHashes;
  readonly phoneLogins: PhoneLogins;
  readonly throttle: LoginThrottle;
  readonly linksAsked: RecentTries;
  readonly #ledger: Ledger;

  constructor(parts: {
    readonly ledger: Ledger;
    readonly clock: Clock;
    readonly random: Random;
    readonly suspensions: { list(): Iterable<Suspension> };
  }) {
    const { clock, random, ledger } = parts;
    this.#ledger = ledger;
    this.sessions = new SessionTable(parts);
    this.links = new Links(parts);
    this.passkeys = new Passkeys(parts);
    this.passwords = new PasswordHashes(random);
    this.phoneLogins = new PhoneLogins(parts);
    this.throttle = new LoginThrottle(clock);
    this.linksAsked = new RecentTries({ clock, most: MOST_LINKS, windowMs: LINK_WINDOW_MS });
  }

  /** Ends what its time, or a suspension, has ended. */
  async sweep(): Promise<void> {
    const overdue = [...this.sessions.overdue(), ...this.links.overdue()];
    if (overdue.length > 0) await this.#ledger.commit(...overdue);
  }
}
