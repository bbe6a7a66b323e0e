import type { EffectiveLimits, ExtensionLimits } from '../../policy/extension-limits.ts';
import type { Outcome } from './outcome.ts';

export interface LimitsView {
  readonly extension: string;
  /** What was set for it. */
  readonly own: ExtensionLimits;
  /** What holds for it, the settings of the exchange included. */
  readonly effective: EffectiveLimits;
}

/** Limits of single extensions (house rule H4). They hold from the next request on, running calls go on. */
export interface LimitConsole {
  show(extension: string): Outcome<LimitsView>;
  /** What is left out stays; null takes a limit away. */
  set(extension: string, change: LimitsChange): Promise<Outcome<LimitsView>>;
}

export type LimitsChange = { readonly [Name in keyof ExtensionLimits]?: ExtensionLimits[Name] | undefined };
