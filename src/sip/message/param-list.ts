/** Beyond so many, looking through them one by one would take a hostile message quadratic time. */
const FEW = 16;

/**
 * Parameters by name, in their order; of a repeated one the first counts. Messages have few of them, and a Map costs
 * more than looking through: V8 keeps the text of every name it is asked for.
 */
export class ParamList<Value extends string | undefined = string | undefined> {
  readonly #names: string[] = [];
  readonly #values: Value[] = [];
  /** Where each stands, once there are many. */
  #index: Map<string, number> | undefined;

  get size(): number {
    return this.#names.length;
  }

  get(name: string): Value | undefined {
    const at = this.#find(name);
    return at === -1 ? undefined : this.#values[at];
  }

  has(name: string): boolean {
    return this.#find(name) !== -1;
  }

  /** False when there is one of that name already. */
  add(name: string, value: Value): boolean {
    if (this.#find(name) !== -1) return false;
    this.#index?.set(name, this.#names.length);
    this.#names.push(name);
    this.#values.push(value);
    if (this.#names.length === FEW) this.#index = new Map(this.#names.map((each, at) => [each, at]));
    return true;
  }

  *[Symbol.iterator](): Generator<readonly [string, Value], void> {
    for (let at = 0; at < this.#names.length; at++)
      yield [this.#names[at] as string, this.#values[at] as Value];
  }

  #find(name: string): number {
    if (this.#index !== undefined) return this.#index.get(name) ?? -1;
    const names = this.#names;
    for (let at = 0; at < names.length; at++) if (names[at] === name) return at;
    return -1;
  }
}
