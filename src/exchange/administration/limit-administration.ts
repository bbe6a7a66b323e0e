import { ok } from '../../base/result.ts';
import { type ExtensionLimits, LIMIT_RANGES, LIMITABLE_CODECS } from '../../policy/extension-limits.ts';
import type { LimitConsole, LimitsChange, LimitsView } from '../console/limits.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

/** Limits of single extensions. */
export class LimitAdministration implements LimitConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  show(extension: string): Outcome<LimitsView> {
    const { extensions, limits } = this.#parts;
    if (!extensions.has(extension)) return notFound('extension', extension);
    return ok({ extension, own: limits.own(extension), effective: limits.effective(extension) });
  }

  set(extension: string, change: LimitsChange): Promise<Outcome<LimitsView>> {
    return this.#turnstile.pass(async () => {
      const { store, extensions, limits, live, audit, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const own = merged(limits.own(extension), change);
      const refusal = invalid(own);
      if (refusal !== undefined) return refusal;
      const written = await stored(store.putExtensionLimits({ extension, ...own }), noConflict);
      if (!written.ok) return written;
      limits.put(extension, own);
      live.enforceLimits(extension);
      await audit.append({ actor, action: 'extension.limits', target: extension, detail: { ...own } });
      return this.show(extension);
    });
  }
}

function merged(own: ExtensionLimits, change: LimitsChange): ExtensionLimits {
  const take = <Name extends keyof ExtensionLimits>(name: Name): ExtensionLimits[Name] => {
    const changed = change[name];
    return changed === undefined ? own[name] : changed;
  };
  const codecs = take('codecs');
  return {
    calls: take('calls'),
    contacts: take('contacts'),
    newCallsPerMinute: take('newCallsPerMinute'),
    kbitPerS: take('kbitPerS'),
    codecs: codecs === null ? null : LIMITABLE_CODECS.filter((codec) => codecs.includes(codec)),
    registerIntervalS: take('registerIntervalS'),
    digest: take('digest'),
    transport: take('transport'),
  };
}

function invalid(own: ExtensionLimits): ReturnType<typeof refuse> | undefined {
  for (const name of Object.keys(LIMIT_RANGES) as (keyof typeof LIMIT_RANGES)[]) {
    const value = own[name];
    const { least, most } = LIMIT_RANGES[name];
    if (value !== null && !(Number.isInteger(value) && value >= least && value <= most)) {
      return refuse('limit-invalid', `The limit ${name} is a whole number from ${least} to ${most}`, {
        limit: name,
        least,
        most,
      });
    }
  }
  if (own.codecs !== null && own.codecs.length === 0) {
    return refuse('limit-invalid', 'At least one codec is allowed', { limit: 'codecs' });
  }
  return undefined;
}
