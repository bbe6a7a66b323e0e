import type { Certificate } from '../base/certificate.ts';
import type { Clock } from '../base/clock.ts';
import { SILENT_LOG } from '../base/log.ts';
import type { Result } from '../base/result.ts';
import { dataFolderFailure, type StartFailure } from '../cli/failure.ts';
import type { OfflineExchange } from '../cli/parts.ts';
import { PROBLEM_HELP } from '../cli/problem-help.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import type { Settings } from '../config/settings.ts';
import { OFFLINE } from '../exchange/administration/live-exchange.ts';
import { Administration } from '../exchange/administration.ts';
import { Backups } from '../exchange/backups/backups.ts';
import { Directory } from '../exchange/directory/directory.ts';
import { WatcherTable } from '../exchange/events/watchers.ts';
import { loadSnapshot } from '../exchange/first-start.ts';
import { radioTable } from '../exchange/radio/radio-table.ts';
import { Site } from '../exchange/site.ts';
import { CallFeatureTable } from '../exchange/tables/call-feature-table.ts';
import { Conferences, Extensions } from '../exchange/tables/directory-tables.ts';
import { ExtensionLimitTable } from '../exchange/tables/extension-limit-table.ts';
import { Languages } from '../exchange/tables/languages.ts';
import { TokenTable } from '../exchange/tables/token-table.ts';
import { VoiceFiles } from '../exchange/voicemail/voice-files.ts';
import { Voicemail } from '../exchange/voicemail/voicemail.ts';
import { Watch } from '../exchange/watch/watch.ts';
import { type CertificateSource, examineCertificate } from '../platform/certificates/server-certificate.ts';
import { openDataFolder } from '../platform/files/data-folder.ts';
import { NodeClock } from '../platform/node-clock.ts';
import { NodeRandom } from '../platform/node-random.ts';
import { BanBook } from '../policy/ban-book.ts';
import { SuspensionBook } from '../policy/suspensions.ts';
import { Whitelist } from '../policy/whitelist.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { buildApi } from '../web/server.ts';
import { BackupFolder } from './backup-folder.ts';
import { certificateSource, usesTls } from './certificate-source.ts';
import { DATABASE_FILE } from './data-files.ts';
import { DirectoryFolder } from './directory-folder.ts';
import { exchangeSettings } from './exchange-settings.ts';
import { openSeal } from './open-seal.ts';
import { phoneDefaults, serverName } from './phone-defaults.ts';
import { PromptFiles } from './prompt-files.ts';
import { settingsAtWork } from './settings-at-work.ts';
import { makeVoiceFileApart, prepareGreetingApart } from './tasks.ts';

/** The API on the store of an exchange that does not run: what the commands change is there at the next start. */
export async function openOffline(
  loaded: LoadedSettings,
  version: string,
): Promise<Result<OfflineExchange, StartFailure>> {
  const folder = openDataFolder(loaded.settings.data);
  if (!folder.ok) return { ok: false, error: dataFolderFailure(folder.error) };
  const clock = new NodeClock();
  const random = new NodeRandom();
  try {
    const store = await openSqliteStore(folder.value.file(DATABASE_FILE), clock);
    const settingsOf = (now: Settings) => exchangeSettings(now, now.bind, version);
    const snapshot = await loadSnapshot(store, settingsOf(loaded.settings), random);
    const seal = await openSeal(folder.value.path, random);
    const atWork = settingsAtWork({ loaded, seal, settingsOf });
    const texts = new Map(snapshot.ledger.consoleSettings.map(({ id, value }) => [id, value]));
    const effective = atWork.adopt(texts).settings;
    const { settings } = atWork.now;
    const bans = new BanBook({ clock, rules: settings.ban });
    bans.restore(snapshot.bans);
    const whitelist = new Whitelist({ clock });
    whitelist.restore(snapshot.whitelist);
    const journal = { record() {} };
    const prompts = await PromptFiles.open(folder.value.path, SILENT_LOG);
    const shelf = new BackupFolder({
      dataFolder: folder.value.path,
      passphraseFile: settings.backupPassphraseFile || undefined,
      version,
      random,
      log: SILENT_LOG,
    });
    const backupParts = { clock, random, journal, log: SILENT_LOG, shelf, store };
    const backups = new Backups({ ...backupParts, settings: effective.backups });
    await backups.readNewest();
    const extensions = new Extensions(snapshot.extensions);
    const press = new DirectoryFolder({
      dataFolder: folder.value.path,
      exchange: serverName(settings),
      log: SILENT_LOG,
    });
    const { language } = effective;
    const directorySettings = { language, ...effective.directory };
    const directory = new Directory(
      { clock, random, journal, store, press, seal, extensions, settings: directorySettings },
      snapshot,
    );
    const watch = new Watch({ store, clock, journal });
    watch.restore(snapshot);
    const suspensions = new SuspensionBook({ clock, suspensions: snapshot.suspensions });
    const site = new Site({
      store,
      snapshot: snapshot.ledger,
      clock,
      random,
      log: SILENT_LOG,
      suspensions,
      seal,
      settings: effective.site,
      extensions,
      attemptsAllowed: () => settings.ban.attempts,
    });
    const console = new Administration({
      store,
      extensions,
      conferences: new Conferences(snapshot.conferences),
      bans,
      whitelist,
      watch,
      settings: { ...atWork, apply: (changed) => void atWork.adopt(changed) },
      prompts,
      backups,
      backupShelf: shelf,
      directory,
      suspensions,
      site,
      limits: new ExtensionLimitTable(effective.limits, snapshot.extensionLimits),
      features: new CallFeatureTable(snapshot.callFeatures),
      voicemail: new Voicemail({
        store,
        clock,
        log: SILENT_LOG,
        snapshot,
        isExtension: (number) => extensions.has(number),
      }),
      languages: new Languages(effective.language, snapshot.languages),
      watchers: new WatcherTable(snapshot.watchers),
      radios: radioTable(snapshot.radios),
      tokens: new TokenTable(snapshot.tokens),
      clock,
      random,
      journal,
      realm: snapshot.digest.realm,
      // Nobody who is banned asks while nothing runs.
      pseudonymOf: () => '',
      version,
      timeZone: effective.timeZone,
      voiceFiles: new VoiceFiles({ clock, make: makeVoiceFileApart, prepare: prepareGreetingApart }),
      live: OFFLINE,
      certificate: usesTls(settings)
        ? lookAt(certificateSource(settings, folder.value.path), clock)
        : undefined,
    });
    const api = buildApi({
      console,
      phone: phoneDefaults(settings),
      journal,
      clock,
      problems: PROBLEM_HELP,
    });
    const close = async (): Promise<void> => {
      await api.close();
      // The command that asked for a copy waits for it: nothing else would.
      await backups.settled();
      await directory.settled();
      bans.close();
      await console.close();
      await store.close();
      folder.value.release();
    };
    return { ok: true, value: { api, close } };
  } catch (error) {
    folder.value.release();
    throw error;
  }
}

/** Nothing is shown while nothing runs; what the next start will show can be seen. */
function lookAt(source: CertificateSource, clock: Clock): Certificate {
  const state = () =>
    examineCertificate(source, clock.wallTime()) ??
    ({ source: source.kind, fault: undefined, expiresAtMs: undefined, names: [] } as const);
  return { state, reload: state };
}
