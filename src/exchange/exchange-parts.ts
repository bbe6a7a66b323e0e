import type { AddressKey } from '../base/address-key.ts';
import type { Certificate } from '../base/certificate.ts';
import type { Clock } from '../base/clock.ts';
import type { Journal } from '../base/journal.ts';
import type { Log } from '../base/log.ts';
import type { MailCarrier } from '../base/mail-carrier.ts';
import type { Random } from '../base/random.ts';
import type { Network } from '../base/sockets.ts';
import type { MediaPlane } from '../media/media-plane.ts';
import type { Store } from '../store/store.ts';
import type { TextSeal } from '../store/text-seal.ts';
import type { VoiceSound } from '../store/voicemail-store.ts';
import type { BackupShelf } from './backups/backup-shelf.ts';
import type { DirectoryPress } from './directory/press.ts';
import type { KernelDrop } from './guard/kernel-drop.ts';
import type { PromptShelf } from './prompt-shelf.ts';
import type { SettingSource } from './setting-source.ts';
import type { ExchangeSettings, HostAddresses } from './settings.ts';
import type { VoiceFileParts } from './voicemail/voice-files.ts';

/** What an exchange is built from. */
export interface ExchangeParts {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly log: Log;
  readonly store: Store;
  readonly media: MediaPlane;
  readonly prompts: PromptShelf;
  readonly backupShelf: BackupShelf;
  readonly directoryPress: DirectoryPress;
  /** For secrets that must be told again. */
  readonly seal: TextSeal;
  readonly hosts: HostAddresses;
  /** Addresses of a host name, both families; empty when it has none. Never rejects. */
  readonly resolveHost: (host: string) => Promise<readonly string[]>;
  readonly settings: ExchangeSettings;
  /** Where settings can be changed; left out: nobody changes any. */
  readonly settingSource?: SettingSource | undefined;
  /** What TLS shows; left out when nothing speaks TLS. */
  readonly certificate?: Certificate | undefined;
  /** Takes mail away; without it mail waits. */
  readonly mailCarrier?: MailCarrier | undefined;
  /** A WAV file of a voice message, for a mail or a browser. */
  readonly makeVoiceFile: (sound: VoiceSound) => Promise<Uint8Array>;
  /** A greeting of somebody's WAV file. */
  readonly prepareGreeting: VoiceFileParts['prepare'];
  /** Drops what banned addresses send before it reaches us. */
  readonly kernelDrop?: KernelDrop | undefined;
  /** The longest wait of this thread's event loop since it was asked last, in milliseconds. */
  readonly takeLoopLagMs?: (() => number) | undefined;
  /** The name of an address in the log; without it all have the same. */
  readonly pseudonymOf?: ((key: AddressKey) => string) | undefined;
}

/** How much there is of what, for metrics and tests: everything is 0 when nobody uses the exchange. */
export interface ExchangeCounts {
  readonly registrations: number;
  readonly calls: number;
  readonly dialogs: number;
  readonly transactions: number;
  readonly bans: number;
  readonly connections: number;
  /** RFC 6665. */
  readonly subscriptions: number;
  /** RFC 3903. */
  readonly publications: number;
  /** Text messages that wait for their recipients. */
  readonly storedMessages: number;
  /** Phones that are registered and answer nothing. */
  readonly silentPhones: number;
  /** Datagrams turned away since the start because there was too much to do. */
  readonly refusedStrangers: number;
}
