import { BugError } from '../../base/bug-error.ts';
import { splitCommaList } from './comma-list.ts';
import { isToken } from './grammar.ts';
import { canonicalName, isKnownName } from './header-names.ts';

/** One header line. */
export interface HeaderField {
  /** The lower-case long form: `via`, `call-id`, `contact`. */
  readonly name: string;
  /** Unfolded, without white space around it; latin1. */
  readonly value: string;
}

/**
 * The header section: its lines in the order they came, unknown ones included. Names are compared in any case and
 * in compact form. Order matters between lines of one name only (RFC 3261 §7.3.1).
 */
export class Headers {
  #fields: HeaderField[];
  #revision = 0;

  constructor(fields?: Iterable<HeaderField>) {
    this.#fields = [];
    if (fields !== undefined) for (const { name, value } of fields) this.#fields.push(field(name, value));
  }

  /** Takes lines whose names are canonical already, without looking at them. For the parser. */
  static ofCanonical(fields: HeaderField[]): Headers {
    const headers = new Headers();
    headers.#fields = fields;
    return headers;
  }

  get fields(): readonly HeaderField[] {
    return this.#fields;
  }

  /** Rises with every change, so that what was computed from the lines can be kept. */
  get revision(): number {
    return this.#revision;
  }

  /** The value of the first line of that name. */
  get(name: string): string | undefined {
    const fields = this.#fields;
    for (let i = 0; i < fields.length; i++) if (fields[i]?.name === name) return fields[i]?.value;
    if (isKnownName(name)) return undefined;
    const canonical = canonicalName(name);
    return canonical === name ? undefined : this.get(canonical);
  }

  /** The value of every line of that name, lists not split. */
  all(name: string): string[] {
    const canonical = canonicalName(name);
    const values: string[] = [];
    for (const each of this.#fields) if (each.name === canonical) values.push(each.value);
    return values;
  }

  /** Every value of that name, lines split at their top-level commas. */
  list(name: string): string[] {
    const canonical = canonicalName(name);
    const values: string[] = [];
    for (const each of this.#fields)
      if (each.name === canonical) for (const value of splitCommaList(each.value)) values.push(value);
    return values;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Adds a line at the end. */
  append(name: string, value: string): this {
    this.#fields.push(field(name, value));
    this.#revision++;
    return this;
  }

  /** Adds a line at the beginning, above all others of its name. */
  prepend(name: string, value: string): this {
    this.#fields.unshift(field(name, value));
    this.#revision++;
    return this;
  }

  /** Makes `value` the only line of that name, where the first one stood or at the end. */
  set(name: string, value: string): this {
    const replacement = field(name, value);
    const at = this.#fields.findIndex((each) => each.name === replacement.name);
    if (at === -1) return this.append(name, value);
    this.#fields = this.#fields.filter((each, index) => index === at || each.name !== replacement.name);
    this.#fields[at] = replacement;
    this.#revision++;
    return this;
  }

  /** Puts `value` in the place of the first line of that name and keeps its other lines. */
  replaceFirst(name: string, value: string): this {
    const replacement = field(name, value);
    const at = this.#fields.findIndex((each) => each.name === replacement.name);
    if (at === -1) return this.append(name, value);
    this.#fields[at] = replacement;
    this.#revision++;
    return this;
  }

  remove(name: string): this {
    const canonical = canonicalName(name);
    this.#fields = this.#fields.filter((each) => each.name !== canonical);
    this.#revision++;
    return this;
  }

  clone(): Headers {
    return Headers.ofCanonical([...this.#fields]);
  }
}

function field(name: string, value: string): HeaderField {
  const canonical = canonicalName(name);
  if (!isToken(canonical)) throw new BugError('a header name is a token');
  return { name: canonical, value };
}
