import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../base/clock.ts';
import { problem, sendProblem } from '../problem.ts';

/** Long enough for a script that tries again, short because an answer may hold a password. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 1_000;
const LARGEST_KEPT_CHARACTERS = 64 * 1024;
const KEY = /^[\x21-\x7e]{1,128}$/;

interface Kept {
  /** What was asked, lest one key be used for two requests. */
  readonly fingerprint: string;
  readonly sinceMs: number;
  /** Undefined while it is being worked on. */
  answer: { readonly status: number; readonly type: string; readonly body: string } | undefined;
}

/**
 * `Idempotency-Key`: a change that was asked twice with one key, because its answer got lost, is made once. Answers
 * stay in memory only, each caller's apart from the others'.
 */
export class IdempotencyKeys {
  readonly #clock: Clock;
  /** The oldest first. */
  readonly #kept = new Map<string, Kept>();
  readonly #open = new WeakMap<FastifyRequest, string>();

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
  }

  /** Watches over the changes of `api`. */
  guard(api: FastifyInstance): void {
    api.addHook('preHandler', async (request, reply) => this.#admit(request, reply));
    api.addHook('onSend', async (request, reply, payload) => this.#keep(request, reply, payload));
  }

  get size(): number {
    return this.#kept.size;
  }

  #admit(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const given = request.headers['idempotency-key'];
    // Without a caller there is nobody a key could belong to.
    if (
      given === undefined ||
      request.caller === undefined ||
      request.method === 'GET' ||
      request.method === 'HEAD'
    )
      return;
    if (typeof given !== 'string' || !KEY.test(given)) return sendProblem(reply, problem('request-invalid'));
    this.#dropOld();
    const key = `${request.caller.actor} ${given}`;
    const fingerprint = fingerprintOf(request);
    const kept = this.#kept.get(key);
    if (kept === undefined) {
      this.#kept.set(key, { fingerprint, sinceMs: this.#clock.now(), answer: undefined });
      this.#open.set(request, key);
      return;
    }
    if (kept.fingerprint !== fingerprint) return sendProblem(reply, problem('request-key-reused'));
    if (kept.answer === undefined) return sendProblem(reply, problem('request-in-progress'));
    const { status, type, body } = kept.answer;
    return reply
      .code(status)
      .header('idempotency-replayed', 'true')
      .type(type)
      .serializer((text: unknown) => String(text))
      .send(body);
  }

  #keep(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const key = this.#open.get(request);
    const kept = key === undefined ? undefined : this.#kept.get(key);
    if (kept === undefined) return;
    this.#open.delete(request);
    const keeps =
      reply.statusCode < 500 && typeof payload === 'string' && payload.length <= LARGEST_KEPT_CHARACTERS;
    // A fault may be gone the next time, so that it is not what a key stands for.
    if (!keeps) this.#kept.delete(String(key));
    else {
      kept.answer = {
        status: reply.statusCode,
        type: String(reply.getHeader('content-type') ?? 'application/json'),
        body: payload,
      };
    }
  }

  #dropOld(): void {
    const now = this.#clock.now();
    for (const [key, { sinceMs }] of this.#kept) {
      if (now - sinceMs < KEPT_MS && this.#kept.size < MOST_KEPT) return;
      this.#kept.delete(key);
    }
  }
}

function fingerprintOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([method, url, body instanceof Uint8Array ? null : (body ?? null)]))
    .update(body instanceof Uint8Array ? body : '')
    .digest('hex');
}
