import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import type { TraceMessageRecord, TraceRecord } from '../../store/guard-store.ts';
import type { Outcome } from '../console/outcome.ts';
import type { TraceConsole, TraceView } from '../console/traces.ts';
import type { ActorParts } from './parts.ts';
import { fetched, noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 3_600_000;
const MOST_RUNNING = 5;
const ID_LENGTH = 10;

export class TraceAdministration implements TraceConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  start(extension: string, durationMs: number): Promise<Outcome<TraceView>> {
    return this.#turnstile.pass(async () => {
      const { store, extensions, live, clock, random, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      if (!(durationMs >= SHORTEST_MS && durationMs <= LONGEST_MS)) {
        return refuse('duration-invalid', 'A trace lasts from 1 second to 1 hour', {
          shortestSeconds: SHORTEST_MS / 1_000,
          longestSeconds: LONGEST_MS / 1_000,
        });
      }
      const running = await this.#running();
      if (!running.ok) return running;
      const isTraced = running.value.some((one) => one.extension === extension);
      if (isTraced || running.value.length >= MOST_RUNNING) {
        return refuse('too-many-open', 'A trace of this extension runs already, or too many run', {
          most: isTraced ? 1 : MOST_RUNNING,
        });
      }
      const fromMs = Math.round(clock.wallTime());
      const untilMs = fromMs + Math.round(durationMs);
      const trace = { id: randomToken(random, ID_LENGTH), extension, fromMs, untilMs, requestedBy: actor };
      const written = await stored(store.putTrace(trace), noConflict);
      if (!written.ok) return written;
      live.startTrace(trace);
      await this.#tell('trace.create', trace, { seconds: Math.round(durationMs / 1_000) });
      return ok(this.#view(trace));
    });
  }

  stop(id: string): Promise<Outcome<TraceView>> {
    return this.#turnstile.pass(async () => {
      const found = await this.#find(id);
      if (!found.ok) return found;
      const trace = { ...found.value, untilMs: Math.min(found.value.untilMs, this.#now()) };
      const { store, live } = this.#parts;
      const written = await stored(store.putTrace(trace), noConflict);
      if (!written.ok) return written;
      await live.stopTrace(id);
      await this.#tell('trace.stop', trace);
      return ok(this.#view(trace));
    });
  }

  async list(): Promise<Outcome<readonly TraceView[]>> {
    const known = await fetched(this.#parts.store.listTraces());
    return known.ok ? ok(known.value.map((trace) => this.#view(trace))) : known;
  }

  async show(id: string): Promise<Outcome<TraceView & { readonly messages: readonly TraceMessageRecord[] }>> {
    const found = await this.#find(id);
    if (!found.ok) return found;
    await this.#parts.live.flushTraces();
    const messages = await fetched(this.#parts.store.listTraceMessages(id));
    if (!messages.ok) return messages;
    await this.#tell('trace.read', found.value, { messages: messages.value.length });
    return ok({ ...this.#view(found.value), messages: messages.value });
  }

  delete(id: string): Promise<Outcome<TraceView>> {
    return this.#turnstile.pass(async () => {
      const found = await this.#find(id);
      if (!found.ok) return found;
      const { store, live } = this.#parts;
      await live.stopTrace(id);
      const written = await stored(store.deleteTrace(id), noConflict);
      if (!written.ok) return written;
      await this.#tell('trace.delete', found.value);
      return ok({ ...found.value, running: false });
    });
  }

  async #running(): Promise<Outcome<readonly TraceView[]>> {
    const known = await this.list();
    return known.ok ? ok(known.value.filter(({ running }) => running)) : known;
  }

  async #find(id: string): Promise<Outcome<TraceRecord>> {
    const known = await fetched(this.#parts.store.listTraces());
    if (!known.ok) return known;
    const trace = known.value.find((one) => one.id === id);
    return trace ? ok(trace) : notFound('trace', id);
  }

  #view(trace: TraceRecord): TraceView {
    return { ...trace, running: this.#now() < trace.untilMs };
  }

  #now(): number {
    return Math.round(this.#parts.clock.wallTime());
  }

  #tell(action: string, trace: TraceRecord, detail: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const { audit, actor } = this.#parts;
    return audit.append({ actor, action, target: trace.extension, detail: { trace: trace.id, ...detail } });
  }
}
