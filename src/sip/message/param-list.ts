/** Beyond so many, looking through them one by one would take a hostile message quadratic time. */
const FEW = 16;

interface Param<Value> {
  readonly name: string;
  readonly value: Value;
  next: Param<Value> | undefined;
}

/**
 * Parameters by name, in their order; of a repeated one the first counts. Messages have few of them, and a Map costs
 * more than looking through: V8 keeps the text of every name it is asked for.
 */
export class ParamList<Value extends string | undefined = string | undefined> {
  #first: Param<Value> | undefined;
  #last: Param<Value> | undefined;
  #size = 0;
  /** All of them, once there are many. */
  #index: Map<string, Param<Value>> | undefined;

  get size(): number {
    return this.#size;
  }

  get(name: string): Value | undefined {
    return this.#find(name)?.value;
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /** False when there is one of that name already. */
  add(name: string, value: Value): boolean {
    if (this.#find(name) !== undefined) return false;
    const param: Param<Value> = { name, value, next: undefined };
    if (this.#last === undefined) this.#first = param;
    else this.#last.next = param;
    this.#last = param;
    this.#size += 1;
    this.#index?.set(name, param);
    if (this.#size === FEW) this.#index = new Map(this.#params().map((each) => [each.name, each]));
    return true;
  }

  *[Symbol.iterator](): Generator<readonly [string, Value], void> {
    for (const { name, value } of this.#params()) yield [name, value];
  }

  #find(name: string): Param<Value> | undefined {
    if (this.#index !== undefined) return this.#index.get(name);
    let param = this.#first;
    while (param !== undefined && param.name !== name) param = param.next;
    return param;
  }

  #params(): Param<Value>[] {
    const params: Param<Value>[] = [];
    for (let param = this.#first; param !== undefined; param = param.next) params.push(param);
    return params;
  }
}
