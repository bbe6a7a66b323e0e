import type { Clock } from '../../base/clock.ts';
import type { Fact } from '../../base/journal.ts';
import { localTime } from '../../base/local-time.ts';
import type { BanBook } from '../../policy/ban-book.ts';
import type { GuessThrottle } from '../../policy/guess-throttle.ts';
import { banLetter } from '../mail/holder-letters.ts';
import type { Site } from '../site.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import type { Languages } from '../tables/languages.ts';

const TOPIC = 'ban';
/** One for each extension in so long, however short bans are made. */
const AGAIN_MS = 3_600_000;

interface BanLetterParts {
  readonly site: Site;
  readonly extensions: Pick<Extensions, 'get'>;
  readonly languages: Pick<Languages, 'of'>;
  readonly bans: Pick<BanBook, 'list'>;
  readonly throttle: Pick<GuessThrottle, 'isKnown'>;
  readonly clock: Pick<Clock, 'wallTime'>;
}

/**
 * Tells a holder who wants it, by mail, that an address of his own phones is banned. A stranger who guesses at his
 * extension from elsewhere sends him nothing.
 */
export class BanLetters {
  readonly #parts: BanLetterParts;

  constructor(parts: BanLetterParts) {
    this.#parts = parts;
  }

  hear(fact: Fact): void {
    if (fact.kind !== 'banned' || fact.cause !== 'failures' || fact.extension === undefined) return;
    if (this.#isWanted(fact.extension)) void this.#write(fact.extension, fact.untilMs);
  }

  #isWanted(extension: string): boolean {
    const { site, bans, throttle, clock } = this.#parts;
    if (!site.mailsBansOf(extension)) return false;
    const isOwn = bans
      .list()
      .some(
        ({ lastUsername, addressKey }) =>
          lastUsername === extension && throttle.isKnown(extension, addressKey),
      );
    const nowMs = clock.wallTime();
    return (
      isOwn &&
      !site.ledger
        .list('mails')
        .some(
          (mail) =>
            mail.topic === TOPIC && mail.extension === extension && mail.createdAtMs > nowMs - AGAIN_MS,
        )
    );
  }

  async #write(extension: string, untilMs: number): Promise<void> {
    const { site, extensions, languages } = this.#parts;
    const recipient = extensions.get(extension)?.email;
    if (recipient == null || site.outbox.isFull) return;
    const { url, timeZone } = site.settings;
    const until = localTime(untilMs, timeZone);
    const letter = banLetter(languages.of(extension), url, { extension, until });
    const posted = await site.ledger.commit(
      site.outbox.post({ recipient, ...letter, topic: TOPIC, extension, usefulMs: AGAIN_MS }),
    );
    if (posted.ok) site.outbox.kick();
  }
}
