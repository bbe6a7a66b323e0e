import type { Clock } from '../src/base/clock.ts';
import { SILENT_LOG } from '../src/base/log.ts';
import type { MailCarrier } from '../src/base/mail-carrier.ts';
import { Site } from '../src/exchange/site.ts';
import { Extensions } from '../src/exchange/tables/directory-tables.ts';
import { DEFAULT_NUMBER_PLAN } from '../src/policy/numbering.ts';
import { SuspensionBook } from '../src/policy/suspensions.ts';
import type { SuspensionRecord } from '../src/store/archives/suspension-archive.ts';
import { LEDGER_TABLES, type LedgerSnapshot } from '../src/store/records/ledger-records.ts';
import type { Store } from '../src/store/store.ts';
import { memorySeal } from './memory-directory.ts';
import { seededRandom } from './seeded-random.ts';

/** The site's part of an administration under test, with the suspensions it looks at. */
export function memorySite({
  store,
  clock,
  snapshot,
  carrier,
  extensions = new Extensions(),
}: {
  readonly store: Pick<Store, 'commitLedger'>;
  readonly clock: Clock;
  readonly snapshot?: LedgerSnapshot;
  readonly carrier?: MailCarrier | undefined;
  readonly extensions?: Extensions;
}): { readonly site: Site; readonly suspensions: SuspensionBook<SuspensionRecord> } {
  const empty = Object.fromEntries(LEDGER_TABLES.map((table) => [table, []])) as unknown as LedgerSnapshot;
  const suspensions = new SuspensionBook<SuspensionRecord>({ clock });
  const site = new Site({
    store,
    snapshot: snapshot ?? empty,
    clock,
    random: seededRandom(2),
    log: SILENT_LOG,
    suspensions,
    seal: memorySeal(),
    settings: {
      url: 'https://tel.example.net/',
      language: 'nl',
      phoneLogin: true,
      timeZone: 'Europe/Amsterdam',
      numbers: DEFAULT_NUMBER_PLAN,
    },
    carrier,
    extensions,
    attemptsAllowed: () => 3,
  });
  return { site, suspensions };
}
