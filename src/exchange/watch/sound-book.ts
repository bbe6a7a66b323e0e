import type { Fact } from '../../base/journal.ts';
import { TextMap } from '../../base/text-map.ts';
import type { SoundFigures } from '../../policy/sound-quality.ts';
import { SoundTally } from '../../policy/sound-tally.ts';

/** Of one extension: the call it is in, a second one beside it, and the one before. */
const CALLS_KEPT = 3;
/** Far more than a club has; the one that has not been heard for longest goes first. */
const MOST_EXTENSIONS = 10_000;

interface Measured {
  readonly call: string;
  readonly tally: SoundTally;
}

/** How the last calls of each extension sounded, from what its phones' streams are told of; lost at a restart. */
export class SoundBook {
  readonly #byExtension = new Map<string, Measured[]>();
  /** Only of calls that were answered: a spoken refusal is none. */
  readonly #answered = new TextMap<string, true>();

  hear(fact: Fact): void {
    if (fact.kind === 'call-answered') this.#answered.set(fact.call, true);
    else if (fact.kind === 'call-ended') this.#answered.delete(fact.call);
    else if (fact.kind === 'media-measured') this.#add(fact);
  }

  /** Of this call of the extension; undefined before the first figures. */
  of(extension: string, call: string): SoundFigures | undefined {
    const measured = this.#byExtension.get(extension)?.find((known) => known.call === call);
    return measured?.tally.figures;
  }

  /** Of its last call but this one. */
  before(extension: string, call: string): SoundFigures | undefined {
    const measured = this.#byExtension.get(extension)?.findLast((known) => known.call !== call);
    return measured?.tally.figures;
  }

  /** Of its last call, or the one it is in. */
  last(extension: string): SoundFigures | undefined {
    return this.#byExtension.get(extension)?.at(-1)?.tally.figures;
  }

  forget(extension: string): void {
    this.#byExtension.delete(extension);
  }

  #add(fact: Extract<Fact, { kind: 'media-measured' }>): void {
    const calls = this.#byExtension.get(fact.extension) ?? [];
    const known = calls.find(({ call }) => call === fact.call);
    // The last figures of a call come after its end.
    if (known === undefined && !this.#answered.has(fact.call)) return;
    const measured = known ?? { call: fact.call, tally: new SoundTally() };
    measured.tally.add(fact);
    if (known !== undefined) return;
    this.#byExtension.delete(fact.extension);
    this.#byExtension.set(fact.extension, [...calls, measured].slice(-CALLS_KEPT));
    const [oldest] = this.#byExtension.keys();
    if (this.#byExtension.size > MOST_EXTENSIONS && oldest !== undefined) this.#byExtension.delete(oldest);
  }
}
