import type { TokenScope } from '../../policy/token-scopes.ts';

/** One part of what goes on, as it was told last; whoever looks at the same part shares it. */
export class LivePart {
  readonly name: string;
  /** Who may see it; everyone who may see the whole when left out. */
  readonly scope: TokenScope | undefined;
  /** Whose it is: it changes only with facts about him. */
  readonly extension: string | undefined;
  readonly read: () => unknown;
  /** Server-sent event (WHATWG HTML §9.2.6). */
  text = '';

  constructor(
    name: string,
    read: () => unknown,
    { scope, extension }: { readonly scope?: TokenScope; readonly extension?: string } = {},
  ) {
    this.name = name;
    this.read = read;
    this.scope = scope;
    this.extension = extension;
  }

  /** Whether it is another than it was. */
  renew(): boolean {
    const text = `event: ${this.name}\ndata: ${JSON.stringify(this.read())}\n\n`;
    if (text === this.text) return false;
    this.text = text;
    return true;
  }
}

/** All of it at one moment. */
export function snapshot(
  parts: readonly LivePart[],
  mayHear: (scope: TokenScope) => boolean,
): Record<string, unknown> {
  const may = parts.filter(({ scope }) => scope === undefined || mayHear(scope));
  return Object.fromEntries(may.map(({ name, read }) => [name, read()]));
}
