import {
  type EffectiveLimits,
  type ExtensionLimits,
  effectiveLimits,
  NO_LIMITS,
} from '../../policy/extension-limits.ts';
import type { CallLimits } from '../../policy/limits.ts';
import { type Flow, isSecure } from '../../sip/transport/flow.ts';
import type { ExtensionLimitsRecord } from '../../store/archives/extension-limits-archive.ts';

/** What was set for single extensions, and what holds for each: read at every call, so it is worked out once. */
export class ExtensionLimitTable {
  #everyones: CallLimits | undefined;
  #everyone: EffectiveLimits;
  readonly #own = new Map<string, { readonly own: ExtensionLimits; readonly effective: EffectiveLimits }>();

  /** `everyones` undefined: the settings lift the limits. */
  constructor(everyones: CallLimits | undefined, records: Iterable<ExtensionLimitsRecord> = []) {
    this.#everyones = everyones;
    this.#everyone = effectiveLimits(NO_LIMITS, everyones);
    for (const { extension, ...own } of records) this.put(extension, own);
  }

  /** Other limits for everyone; what was set for single extensions stays. */
  adopt(everyones: CallLimits | undefined): void {
    this.#everyones = everyones;
    this.#everyone = effectiveLimits(NO_LIMITS, everyones);
    for (const [extension, { own }] of this.#own) this.put(extension, own);
  }

  own(extension: string): ExtensionLimits {
    return this.#own.get(extension)?.own ?? NO_LIMITS;
  }

  effective(extension: string): EffectiveLimits {
    return this.#own.get(extension)?.effective ?? this.#everyone;
  }

  /** Whether its phones may be connected so (security 2.12). */
  takes(extension: string, flow: Pick<Flow, 'transport'>): boolean {
    return this.effective(extension).transport === undefined || isSecure(flow);
  }

  put(extension: string, own: ExtensionLimits): void {
    this.#own.set(extension, { own, effective: effectiveLimits(own, this.#everyones) });
  }

  remove(extension: string): void {
    this.#own.delete(extension);
  }
}
