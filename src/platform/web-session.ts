/** One member who has logged in at a web site on this machine: his cookie, and the token that changes need. */
export class WebSession {
  readonly #base: string;
  readonly #cookie: string;
  readonly #csrf: string;

  private constructor(base: string, cookie: string, csrf: string) {
    this.#base = base;
    this.#cookie = cookie;
    this.#csrf = csrf;
  }

  /** `base` is the API's address. Undefined when he is not let in, or nobody answers. */
  static async open(
    base: string,
    { number, password }: { readonly number: string; readonly password: string },
  ): Promise<WebSession | undefined> {
    const login = { method: 'extension', number, password };
    const answer = await send(`${base}/session`, { method: 'POST', body: login });
    if (answer?.status !== 201) return undefined;
    const [cookie = ''] = (answer.cookies[0] ?? '').split(';', 1);
    const csrf = (answer.body as { readonly csrfToken?: unknown } | undefined)?.csrfToken;
    return typeof csrf === 'string' ? new WebSession(base, cookie, csrf) : undefined;
  }

  /** Undefined when nobody answers. */
  ask(method: string, path: string, body: unknown): ReturnType<typeof send> {
    const headers = { cookie: this.#cookie, 'x-csrf-token': this.#csrf };
    return send(this.#base + path, { method, body, headers });
  }
}

interface Sent {
  readonly method: string;
  /** A JSON value. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(
  url: string,
  { method, body, headers }: Sent,
): Promise<
  { readonly status: number; readonly body: unknown; readonly cookies: readonly string[] } | undefined
> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: answer.status,
      body: jsonOf(await answer.text()),
      cookies: answer.headers.getSetCookie(),
    };
  } catch {
    // No connection, or one that ended before the answer did.
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
