import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionView } from '../../exchange/console/sessions.ts';
import type { Console } from '../../exchange/console.ts';
import type { TokenScope } from '../../policy/token-scopes.ts';
import type { Problem } from '../contract.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request. */
    caller: Caller;
    /** The console, speaking for the caller: what it does is written to the audit log under that name. */
    console: Console;
  }
  interface FastifyContextConfig {
    /** What the route asks for; `admin` when it does not say. */
    scope?: RouteScope;
    /** Answers with a stream of events, for the description. */
    stream?: boolean;
    /** Answers with this type instead of JSON. */
    gives?: string;
    /** Takes this type instead of JSON. */
    takes?: string;
  }
}

/**
 * `open` is for everyone, without a token; `session` for whoever has logged in, about himself; `own` for a member,
 * about his own extension.
 */
export type RouteScope = TokenScope | 'open' | 'session' | 'own';

export interface Caller {
  /** As it stands in the audit log. */
  readonly actor: string;
  readonly scopes: readonly TokenScope[];
  /** Who logged in; left out for a token and for the host. */
  readonly session?: SessionView;
  /** False when the right was taken away or ran out since: an answer that stays open ends then. */
  isStillWelcome(): boolean;
}

/** Lets callers in. A refusal is the problem to answer with; the door may set headers on the reply. */
export type Door = (request: FastifyRequest, reply: FastifyReply) => Caller | Problem;

/** The control socket: only the exchange's own user can open it, so that it needs no login. */
export const HOST: Caller = { actor: 'host', scopes: ['admin'], isStillWelcome: () => true };
