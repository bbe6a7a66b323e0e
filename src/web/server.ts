import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Journal } from '../base/journal.ts';
import type { Console } from '../exchange/console.ts';
import { API_PREFIX } from './contract.ts';
import { type HealthParts, registerHealth } from './health.ts';
import { type MetricsParts, registerMetrics } from './metrics.ts';
import { answerErrorsAsProblems } from './problem.ts';
import { banRoutes } from './routes/bans.ts';
import { callRoutes } from './routes/calls.ts';
import { conferenceRoutes } from './routes/conferences.ts';
import { extensionRoutes, importRoutes, type PhoneDefaults } from './routes/extensions.ts';
import { statusRoutes } from './routes/status.ts';
import { whitelistRoutes } from './routes/whitelist.ts';
import { registerWelcome } from './welcome.ts';

export interface ApiParts {
  readonly console: Console;
  readonly phone: PhoneDefaults;
  /** Where a fault of ours is told. */
  readonly journal: Journal;
}

/** An entry of the whitelist is the longest thing that stands in a path. */
const LONGEST_PARAMETER = 300;

/**
 * The API with full rights: for the control socket, and in process through `inject` when no exchange runs. It has
 * no login, so it must not be put on a network.
 */
export function buildApi({ console, phone, journal }: ApiParts): FastifyInstance {
  const api = fastify({
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  answerErrorsAsProblems(api, journal);
  api.register(extensionRoutes(console, phone), { prefix: `${API_PREFIX}/extensions` });
  api.register(importRoutes(console), { prefix: `${API_PREFIX}/extensions` });
  api.register(conferenceRoutes(console), { prefix: `${API_PREFIX}/conferences` });
  api.register(banRoutes(console), { prefix: `${API_PREFIX}/bans` });
  api.register(whitelistRoutes(console), { prefix: `${API_PREFIX}/whitelist` });
  api.register(callRoutes(console), { prefix: `${API_PREFIX}/calls` });
  api.register(statusRoutes(console), { prefix: `${API_PREFIX}/status` });
  return api;
}

export interface SiteParts {
  readonly health: HealthParts;
  readonly language: 'nl' | 'en';
  readonly journal: Journal;
}

/** What everyone may reach: whether the exchange works, nothing else. */
export function buildSite({ health, language, journal }: SiteParts): FastifyInstance {
  const site = fastify(FOR_STRANGERS);
  answerErrorsAsProblems(site, journal);
  site.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    reply.header('referrer-policy', 'no-referrer');
  });
  registerHealth(site, health);
  registerWelcome(site, { language, ready: health.ready });
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
  requestTimeout: 10_000,
  connectionTimeout: 30_000,
  keepAliveTimeout: 10_000,
  bodyLimit: 1024,
  forceCloseConnections: true,
} as const;
