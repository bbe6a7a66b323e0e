import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { MailCarrier } from '../base/mail-carrier.ts';
import type { Random } from '../base/random.ts';
import type { Suspension } from '../policy/suspensions.ts';
import type { LedgerSnapshot } from '../store/records/ledger-records.ts';
import type { Store } from '../store/store.ts';
import type { TextSeal } from '../store/text-seal.ts';
import { Accounts } from './accounts/accounts.ts';
import { Turnstile } from './administration/turnstile.ts';
import type { SiteFacts } from './console.ts';
import { Handovers } from './handovers/handovers.ts';
import { Outbox } from './mail/outbox.ts';
import { overdueMessages } from './member-messages/message-book.ts';
import { OwnEvents } from './members/own-events.ts';
import { loadPhoneSecrets } from './members/phone-secrets.ts';
import type { Extensions } from './tables/directory-tables.ts';
import { Ledger } from './tables/ledger.ts';

/** What lasts of the site: who has logged in, and the mail. The administration's commands work on it. */
export class Site {
  readonly settings: SiteFacts;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly outbox: Outbox;
  readonly handovers: Handovers;
  readonly ownEvents: OwnEvents;
  /** An approval is several changes, and another decision on the same application must not come between them. */
  readonly applicationDecisions = new Turnstile();
  readonly #clock: Clock;

  constructor(parts: {
    readonly store: Pick<Store, 'commitLedger'>;
    readonly snapshot: LedgerSnapshot;
    readonly clock: Clock;
    readonly random: Random;
    readonly log: Log;
    readonly seal: TextSeal;
    readonly suspensions: { list(): Iterable<Suspension> };
    readonly settings: SiteFacts;
    readonly carrier?: MailCarrier | undefined;
    readonly extensions: Extensions;
    /** Wrong passwords before a ban, as it is now. */
    readonly attemptsAllowed: () => number;
  }) {
    this.settings = parts.settings;
    this.#clock = parts.clock;
    this.ledger = new Ledger(parts.store, parts.snapshot);
    this.accounts = new Accounts({ ...parts, ledger: this.ledger });
    this.handovers = new Handovers({ ...parts, ledger: this.ledger });
    this.ownEvents = new OwnEvents(parts);
    loadPhoneSecrets(this.ledger, parts.extensions);
    this.outbox = new Outbox({ ...parts, ledger: this.ledger, carrier: parts.carrier });
  }

  /** What the store held when it was opened may be due. */
  start(): void {
    this.outbox.kick();
  }

  /** Lets go of what nobody may keep any longer. */
  async sweep(): Promise<void> {
    await this.accounts.sweep();
    const overdue = [
      ...this.outbox.overdue(),
      ...this.handovers.overdue(),
      ...overdueMessages(this.ledger, this.#clock.wallTime()),
    ];
    if (overdue.length > 0) await this.ledger.commit(...overdue);
  }

  /** Whether no call of this extension is to be kept. */
  keepsCallsOf(extension: string): boolean {
    return this.ledger.get('memberSettings', extension)?.callHistory !== 0;
  }

  /** Whether its holder is told by mail of a ban. */
  mailsBansOf(extension: string): boolean {
    return this.ledger.get('memberSettings', extension)?.banMail === 1;
  }

  close(): Promise<void> {
    return this.outbox.close();
  }
}
