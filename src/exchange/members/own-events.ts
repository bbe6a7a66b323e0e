import type { Clock } from '../../base/clock.ts';
import type { Fact } from '../../base/journal.ts';
import type { OwnEvent, OwnEventCode } from '../console/members.ts';

/** Of one extension; the oldest go. */
const MOST_KEPT = 50;
const LONGEST_MS = 24 * 3_600_000;

type Told = Pick<OwnEvent, 'code' | 'values'> & { readonly extension: string };

/** The last events of each extension, for the pages of its holder. In memory only, for a day at most. */
export class OwnEvents {
  readonly #clock: Clock;
  readonly #attemptsAllowed: () => number;
  readonly #byExtension = new Map<string, OwnEvent[]>();
  #last = 0;

  constructor({ clock, attemptsAllowed }: { readonly clock: Clock; readonly attemptsAllowed: () => number }) {
    this.#clock = clock;
    this.#attemptsAllowed = attemptsAllowed;
  }

  hear(fact: Fact): void {
    const told = this.#tell(fact);
    if (told === undefined) return;
    const { extension, code, values } = told;
    const events = this.#byExtension.get(extension) ?? [];
    this.#last += 1;
    events.push({ number: this.#last, atMs: this.#clock.wallTime(), code, values });
    if (events.length > MOST_KEPT) events.shift();
    this.#byExtension.set(extension, events);
  }

  /** The newest first, those behind a number only. */
  list(extension: string, after: number): readonly OwnEvent[] {
    const since = this.#clock.wallTime() - LONGEST_MS;
    const events = this.#byExtension.get(extension) ?? [];
    return events.filter(({ number, atMs }) => number > after && atMs > since).toReversed();
  }

  forget(extension: string): void {
    this.#byExtension.delete(extension);
  }

  #tell(fact: Fact): Told | undefined {
    switch (fact.kind) {
      case 'registered':
        if (fact.refresh) return undefined;
        return told(fact.extension, 'phone-online', {
          phone: fact.userAgent,
          transport: fact.transport,
          seconds: fact.expiresS,
        });
      case 'unregistered':
        return fact.cause === 'replaced'
          ? undefined
          : told(fact.extension, 'phone-offline', { cause: fact.cause });
      case 'phone-silent':
      case 'phone-answers':
        return told(fact.extension, fact.kind, {});
      case 'authentication-failed':
        return fact.extension === undefined ? undefined : this.#failed(fact, fact.extension);
      case 'banned':
        if (fact.extension === undefined) return undefined;
        return told(fact.extension, 'address-banned', { until: new Date(fact.untilMs).toISOString() });
      case 'router-signs':
        return fact.signs.length > 0
          ? told(fact.extension, 'router-meddles', { signs: fact.signs.join(',') })
          : told(fact.extension, 'router-fine', {});
      case 'limit-reached':
        return told(fact.extension, 'limit-reached', { limit: fact.limit });
      case 'suspended-refused':
        return told(fact.extension, 'suspended', { what: fact.what });
      case 'logged-in-by-phone':
        return told(fact.extension, fact.kind, { browser: fact.browser });
      default:
        return undefined;
    }
  }

  #failed(
    { reason, attempts, userAgent = '' }: Extract<Fact, { kind: 'authentication-failed' }>,
    extension: string,
  ): Told | undefined {
    const phone = userAgent;
    const of = this.#attemptsAllowed();
    if (reason === 'wrong-password') {
      // Not counted where the address may try as often as it likes.
      return told(extension, 'wrong-password', attempts === undefined ? { phone } : { attempts, of, phone });
    }
    return reason === 'not-entitled' ? told(extension, 'wrong-account', { phone }) : undefined;
  }
}

function told(extension: string, code: OwnEventCode, values: OwnEvent['values']): Told {
  return { extension, code, values };
}
