import type { Clock, Scheduled } from '../base/clock.ts';
import { FanOutJournal } from '../base/journal.ts';
import { LongestLately } from '../base/longest-lately.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { dataFolderFailure, type StartFailure } from '../cli/failure.ts';
import type { RunningExchange } from '../cli/parts.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import type { Settings } from '../config/settings.ts';
import { Exchange } from '../exchange/exchange.ts';
import { ThreadedMedia } from '../media/worker/threaded-media.ts';
import { AddressPseudonyms } from '../platform/address-pseudonyms.ts';
import { ServerCertificate } from '../platform/certificates/server-certificate.ts';
import { type DataFolder, openDataFolder } from '../platform/files/data-folder.ts';
import { NodeEventLoopLag } from '../platform/machine/event-loop-lag.ts';
import { systemHasIpv6 } from '../platform/machine/ipv6-support.ts';
import { MachineAddresses } from '../platform/machine/machine-addresses.ts';
import { mainAddress } from '../platform/machine/main-address.ts';
import { resolveHost } from '../platform/machine/resolve-host.ts';
import { NftBanSets } from '../platform/nft-ban-sets.ts';
import { NodeClock } from '../platform/node-clock.ts';
import { type NodeLog, openNodeLog } from '../platform/node-log.ts';
import { NodeRandom } from '../platform/node-random.ts';
import { catchStrayExceptions } from '../platform/process/stray-exceptions.ts';
import { networkMaker } from '../platform/sockets/batched-network.ts';
import { openStoreThread } from '../store/thread/store-thread.ts';
import { isPrivateAddress } from '../web/private-address.ts';
import { BackupFolder } from './backup-folder.ts';
import { certificateSource, usesTls } from './certificate-source.ts';
import { CONTROL_SOCKET, DATABASE_FILE } from './data-files.ts';
import { DirectoryFolder } from './directory-folder.ts';
import { runningDoctor } from './examine-running.ts';
import { exchangeSettings } from './exchange-settings.ts';
import { logFact } from './fact-log.ts';
import { mailCarrierOf } from './mail-carrier-of.ts';
import { openSeal } from './open-seal.ts';
import { phoneDefaults, serverName, siteUrl } from './phone-defaults.ts';
import { PromptFiles } from './prompt-files.ts';
import { settingsAtWork } from './settings-at-work.ts';
import { StopRequests } from './stop-requests.ts';
import { makeVoiceFileApart, prepareGreetingApart } from './tasks.ts';
import { startWeb, type Web } from './web-servers.ts';

/** The module the threads import; they read the choice of sockets from its URL. */
function platformForWorkers({ sockets }: Settings): URL {
  return new URL(`../platform/platform-for-workers.ts?sockets=${sockets}`, import.meta.url);
}

/** Together with the last BYEs well within the 15 s a stop may take. */
const CLOSE_LIMIT_MS = 5_000;
/** A monitor that asks every 15 s misses no standstill, and one that restarts us after the third fault does not. */
const HEALTH_LOOKS_BACK_MS = 15_000;

export interface RunningParts {
  readonly version: string;
  readonly isTerminal: boolean;
  /** Called once the exchange answers. */
  readonly onReady: () => void;
  /** Calls `stop` when someone asks the process to end; the second time it cannot wait. */
  readonly onStopRequested: (stop: (isUrgent: boolean) => void) => void;
}

/** Builds the exchange from its parts and runs it until it is asked to stop. */
export async function startExchange(
  loaded: LoadedSettings,
  parts: RunningParts,
): Promise<Result<RunningExchange, StartFailure>> {
  const { settings } = loaded;
  const requests = new StopRequests(parts.onStopRequested);
  const folder = openDataFolder(settings.data);
  if (!folder.ok) return fail(dataFolderFailure(folder.error));
  const log = openNodeLog({ format: parts.isTerminal ? 'lines' : 'json' });
  const closers: (() => Promise<void> | void)[] = [() => folder.value.release(), () => log.flush()];
  const clock = new NodeClock();
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await closeInTime(close, clock, log);
  };
  try {
    return ok(await run(loaded, parts, requests, { folder: folder.value, log, clock }, closers, closeAll));
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** A part that cannot be closed must not keep the others, or the process. */
async function closeInTime(close: () => Promise<void> | void, clock: Clock, log: NodeLog): Promise<void> {
  let late: Scheduled | undefined;
  try {
    const closed = Promise.resolve(close()).then(() => true);
    const isClosed = await Promise.race([
      closed,
      new Promise<boolean>((resolve) => {
        late = clock.schedule(CLOSE_LIMIT_MS, () => resolve(false));
      }),
    ]);
    if (!isClosed) log.error('a part of the exchange did not close in time');
  } catch (error) {
    log.error('a part of the exchange could not be closed', {
      stack: error instanceof Error ? error.stack : String(error),
    });
  } finally {
    late?.cancel();
  }
}

async function run(
  loaded: LoadedSettings,
  parts: RunningParts,
  requests: StopRequests,
  { folder, log, clock }: { folder: DataFolder; log: NodeLog; clock: Clock },
  closers: (() => Promise<void> | void)[],
  closeAll: () => Promise<void>,
): Promise<RunningExchange> {
  const { settings } = loaded;
  const random = new NodeRandom();
  const journal = new FanOutJournal();
  const lag = new NodeEventLoopLag();
  const lagForHealth = new NodeEventLoopLag();
  const lagForMinutes = new NodeEventLoopLag();
  const longestWait = new LongestLately({
    clock,
    windowMs: HEALTH_LOOKS_BACK_MS,
    take: () => lagForHealth.takeLongestMs(),
  });
  journal.subscribe((fact) => logFact(log, fact));
  closers.push(
    () => lag.close(),
    () => lagForHealth.close(),
    () => lagForMinutes.close(),
  );
  const bind = (await systemHasIpv6())
    ? settings.bind
    : settings.bind.filter((address) => !address.includes(':'));
  const hosts = new MachineAddresses({ clock, bind, publicAddress: settings.publicAddress });

  const store = await openStoreThread(folder.file(DATABASE_FILE), clock, (why) =>
    log.error('the thread of the store died and is started again', { why }),
  );
  closers.push(() => store.close());
  const prompts = await PromptFiles.open(folder.path, log);
  const media = await ThreadedMedia.start({
    workers: settings.mediaWorkers,
    ports: { from: settings.rtpPorts.first, to: settings.rtpPorts.last },
    addresses: {
      ipv4: bind.find((address) => !address.includes(':')),
      ipv6: bind.find((address) => address.includes(':')),
      own: Object.values(settings.publicAddress).filter((address) => address !== undefined),
    },
    platformModule: platformForWorkers(settings),
    prompts: prompts.all,
    journal,
    log,
  });
  closers.push(() => media.close());
  prompts.onChange = (id, file) => media.setPrompt(id, file);
  const pseudonyms = new AddressPseudonyms({ clock, random });
  const certificate = usesTls(settings)
    ? new ServerCertificate({ clock, log, source: certificateSource(settings, folder.path) })
    : undefined;
  closers.push(() => certificate?.close());
  const network = (await networkMaker(settings.sockets, 'sip'))({ ...(certificate && { certificate }) });
  const sipPorts = [settings.sipPort, ...settings.sipExtraPorts, settings.sipsPort].filter(
    (port) => port > 0,
  );
  const kernelDrop =
    settings.kernelDrop && sipPorts.length > 0 ? new NftBanSets({ sipPorts, log }) : undefined;
  closers.push(() => kernelDrop?.close());
  const mailCarrier = mailCarrierOf(settings);
  const seal = await openSeal(folder.path, random);
  const settingsOf = (now: Settings) => exchangeSettings(now, bind, parts.version);
  const atWork = settingsAtWork({ loaded, seal, settingsOf });
  const exchange = await Exchange.start({
    network,
    clock,
    random,
    journal,
    log,
    store,
    media,
    prompts,
    backupShelf: new BackupFolder({
      dataFolder: folder.path,
      passphraseFile: settings.backupPassphraseFile || undefined,
      version: parts.version,
      random,
      log,
    }),
    directoryPress: new DirectoryFolder({ dataFolder: folder.path, exchange: serverName(settings), log }),
    seal,
    hosts,
    resolveHost,
    settings: settingsOf(settings),
    settingSource: atWork,
    certificate,
    mailCarrier,
    makeVoiceFile: makeVoiceFileApart,
    prepareGreeting: prepareGreetingApart,
    kernelDrop,
    takeLoopLagMs: () => lagForMinutes.takeLongestMs(),
    pseudonymOf: (key) => pseudonyms.of(key),
  });
  closers.push(() => exchange.close());
  for (const { wantedBytes, grantedBytes } of network.shortReceiveBuffers) {
    log.warn('the system grants a small receive buffer; raise net.core.rmem_max', {
      wantedBytes,
      grantedBytes,
    });
  }
  const web: Web = await startWeb({
    settings,
    club: {
      get name() {
        return atWork.now.settings.club;
      },
      get contact() {
        return atWork.now.settings.contact;
      },
    },
    certificate,
    hosts,
    bind,
    folder,
    exchange,
    media,
    journal,
    log,
    clock,
    lag,
    longestWait,
    version: parts.version,
    controlSocket: folder.file(CONTROL_SOCKET),
    examine: runningDoctor({ settings: () => atWork.now.settings, console: exchange.console }),
    phone: {
      ...phoneDefaults(settings),
      get registrationSeconds() {
        return atWork.now.settings.registration.usualS;
      },
    },
  });
  closers.push(
    () => web.close(),
    catchStrayExceptions((error) => journal.record({ kind: 'handler-exception', where: 'process', error })),
  );
  // The work of the start held nobody up: it is not told as a standstill.
  longestWait.forget();
  parts.onReady();
  const stopped = stopOnRequest(requests, exchange, web, () => atWork.now.settings.drainMs, closeAll);
  return {
    facts: startFacts(
      atWork.now.settings,
      certificate,
      folder,
      exchange,
      network.backend,
      // The clock began with the process.
      clock.now(),
      await firstLink(atWork.now.settings, exchange),
    ),
    stopped,
  };
}

/** Settles with the exit code. New calls are refused at once; running ones may end by themselves for a while. */
function stopOnRequest(
  requests: StopRequests,
  exchange: Exchange,
  web: Web,
  drainMs: () => number,
  closeAll: () => Promise<void>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let isStopping = false;
    requests.pass((isUrgent) => {
      if (isStopping && !isUrgent) return;
      const limitMs = isUrgent ? 0 : drainMs();
      web.notReady();
      const wasStopping = isStopping;
      isStopping = true;
      if (wasStopping) return exchange.endDrain();
      exchange
        .drain(limitMs)
        .then(closeAll)
        .then(() => resolve(0), reject);
    });
  });
}

function startFacts(
  settings: Settings,
  certificate: ServerCertificate | undefined,
  folder: DataFolder,
  exchange: Exchange,
  socketBackend: string,
  readyAfterMs: number,
  setupLink: RunningExchange['facts']['setupLink'],
): RunningExchange['facts'] {
  const status = exchange.console.status();
  const { metrics, httpPort } = settings;
  return {
    domain: status.domain,
    sipAddress: serverName(settings),
    sipPorts: settings.sipPort === 0 ? [] : [settings.sipPort, ...settings.sipExtraPorts],
    sipsPort: settings.sipsPort === 0 ? undefined : settings.sipsPort,
    certificate: certificate?.state(),
    webUrl: httpPort === 0 ? undefined : siteUrl(settings),
    rtpPorts: settings.rtpPorts,
    metrics: metrics === undefined ? undefined : `${metrics.address}:${metrics.port}`,
    dataFolder: folder.path,
    socketBackend,
    extensions: status.extensions,
    conferences: status.conferences,
    whitelistEntries: exchange.console.whitelist.list().length,
    readyAfterMs,
    setupLink,
  };
}

/** While nobody is an administrator every start has a link of its own, and the one before is void. */
async function firstLink(
  settings: Settings,
  { console }: Exchange,
): Promise<RunningExchange['facts']['setupLink']> {
  if (settings.httpPort === 0 || !console.administrators.needsSetup) return undefined;
  const made = await console.administrators.createSetupLink();
  if (!made.ok) return undefined;
  const { secret, endsAtMs } = made.value;
  return {
    url: `${siteUrl(settings)}start/${secret}`,
    endsAt: new Date(endsAtMs).toISOString(),
    needsTunnel: !settings.https && !isPrivateAddress(mainAddress()),
  };
}
