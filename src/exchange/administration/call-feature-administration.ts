import { ok } from '../../base/result.ts';
import { type CallFeatures, parsePickupGroup, RING_S } from '../../policy/call-features.ts';
import { isForwardableService } from '../../policy/numbering.ts';
import type { CallFeatureConsole, CallFeaturesChange, CallFeaturesView } from '../console/call-features.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

const FORWARDS = ['forwardAlways', 'forwardBusy', 'forwardNoAnswer'] as const;

/** Forwarding, do not disturb and pick-up groups, by whoever is allowed: the holder at his phone is an actor, too. */
export class CallFeatureAdministration implements CallFeatureConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  show(extension: string): Outcome<CallFeaturesView> {
    const { extensions, features } = this.#parts;
    if (!extensions.has(extension)) return notFound('extension', extension);
    return ok({ extension, ...features.of(extension) });
  }

  set(extension: string, change: CallFeaturesChange): Promise<Outcome<CallFeaturesView>> {
    return this.#turnstile.pass(async () => {
      const { store, extensions, features, journal, audit, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const before = features.of(extension);
      const read = this.#read(extension, before, change);
      if (!read.ok) return read;
      const after = read.value;
      const written = await stored(store.putCallFeatures([{ extension, ...after }]), noConflict);
      if (!written.ok) return written;
      features.put(extension, after);
      for (const feature of changedFeatures(before, after)) {
        journal.record({ kind: 'call-feature-set', extension, feature, on: isOn(after[feature]) });
      }
      await audit.append({ actor, action: 'extension.features', target: extension, detail: { ...after } });
      return this.show(extension);
    });
  }

  #read(extension: string, before: CallFeatures, change: CallFeaturesChange): Outcome<CallFeatures> {
    const after = merged(before, change);
    for (const name of FORWARDS) {
      const to = change[name];
      if (typeof to === 'string' && !this.#isTarget(extension, to)) {
        return refuse('forward-invalid', `Calls to ${extension} cannot be forwarded there`, {
          extension,
          to,
        });
      }
    }
    const { least, most } = RING_S;
    if (!Number.isInteger(after.ringS) || after.ringS < least || after.ringS > most) {
      return refuse('ring-time-invalid', `Phones ring from ${least} to ${most} seconds`, { least, most });
    }
    if (after.pickupGroup === null) return ok(after);
    const pickupGroup = parsePickupGroup(after.pickupGroup);
    if (pickupGroup !== undefined) return ok({ ...after, pickupGroup });
    return refuse('group-invalid', 'A group has 1 to 32 letters, digits and hyphens', { longest: 32 });
  }

  #isTarget(extension: string, to: string): boolean {
    const { extensions, conferences } = this.#parts;
    if (to === extension) return false;
    return extensions.has(to) || conferences.has(to) || isForwardableService(to);
  }
}

/**
 * A number is given up: calls forwarded to it stay where they are from now on. When the store cannot write it now
 * the forwards only go from memory, as with suspensions.
 */
export async function releaseFromForwards(parts: ActorParts, number: string): Promise<void> {
  const { store, features } = parts;
  features.remove(number);
  const changed = features.withoutForwardsTo(number);
  if (changed.length === 0) return;
  await stored(store.putCallFeatures(changed), noConflict);
  for (const { extension, ...left } of changed) features.put(extension, left);
}

function merged(before: CallFeatures, change: CallFeaturesChange): CallFeatures {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}

function changedFeatures(before: CallFeatures, after: CallFeatures): (keyof CallFeatures)[] {
  const names = Object.keys(after) as (keyof CallFeatures)[];
  return names.filter((name) => name !== 'ringS' && before[name] !== after[name]);
}

function isOn(value: CallFeatures[keyof CallFeatures]): boolean {
  return value !== null && value !== false;
}
