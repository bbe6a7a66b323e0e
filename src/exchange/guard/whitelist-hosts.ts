import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Whitelist } from '../../policy/whitelist.ts';

const RESOLVE_EVERY_MS = 300_000;
/** How soon a name that was just added is looked up. */
const LOOK_EVERY_MS = 500;

/** Keeps the whitelist's host names resolved (security 1.6): holders with a changing address have a dynamic name. */
export class WhitelistHosts {
  readonly #clock: Clock;
  readonly #whitelist: Whitelist;
  readonly #liftCovered: () => Promise<unknown>;
  readonly #resolveHost: (host: string) => Promise<readonly string[]>;
  readonly #resolvedAt = new Map<string, number>();
  #next: Scheduled | undefined;

  constructor(parts: {
    clock: Clock;
    whitelist: Whitelist;
    /** Ends the bans the whitelist covers now. */
    liftCovered: () => Promise<unknown>;
    resolveHost: (host: string) => Promise<readonly string[]>;
  }) {
    this.#clock = parts.clock;
    this.#whitelist = parts.whitelist;
    this.#liftCovered = parts.liftCovered;
    this.#resolveHost = parts.resolveHost;
  }

  start(): void {
    this.#next = this.#clock.schedule(LOOK_EVERY_MS, () => {
      this.start();
      for (const host of this.#due()) void this.#resolve(host);
    });
  }

  close(): void {
    this.#next?.cancel();
  }

  #due(): readonly string[] {
    const { hosts } = this.#whitelist;
    for (const known of this.#resolvedAt.keys()) if (!hosts.includes(known)) this.#resolvedAt.delete(known);
    const now = this.#clock.now();
    return hosts.filter(
      (host) => now - (this.#resolvedAt.get(host) ?? Number.NEGATIVE_INFINITY) >= RESOLVE_EVERY_MS,
    );
  }

  /** A name server that does not answer leaves what was known before. */
  async #resolve(host: string): Promise<void> {
    this.#resolvedAt.set(host, this.#clock.now());
    const addresses = await this.#resolveHost(host);
    if (addresses.length > 0 && this.#whitelist.setResolved(host, addresses)) await this.#liftCovered();
  }
}
