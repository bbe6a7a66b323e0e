import { fail, ok, type Result } from '../../base/result.ts';
import { API_PREFIX, extensionWithPasswordSchema, problemSchema } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import type { DemoPhoneWish, DemoPlace, DemoSession } from '../demo-tool.ts';
import type { Failure } from '../failure.ts';
import { MEMBERS, SHOWN_MEMBER } from './club.ts';
import { clubWrites, type DemoWrite } from './club-writes.ts';

export const ADMINISTRATOR = 'demo';

export interface MadeClub {
  readonly administrator: string;
  readonly member: string;
  readonly wishes: readonly DemoPhoneWish[];
}

/** Undefined as failure: the exchange was ended meanwhile. */
type Done<Value> = Result<Value, Failure | undefined>;

type Answer = { readonly status: number; readonly body: unknown } | undefined;

/** Makes the invented club: by the control socket what administrators do, at the site what members do. */
export class ClubFiller {
  readonly #context: CommandContext;
  readonly #place: DemoPlace;
  readonly #passwords = new Map<string, string>();
  readonly #sessions = new Map<string, DemoSession>();
  /** Of what was made, by its name. */
  readonly #ids = new Map<string, string>();

  constructor(context: CommandContext, place: DemoPlace) {
    this.#context = context;
    this.#place = place;
  }

  async fill(): Promise<Done<MadeClub>> {
    const { parts, words } = this.#context;
    const administrator = parts.demo.secret();
    const named = await this.write({
      method: 'POST',
      path: '/administrators',
      body: { name: ADMINISTRATOR, password: administrator },
    });
    if (!named.ok) return named;
    const wishes = await this.#addMembers();
    if (!wishes.ok) return wishes;
    const circumstances = {
      language: words.language,
      nowMs: parts.demo.nowMs(),
      radioPort: this.#place.radioPort,
      passphrase: parts.demo.secret(),
    };
    for (const wanted of clubWrites(circumstances)) {
      const written = await this.write(wanted);
      if (!written.ok) return written;
    }
    return ok({ administrator, member: this.#passwords.get(SHOWN_MEMBER) ?? '', wishes: wishes.value });
  }

  async write({ method, path: pattern, body, as, by }: DemoWrite): Promise<Done<unknown>> {
    const path = pattern.replace(/:([a-z]+)/, (_, name: string) => this.#ids.get(name) ?? '');
    const answer =
      by === undefined
        ? await this.#askAsHost(method, path, body)
        : await this.#askAs(by, { method, path, body });
    if (answer === undefined) return fail(undefined);
    if (answer.status >= 300) {
      const problem = problemSchema.safeParse(answer.body);
      const reason = problem.success ? `${path}: ${problem.data.detail}` : path;
      return fail({ code: 'demo-failed', values: { reason } });
    }
    const id = (answer.body as { readonly id?: unknown } | undefined)?.id;
    if (as !== undefined && typeof id === 'string') this.#ids.set(as, id);
    return ok(answer.body);
  }

  async #addMembers(): Promise<Done<readonly DemoPhoneWish[]>> {
    const wishes: DemoPhoneWish[] = [];
    for (const { place, message, ...person } of MEMBERS) {
      const email = `${person.callsign.toLowerCase()}@example.org`;
      const made = await this.write({ method: 'POST', path: '/extensions', body: { ...person, email } });
      if (!made.ok) return made;
      const { number, password } = extensionWithPasswordSchema.parse(made.value);
      this.#passwords.set(number, password);
      if (place === 'none') continue;
      wishes.push({ number, password, bridge: place === 'calls' ? undefined : place, message });
    }
    return ok(wishes);
  }

  #askAsHost(method: DemoWrite['method'], path: string, body: unknown): Promise<Answer> {
    const socket = `${this.#place.folder}/control.sock`;
    return this.#context.parts.controlRequest(socket, method, `${API_PREFIX}${path}`, body);
  }

  async #askAs(number: string, { method, path, body }: DemoWrite): Promise<Answer> {
    const known = this.#sessions.get(number);
    if (known !== undefined) return known.ask(method, path, body);
    const login = { number, password: this.#passwords.get(number) ?? '' };
    const session = await this.#context.parts.demo.openSession(this.#place.httpPort, login);
    if (session === undefined) return undefined;
    this.#sessions.set(number, session);
    return session.ask(method, path, body);
  }
}
