import type { AddressKey } from '../../base/address-key.ts';
import type { Certificate } from '../../base/certificate.ts';
import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Random } from '../../base/random.ts';
import type { BanBook } from '../../policy/ban-book.ts';
import type { SuspensionBook } from '../../policy/suspensions.ts';
import type { Whitelist } from '../../policy/whitelist.ts';
import type { SuspensionRecord } from '../../store/archives/suspension-archive.ts';
import type { Store } from '../../store/store.ts';
import type { BackupShelf } from '../backups/backup-shelf.ts';
import type { Backups } from '../backups/backups.ts';
import type { Directory } from '../directory/directory.ts';
import type { WatcherTable } from '../events/watchers.ts';
import type { PromptShelf } from '../prompt-shelf.ts';
import type { RadioTable } from '../radio/radio-table.ts';
import type { SettingSource, StoredTexts } from '../setting-source.ts';
import type { Site } from '../site.ts';
import type { CallFeatureTable } from '../tables/call-feature-table.ts';
import type { Conferences, Extensions } from '../tables/directory-tables.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';
import type { Languages } from '../tables/languages.ts';
import type { TokenTable } from '../tables/token-table.ts';
import type { VoiceFiles } from '../voicemail/voice-files.ts';
import type { Voicemail } from '../voicemail/voicemail.ts';
import type { Watch } from '../watch/watch.ts';
import type { AuditLog } from './audit-log.ts';
import type { LiveExchange } from './live-exchange.ts';

/** The settings, and how other ones come into force. */
export interface SettingParts extends Omit<SettingSource, 'adopt'> {
  apply(texts: StoredTexts): void;
}

/** What administration works on. The tables, the ban book and the whitelist are those the exchange reads. */
export interface AdministrationParts {
  readonly store: Store;
  readonly extensions: Extensions;
  readonly conferences: Conferences;
  readonly bans: BanBook;
  readonly whitelist: Whitelist;
  readonly suspensions: SuspensionBook<SuspensionRecord>;
  readonly limits: ExtensionLimitTable;
  readonly features: CallFeatureTable;
  readonly languages: Languages;
  readonly voicemail: Voicemail;
  readonly voiceFiles: VoiceFiles;
  /** Who may watch whom. */
  readonly watchers: WatcherTable;
  /** By name. */
  readonly radios: RadioTable;
  readonly tokens: TokenTable;
  readonly site: Site;
  readonly watch: Watch;
  readonly settings: SettingParts;
  readonly prompts: PromptShelf;
  readonly backups: Backups;
  readonly backupShelf: BackupShelf;
  readonly directory: Directory;
  readonly random: Random;
  readonly clock: Clock;
  readonly journal: Journal;
  /** The digest realm every HA1 is made with. */
  readonly realm: string;
  /** The name of an address in the log; another one every day. */
  readonly pseudonymOf: (key: AddressKey) => string;
  readonly version: string;
  /** Of the club. */
  readonly timeZone: string;
  readonly live: LiveExchange;
  /** What TLS shows; left out when nothing speaks TLS. */
  readonly certificate?: Certificate | undefined;
}

/**
 * What one group of commands works on: the same for everyone, and who is asking. A group is made for each actor
 * anew, so it keeps nothing of its own; what lasts lies in a part.
 */
export interface ActorParts extends AdministrationParts {
  /** Who acts: `host` for the command line on the machine, `token:<name>` for a script. */
  readonly actor: string;
  readonly audit: AuditLog;
}
