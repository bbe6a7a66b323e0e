import { type CallFeatures, NO_FEATURES, withoutForwardsTo } from '../../policy/call-features.ts';
import type { CallFeaturesRecord } from '../../store/archives/call-features-archive.ts';

/** What holders want done with calls to their extensions: read at every call, changed only after the store. */
export class CallFeatureTable {
  readonly #byExtension = new Map<string, CallFeatures>();

  constructor(records: Iterable<CallFeaturesRecord> = []) {
    for (const { extension, ...features } of records) this.put(extension, features);
  }

  of(extension: string): CallFeatures {
    return this.#byExtension.get(extension) ?? NO_FEATURES;
  }

  put(extension: string, features: CallFeatures): void {
    this.#byExtension.set(extension, features);
  }

  remove(extension: string): void {
    this.#byExtension.delete(extension);
  }

  /** What is to be written when a number is given up: nobody's calls may go to whoever gets it next. */
  withoutForwardsTo(number: string): readonly CallFeaturesRecord[] {
    return [...this.#byExtension].flatMap(([extension, features]) => {
      const changed = withoutForwardsTo(features, number);
      return changed === features || extension === number ? [] : [{ extension, ...changed }];
    });
  }
}
