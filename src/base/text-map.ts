import { BriefMap } from './brief-map.ts';
import { hashText } from './text-hash.ts';

/**
 * For keys that strangers choose or that live for seconds. V8 keeps the text of every key that a Map is asked for (it
 * is internalised) until the next full collection: a million forged sources would fill the heap by being looked up, and
 * it costs more than all the rest of a lookup. Here only the numbers that keys hash to and the keys themselves are
 * compared.
 */
export class TextMap<Key extends string, Value> extends BriefMap<Key, Value> {
  /** Signed: V8 holds that as a small integer, for which nothing is allocated. */
  protected hashOf(key: Key): number {
    return hashText(key) | 0;
  }
}
