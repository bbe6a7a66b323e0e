import type { CallFeatures } from '../../policy/call-features.ts';
import type { Outcome } from './outcome.ts';

export type CallFeaturesView = CallFeatures & { readonly extension: string };

export type CallFeaturesChange = { readonly [Name in keyof CallFeatures]?: CallFeatures[Name] | undefined };

/** Forwarding, do not disturb and pick-up groups. They hold from the next call on. */
export interface CallFeatureConsole {
  show(extension: string): Outcome<CallFeaturesView>;
  /** What is left out stays; null takes a forward or a group away. */
  set(extension: string, change: CallFeaturesChange): Promise<Outcome<CallFeaturesView>>;
}
