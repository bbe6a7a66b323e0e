import type { FastifyInstance } from 'fastify';
import type { Clock } from '../base/clock.ts';
import type { FanOutJournal } from '../base/journal.ts';
import type { Log } from '../base/log.ts';
import type { LongestLately } from '../base/longest-lately.ts';
import { SocketError } from '../base/sockets.ts';
import { PROBLEM_HELP } from '../cli/problem-help.ts';
import type { Settings } from '../config/settings.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { MediaPlane } from '../media/media-plane.ts';
import type { ServerCertificate } from '../platform/certificates/server-certificate.ts';
import type { DataFolder } from '../platform/files/data-folder.ts';
import { freeBytes } from '../platform/files/files.ts';
import type { EventLoopLag } from '../platform/machine/event-loop-lag.ts';
import type { MachineAddresses } from '../platform/machine/machine-addresses.ts';
import { resolveHost } from '../platform/machine/resolve-host.ts';
import { WebSocketDoor } from '../platform/sockets/web-socket-door.ts';
import { showCertificate, webServerOptions } from '../platform/web-listener.ts';
import { EventStream } from '../web/api/event-stream.ts';
import { listenOnControlSocket } from '../web/control-socket.ts';
import {
  type CheckOutcome,
  type HealthParts,
  judgeCertificate,
  judgeDisk,
  judgeEventLoop,
  judgeMail,
} from '../web/health.ts';
import { openLive } from '../web/live/live.ts';
import type { ExchangeCounts } from '../web/metrics.ts';
import type { Examine } from '../web/routes/doctor.ts';
import type { PhoneDefaults } from '../web/routes/extensions.ts';
import type { Whereabouts } from '../web/routes/reach.ts';
import type { Club } from '../web/routes/site.ts';
import { buildApi, buildMetricsServer, buildSite, networkApi } from '../web/server.ts';
import { loadPages } from './load-pages.ts';

interface WebParts {
  readonly settings: Settings;
  readonly club: Club;
  /** Left out: nothing speaks TLS. */
  readonly certificate: ServerCertificate | undefined;
  readonly hosts: MachineAddresses;
  readonly bind: readonly string[];
  readonly folder: DataFolder;
  readonly exchange: Exchange;
  readonly media: MediaPlane;
  readonly journal: FanOutJournal;
  readonly log: Log;
  readonly clock: Clock;
  readonly lag: EventLoopLag;
  /** Of the event loop, lately. */
  readonly longestWait: LongestLately;
  readonly version: string;
  readonly controlSocket: string;
  readonly phone: PhoneDefaults;
  readonly examine: Examine;
}

export interface Web {
  /** From now on `/readyz` says 503. */
  notReady(): void;
  close(): Promise<void>;
}

/** The HTTP servers: the control socket for commands, the site for everyone, the metrics for this machine. */
export async function startWeb(parts: WebParts): Promise<Web> {
  const { settings, bind, exchange, journal, version } = parts;
  let ready = true;
  const servers: FastifyInstance[] = [];
  const closers: (() => void)[] = [];
  const web: Web = {
    notReady() {
      ready = false;
    },
    async close() {
      for (const close of closers.splice(0)) close();
      for (const server of servers.splice(0)) await server.close();
    },
  };
  try {
    const events = new EventStream({
      journal,
      clock: parts.clock,
      callsignOf: (extension) => {
        const found = exchange.console.extensions.show(extension);
        return found.ok ? found.value.callsign : null;
      },
    });
    const live = openLive({ console: exchange.console, journal, clock: parts.clock });
    closers.push(() => live.close());
    const apiParts = {
      console: exchange.console,
      phone: parts.phone,
      clock: parts.clock,
      journal,
      events,
      live,
      club: parts.club,
      problems: PROBLEM_HELP,
      examine: parts.examine,
      whereabouts: whereaboutsOf(parts),
    };
    const api = buildApi(apiParts);
    servers.push(api);
    closers.push(() => events.close());
    await listenOnControlSocket(api, parts.controlSocket);
    if (settings.metrics !== undefined) {
      const metrics = buildMetricsServer({ journal, counts: () => exchangeCounts(parts), version });
      servers.push(metrics);
      await listen(metrics, settings.metrics.address, settings.metrics.port);
    }
    const network = networkApi(apiParts);
    const pages = await loadPages(parts.log, settings.timeZone);
    const door = webSocketDoor(parts);
    for (const address of settings.httpPort === 0 ? [] : bind) {
      const site = buildSite({
        health: healthParts(parts, () => ready),
        language: settings.lang,
        journal,
        api: network,
        ...(pages && { pages }),
        proxies: settings.proxies,
        server: { secure: settings.https, options: webServerOptions(settings.https) },
      });
      servers.push(site);
      if (parts.certificate) showCertificate(site.server, parts.certificate);
      door.attach(site.server);
      await listen(site, address, settings.httpPort);
    }
    return web;
  } catch (error) {
    await web.close();
    throw error;
  }
}

function webSocketDoor({ settings, exchange, hosts, certificate }: WebParts): WebSocketDoor {
  const { webOrigins: origins, proxies, domain } = settings;
  const known = new Set([domain, ...origins.map((origin) => URL.parse(origin)?.hostname)]);
  return new WebSocketDoor({
    acceptor: exchange.webSockets,
    origins,
    proxies,
    isOurs: (host) =>
      known.has(host) || hosts.isOurs(host) || certificate?.state().names.includes(host) === true,
  });
}

/** Of the documentation's addresses (RFC 5737): nobody's network, so it stands for all that are far away. */
const FAR_AWAY = { family: 'ipv4', address: '192.0.2.1' } as const;

function whereaboutsOf({ hosts }: WebParts): Whereabouts {
  return {
    resolveHost,
    isOurs: (address) => hosts.isOurs(address),
    ownAddress: () => hosts.toward(FAR_AWAY),
  };
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await server.listen({ host, port, ipv6Only: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const where = `http ${host.includes(':') ? `[${host}]` : host}:${port}`;
    if (code === 'EADDRINUSE') throw new SocketError('in-use', `${where}: the port is in use`);
    if (code === 'EACCES') throw new SocketError('not-allowed', `${where}: not allowed`);
    if (code === 'EADDRNOTAVAIL')
      throw new SocketError('no-such-address', `${where}: this machine has no such address`);
    throw error;
  }
}

function healthParts(
  { exchange, certificate, media, folder, clock, longestWait }: WebParts,
  ready: () => boolean,
): HealthParts {
  return {
    clock,
    ready,
    checks: {
      sip: (): CheckOutcome => ({ status: exchange.listeners.length > 0 ? 'pass' : 'fail' }),
      tls: () => judgeCertificate(certificate?.state(), clock.wallTime()),
      store: (): CheckOutcome =>
        exchange.isStoreHealthy
          ? { status: 'pass' }
          : { status: 'fail', detail: 'registrations are kept in memory only: the disk does not take them' },
      media: (): CheckOutcome => ({ status: media.isHealthy ? 'pass' : 'fail' }),
      eventLoop: () => judgeEventLoop(longestWait.read()),
      disk: async () => judgeDisk(await freeBytes(folder.path)),
      mail: () => judgeMail(exchange.console.mail),
    },
  };
}

function exchangeCounts({ exchange, media, lag, certificate }: WebParts): ExchangeCounts {
  const { counts } = exchange;
  const { totals } = media;
  return {
    registrations: counts.registrations,
    bans: counts.bans,
    calls: counts.calls,
    transactions: counts.transactions,
    dialogs: counts.dialogs,
    subscriptions: counts.subscriptions,
    storedMessages: counts.storedMessages,
    silentPhones: counts.silentPhones,
    tcpConnections: counts.connections,
    rtpPortsUsed: totals.portsUsed,
    rtpPacketsReceived: totals.packetsReceived,
    rtpPacketsSent: totals.packetsSent,
    rtpPacketsLost: totals.packetsLost,
    conferenceParticipants: totals.conferenceParticipants,
    lastBackupMs: exchange.console.backups.state().lastSuccessMs ?? 0,
    eventLoopLagMs: lag.takeLongestMs(),
    tables: exchange.tables,
    certificateExpiresAtMs: certificate?.state().expiresAtMs,
    refusedStrangers: counts.refusedStrangers,
  };
}
