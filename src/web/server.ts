import type { ServerOptions } from 'node:https';
import { type FastifyInstance, fastify } from 'fastify';
import type { Clock } from '../base/clock.ts';
import type { Journal } from '../base/journal.ts';
import type { Console } from '../exchange/console.ts';
import { type Door, HOST } from './api/caller.ts';
import type { EventStream } from './api/event-stream.ts';
import { frameApi } from './api/frame.ts';
import { IdempotencyKeys } from './api/idempotency.ts';
import { kioskDoor } from './api/kiosk-door.ts';
import { ApiDescription } from './api/openapi.ts';
import { givePagesTheirReads } from './api/page-reads.ts';
import { pageLists } from './api/paging.ts';
import { sessionDoor } from './api/session-door.ts';
import { tokenDoor } from './api/token-door.ts';
import type { ProblemHelp } from './contract/pages-bundle.ts';
import { API_PREFIX } from './contract.ts';
import { type HealthParts, registerHealth } from './health.ts';
import { type Live, stillLive } from './live/live.ts';
import { type MetricsParts, registerMetrics } from './metrics.ts';
import { type Pages, registerPages } from './pages/pages.ts';
import { answerErrorsAsProblems } from './problem.ts';
import { administratorRoutes, credentialRoutes, setupRoutes } from './routes/administrators.ts';
import { applicationRoutes } from './routes/applications.ts';
import { auditRoutes } from './routes/audit.ts';
import { backupRoutes } from './routes/backups.ts';
import { banRoutes } from './routes/bans.ts';
import { callFeatureRoutes } from './routes/call-features.ts';
import { callRoutes } from './routes/calls.ts';
import { certificateRoutes } from './routes/certificate.ts';
import { conferenceRoutes } from './routes/conferences.ts';
import { deviceRoutes, ownDeviceRoutes } from './routes/devices.ts';
import { directoryRoutes, listingRoutes } from './routes/directory.ts';
import { doctorRoutes, type Examine } from './routes/doctor.ts';
import { eventRoutes } from './routes/events.ts';
import { extensionEventRoutes } from './routes/extension-events.ts';
import { extensionLimitRoutes } from './routes/extension-limits.ts';
import { extensionRoutes, type PhoneDefaults } from './routes/extensions.ts';
import { banHistoryRoutes, traceRoutes, whitelistRequestRoutes } from './routes/guard.ts';
import { handoverRoutes } from './routes/handovers.ts';
import { callHistoryRoutes, minuteRoutes, usageRoutes } from './routes/history.ts';
import { importRoutes } from './routes/imports.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { instructionRoutes, phonesToTalkToRoutes } from './routes/instructions.ts';
import { languageRoutes } from './routes/languages.ts';
import { letterPrintingRoutes, letterRoutes } from './routes/letters.ts';
import { kioskRoutes, liveRoutes, ownLiveRoutes } from './routes/live.ts';
import { mailboxRoutes } from './routes/mailboxes.ts';
import { mailRoutes } from './routes/mails.ts';
import { meRoutes } from './routes/me.ts';
import { messageRoutes, replyRoutes } from './routes/messages.ts';
import { numberRoutes } from './routes/numbers.ts';
import { observationRoutes } from './routes/observations.ts';
import { openApiRoute } from './routes/openapi.ts';
import { ownRoutes } from './routes/own.ts';
import { ownCompanyRoutes } from './routes/own-company.ts';
import { ownDirectoryRoutes } from './routes/own-directory.ts';
import { ownMailboxRoutes } from './routes/own-mailbox.ts';
import { ownMessageRoutes } from './routes/own-messages.ts';
import { ownRecordRoutes } from './routes/own-records.ts';
import { ownRulesRoutes } from './routes/own-rules.ts';
import { ownSessionRoutes, passkeyRoutes } from './routes/own-sessions.ts';
import { pageRoutes } from './routes/pages.ts';
import { phoneLoginRoutes } from './routes/phone-login.ts';
import { promptRoutes } from './routes/prompts.ts';
import { radioRoutes } from './routes/radios.ts';
import { reachRoutes, type Whereabouts } from './routes/reach.ts';
import { registrationRoutes } from './routes/registrations.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingRoutes } from './routes/settings.ts';
import { severalRoutes } from './routes/several.ts';
import { type Club, siteRoutes } from './routes/site.ts';
import { statusRoutes } from './routes/status.ts';
import { suspensionRoutes } from './routes/suspensions.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { watcherRoutes } from './routes/watchers.ts';
import { whitelistRoutes } from './routes/whitelist.ts';
import { registerSettingsFiles } from './settings-files.ts';
import { registerWelcome } from './welcome.ts';

export interface ApiParts {
  readonly console: Console;
  readonly phone: PhoneDefaults;
  readonly clock: Clock;
  /** What happens, live; left out where nothing runs. */
  readonly events?: EventStream;
  /** What goes on at this moment; left out where nothing runs. */
  readonly live?: Live;
  /** Where a fault of ours is told. */
  readonly journal: Journal;
  /** Left out: it has no name. */
  readonly club?: Club;
  /** What has a page of its own in the help. */
  readonly problems?: readonly ProblemHelp[];
  /** Left out: the machine is not examined from here. */
  readonly examine?: Examine;
  /** Left out: nobody looks where its name leads. */
  readonly whereabouts?: Whereabouts;
}

/** The API on the network. Every address it is served on shares this, so that it is one API. */
export interface NetworkApi extends ApiParts {
  readonly door: Door;
  readonly keys: IdempotencyKeys;
}

export function networkApi(parts: ApiParts): NetworkApi {
  return {
    ...parts,
    door: kioskDoor(parts, sessionDoor(parts, tokenDoor(parts))),
    keys: new IdempotencyKeys(parts),
  };
}

/** An entry of the whitelist is the longest thing that stands in a path. */
const LONGEST_PARAMETER = 300;

/**
 * The API with full rights: for the control socket, and in process through `inject` when no exchange runs. It has
 * no login, so it must not be put on a network.
 */
export function buildApi(parts: ApiParts): FastifyInstance {
  const api = fastify({
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    forceCloseConnections: true,
  });
  answerErrorsAsProblems(api, parts.journal);
  registerApi(api, { ...parts, door: () => HOST, keys: new IdempotencyKeys(parts) });
  return api;
}

/** The resources of the API, in their frame. Every route says by `config: { scope }` what a caller needs for it. */
function registerApi(
  api: FastifyInstance,
  {
    console,
    phone,
    clock,
    club,
    events,
    live: given,
    problems,
    examine,
    whereabouts,
    door,
    keys,
  }: NetworkApi,
): void {
  const live = given ?? stillLive({ console, clock });
  const { site } = console;
  const description = new ApiDescription({ version: console.status().version });
  description.watch(api);
  frameApi(api, { console, door });
  pageLists(api);
  // Behind what cuts lists: a page is given the part it asked for.
  givePagesTheirReads(api);
  keys.guard(api);
  api.register(extensionRoutes(phone), { prefix: `${API_PREFIX}/extensions` });
  api.register(importRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(severalRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(extensionLimitRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(callFeatureRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(languageRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(extensionEventRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(observationRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(watcherRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(ownDeviceRoutes(phone), { prefix: `${API_PREFIX}/extensions` });
  api.register(deviceRoutes(phone), { prefix: `${API_PREFIX}/devices` });
  api.register(ownDirectoryRoutes, { prefix: `${API_PREFIX}/me/directory` });
  api.register(handoverRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(letterPrintingRoutes({ phone, club }), { prefix: `${API_PREFIX}/extensions` });
  api.register(letterRoutes({ console, clock, phone, club }), { prefix: `${API_PREFIX}/letters` });
  api.register(listingRoutes, { prefix: `${API_PREFIX}/extensions` });
  api.register(directoryRoutes(console), { prefix: `${API_PREFIX}/directory` });
  api.register(numberRoutes, { prefix: `${API_PREFIX}/numbers` });
  api.register(registrationRoutes, { prefix: `${API_PREFIX}/registrations` });
  api.register(reachRoutes(whereabouts), { prefix: `${API_PREFIX}/reach` });
  api.register(suspensionRoutes, { prefix: `${API_PREFIX}/suspensions` });
  api.register(conferenceRoutes, { prefix: `${API_PREFIX}/conferences` });
  api.register(radioRoutes, { prefix: `${API_PREFIX}/radios` });
  api.register(banRoutes, { prefix: `${API_PREFIX}/bans` });
  api.register(whitelistRoutes, { prefix: `${API_PREFIX}/whitelist` });
  api.register(banHistoryRoutes, { prefix: `${API_PREFIX}/ban-history` });
  api.register(whitelistRequestRoutes, { prefix: `${API_PREFIX}/whitelist-requests` });
  api.register(traceRoutes, { prefix: `${API_PREFIX}/traces` });
  api.register(instructionRoutes, { prefix: `${API_PREFIX}/instructions` });
  api.register(phonesToTalkToRoutes, { prefix: `${API_PREFIX}/phones-to-talk-to` });
  api.register(callHistoryRoutes, { prefix: `${API_PREFIX}/call-history` });
  api.register(usageRoutes({ now: () => clock.wallTime() }), { prefix: `${API_PREFIX}/usage` });
  api.register(minuteRoutes({ now: () => clock.wallTime() }), { prefix: `${API_PREFIX}/metrics-history` });
  api.register(callRoutes, { prefix: `${API_PREFIX}/calls` });
  api.register(mailboxRoutes, { prefix: `${API_PREFIX}/mailboxes` });
  api.register(promptRoutes, { prefix: `${API_PREFIX}/prompts` });
  api.register(meRoutes({ console, clock }), { prefix: `${API_PREFIX}/me` });
  api.register(ownRoutes, { prefix: `${API_PREFIX}/me` });
  api.register(ownMessageRoutes, { prefix: `${API_PREFIX}/me` });
  api.register(
    ownRecordRoutes(() => clock.wallTime()),
    { prefix: `${API_PREFIX}/me` },
  );
  api.register(ownMailboxRoutes, { prefix: `${API_PREFIX}/me/voicemail` });
  api.register(ownRulesRoutes, { prefix: `${API_PREFIX}/me/house-rules` });
  api.register(messageRoutes, { prefix: `${API_PREFIX}/messages` });
  api.register(replyRoutes, { prefix: `${API_PREFIX}/replies` });
  api.register(mailRoutes, { prefix: `${API_PREFIX}/mails` });
  api.register(incidentRoutes(console, clock), { prefix: `${API_PREFIX}/incidents` });
  api.register(pageRoutes(console, clock), { prefix: `${API_PREFIX}/pages` });
  api.register(applicationRoutes(console, clock), { prefix: `${API_PREFIX}/applications` });
  api.register(siteRoutes({ console, clock, club }), { prefix: `${API_PREFIX}/site` });
  api.register(sessionRoutes(console, site.language), { prefix: `${API_PREFIX}/session` });
  api.register(phoneLoginRoutes(console), { prefix: `${API_PREFIX}/session/phone-login` });
  api.register(credentialRoutes, { prefix: `${API_PREFIX}/session` });
  api.register(ownSessionRoutes, { prefix: `${API_PREFIX}/sessions` });
  api.register(passkeyRoutes, { prefix: `${API_PREFIX}/passkeys` });
  api.register(administratorRoutes(site), { prefix: `${API_PREFIX}/administrators` });
  api.register(setupRoutes(console), { prefix: `${API_PREFIX}/setup` });
  api.register(statusRoutes, { prefix: `${API_PREFIX}/status` });
  api.register(searchRoutes({ problems }), { prefix: `${API_PREFIX}/search` });
  api.register(settingRoutes, { prefix: `${API_PREFIX}/settings` });
  api.register(tokenRoutes, { prefix: `${API_PREFIX}/tokens` });
  api.register(certificateRoutes, { prefix: `${API_PREFIX}/certificate` });
  api.register(backupRoutes, { prefix: `${API_PREFIX}/backups` });
  api.register(auditRoutes, { prefix: `${API_PREFIX}/audit` });
  if (examine) api.register(doctorRoutes(examine), { prefix: `${API_PREFIX}/doctor` });
  if (events) api.register(eventRoutes(events), { prefix: `${API_PREFIX}/events` });
  api.register(liveRoutes({ console, clock, live }), { prefix: `${API_PREFIX}/live` });
  api.register(kioskRoutes({ console, clock, live }), { prefix: `${API_PREFIX}/kiosk` });
  api.register(ownLiveRoutes({ console, clock, live }), { prefix: `${API_PREFIX}/me/live` });
  api.register(ownCompanyRoutes(live), { prefix: `${API_PREFIX}/me/company` });
  api.register(openApiRoute(description), { prefix: API_PREFIX });
}

export interface SiteParts {
  /** What the server is created with; with `secure` it speaks HTTPS. */
  readonly server?: { readonly secure: boolean; readonly options: ServerOptions };
  readonly health: HealthParts;
  readonly language: 'nl' | 'en';
  readonly journal: Journal;
  /** Networks of proxies, in CIDR form, whose word is taken on who asks and how. */
  readonly proxies?: readonly string[];
  /** The API, for who has a token; left out: none. */
  readonly api?: NetworkApi;
  /** Left out: a line of text in their place. */
  readonly pages?: Pages;
}

/** What stands on the network: the pages and whether the exchange works, and the API they and others use. */
export function buildSite({
  health,
  language,
  journal,
  api,
  pages,
  server,
  proxies = [],
}: SiteParts): FastifyInstance {
  const { secure = false, options = {} } = server ?? {};
  const listener = secure ? { https: options } : { http: options };
  // To all that follows HTTP and HTTPS are the same.
  const trustProxy = proxies.length > 0 ? [...proxies] : false;
  const site = fastify({ ...FOR_STRANGERS, ...listener, trustProxy }) as unknown as FastifyInstance;
  site.decorate('secure', secure);
  answerErrorsAsProblems(site, journal);
  site.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    reply.header('referrer-policy', 'no-referrer');
  });
  registerHealth(site, health);
  if (pages) registerPages(site, { ...pages, language, clock: health.clock, journal });
  else registerWelcome(site, { language, ready: health.ready });
  if (api) {
    registerSettingsFiles(site, api);
    site.register((server, _options, done) => {
      registerApi(server, api);
      done();
    });
  }
  return site;
}

/** `GET /metrics` on an address of its own, by default this machine only. */
export function buildMetricsServer(
  parts: Omit<MetricsParts, 'journal'> & { journal: MetricsParts['journal'] & Journal },
): FastifyInstance {
  const server = fastify(FOR_STRANGERS);
  answerErrorsAsProblems(server, parts.journal);
  registerMetrics(server, parts);
  return server;
}

/** Nobody holds a connection by being slow, and a stop does not wait for those who are idle. */
const FOR_STRANGERS = {
  routerOptions: { maxParamLength: LONGEST_PARAMETER },
  requestTimeout: 10_000,
  connectionTimeout: 30_000,
  keepAliveTimeout: 10_000,
  bodyLimit: 1024,
  forceCloseConnections: true,
} as const;
