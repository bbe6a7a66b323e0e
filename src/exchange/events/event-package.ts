import type { ExpiryRules } from '../../sip/event/expiry.ts';

/** Who watches what, as a package needs to know it to say what there is to see. */
export interface Watching {
  /** Number of the extension that watches. */
  readonly watcher: string;
  /** The number that is watched. */
  readonly resource: string;
  /** Name of the flow the watcher's phone is at. */
  readonly flowId: string;
  /** Of the document that is written: rises from 0. */
  readonly version: number;
  /** What the phone believes to exist, by the names of its last document. */
  readonly told: Set<string>;
}

/** An event package of RFC 6665 §5.4: what can be watched, by whom, and how it is told. */
export interface EventPackage {
  /** As in the Event field. */
  readonly name: string;
  readonly contentType: string;
  readonly expiry: ExpiryRules;
  /** So long there is between two NOTIFYs of one subscription. */
  readonly paceMs: number;
  mayWatch(watcher: string, resource: string): boolean;
  /** The whole state: we never send a difference. */
  describe(watching: Watching): Uint8Array;
}

/** Phones ask for 30 s to 2^31-1; an hour without news is what a subscription costs nothing to keep. */
export const USUAL_EXPIRY: ExpiryRules = { defaultS: 3_600, minimumS: 30, maximumS: 7_200 };
