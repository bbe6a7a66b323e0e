import type { Clock } from '../base/clock.ts';
import { RecentTries } from './recent-tries.ts';

const WINDOW_MS = 900_000;
/** Of one account from one address (security 2.22). */
const MOST_OF_BOTH = 5;
/** Of one address over all accounts: a club house has more than one member. */
const MOST_OF_ADDRESS = 20;
/** Of one account over all addresses; who has a passkey or a link is not held up by it. */
const MOST_OF_ACCOUNT = 100;

export interface LoginTry {
  /** Whom somebody wants to be; or the kind of secret, where only that tells who he is. */
  readonly account: string;
  /** The subscriber's address it comes from. */
  readonly source: string;
  /** By a link or a passkey: wrong ones from many addresses must not shut out everyone who has a right one. */
  readonly isAnonymous?: boolean;
}

/**
 * Wrong log-ins on the web. They have counters of their own: a mistyped web password cuts no phone, and a ban of SIP
 * closes no page (security 1.16).
 */
export class LoginThrottle {
  readonly #both: RecentTries;
  readonly #sources: RecentTries;
  readonly #accounts: RecentTries;

  constructor(clock: Clock) {
    this.#both = new RecentTries({ clock, most: MOST_OF_BOTH, windowMs: WINDOW_MS });
    this.#sources = new RecentTries({ clock, most: MOST_OF_ADDRESS, windowMs: WINDOW_MS });
    this.#accounts = new RecentTries({ clock, most: MOST_OF_ACCOUNT, windowMs: WINDOW_MS });
  }

  /** Seconds to wait; 0 lets the try go on, and it counts until it succeeds: many at once are many tries. */
  begin({ account, source, isAnonymous = false }: LoginTry): number {
    const both = `${account} ${source}`;
    const left = Math.max(
      this.#both.secondsLeft(both),
      this.#sources.secondsLeft(source),
      isAnonymous ? 0 : this.#accounts.secondsLeft(account),
    );
    if (left > 0) return left;
    this.#both.record(both);
    this.#sources.record(source);
    if (!isAnonymous) this.#accounts.record(account);
    return 0;
  }

  /** It was no wrong one. The others of that account from that address are forgiven, those of its neighbours are not. */
  succeeded({ account, source }: LoginTry): void {
    this.#both.forget(`${account} ${source}`);
    this.#sources.takeBack(source);
    this.#accounts.takeBack(account);
  }

  /** It was neither wrong nor right, and is as if it had not been made. */
  undecided({ account, source }: LoginTry): void {
    this.#both.takeBack(`${account} ${source}`);
    this.#sources.takeBack(source);
    this.#accounts.takeBack(account);
  }
}
