import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Random } from '../../base/random.ts';
import type { BanBook } from '../../policy/ban-book.ts';
import type { Whitelist } from '../../policy/whitelist.ts';
import type { Store } from '../../store/store.ts';
import type { Conferences, Extensions } from '../directory-tables.ts';
import type { LiveExchange } from './live-exchange.ts';

/** What administration works on. The tables, the ban book and the whitelist are those the exchange reads. */
export interface AdministrationParts {
  readonly store: Store;
  readonly extensions: Extensions;
  readonly conferences: Conferences;
  readonly bans: BanBook;
  readonly whitelist: Whitelist;
  readonly random: Random;
  readonly clock: Clock;
  readonly journal: Journal;
  /** The digest realm every HA1 is made with. */
  readonly realm: string;
  readonly version: string;
  readonly live: LiveExchange;
}
