import { until } from '../waiting.ts';

/** What a program lets others see of itself, in the matrix' own words. */
export type FactKind =
  | 'registered'
  /** A call comes in; who calls. */
  | 'rings'
  /** The other side's phone rings. */
  | 'alerting'
  | 'connected'
  /** It has put the call on hold itself. */
  | 'holds'
  | 'resumed'
  | 'over'
  /** A key the other side pressed. */
  | 'key'
  | 'text'
  /** What a lamp shows (RFC 4235). */
  | 'lamp'
  | 'presence'
  /** An INVITE of its own; of how many bytes. */
  | 'offered'
  /** Its session was prolonged (RFC 4028). */
  | 'refreshed'
  /** A PRACK (RFC 3262): `sent` or `received`. */
  | 'prack';

interface Fact {
  readonly kind: FactKind;
  readonly detail: string;
}

/** The facts of one program; each is waited for once. */
export class FactLog {
  readonly #who: string;
  readonly #facts: Fact[] = [];
  readonly #pull: () => void;
  /** Of each kind, how many facts are done with. */
  readonly #read = new Map<FactKind, number>();

  /** `pull` adds what the program has said meanwhile. */
  constructor(who: string, pull: () => void = () => {}) {
    this.#who = who;
    this.#pull = pull;
  }

  add(kind: FactKind, detail = ''): void {
    this.#facts.push({ kind, detail });
  }

  /** All facts of a kind so far. */
  seen(kind: FactKind): readonly string[] {
    this.#pull();
    return this.#facts.filter((fact) => fact.kind === kind).map(({ detail }) => detail);
  }

  /** The next fact of this kind, after those waited for before; what it says. */
  async next(kind: FactKind, detail = /(?:)/, withinMs = 20_000): Promise<string> {
    const from = this.#read.get(kind) ?? 0;
    const find = (): number => this.seen(kind).findIndex((text, at) => at >= from && detail.test(text));
    try {
      await until(`${this.#who}: ${kind} ${detail.source}`, () => find() >= 0, withinMs);
    } catch (error) {
      const seen = this.#facts.map((fact) => `${fact.kind} ${fact.detail}`);
      throw new Error(`${(error as Error).message}; seen: ${seen.slice(-20).join(', ')}`);
    }
    const index = find();
    this.#read.set(kind, index + 1);
    return this.seen(kind)[index] ?? '';
  }

  /** What was so far is waited for no more. */
  forget(): void {
    this.#pull();
    for (const { kind } of this.#facts) this.#read.set(kind, this.seen(kind).length);
  }
}
