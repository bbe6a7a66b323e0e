import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { isDutchCallsign, parseCallsign } from '../../policy/callsign.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import type { ApplicationRecord } from '../../store/records/member-records.ts';
import { readEmail, readName, readReason } from '../administration/fields.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type {
  ApplicationConsole,
  ApplicationProgress,
  ApplicationState,
  ApplicationView,
  ApprovedApplication,
  NewApplication,
} from '../console/applications.ts';
import type { ExtensionView, NewExtension } from '../console/extensions.ts';
import type { HandoverMade } from '../console/handovers.ts';
import type { Outcome } from '../console/outcome.ts';
import { questionLetter, refusalLetter } from '../mail/letters.ts';
import { currentOf, keepSeed } from '../pages/club-pages.ts';
import { confirmation } from '../pages/rules-confirmations.ts';
import { put, remove } from '../tables/ledger.ts';
import { hashOfSecret } from '../tables/token-table.ts';

const ID_LENGTH = 10;
const SECRET_LENGTH = 32;
/** More that wait for an answer are nobody's club. */
const MOST_OPEN = 200;
const LONGEST_TEXT = 200;
const LONGEST_VERSION = 32;
/** What was decided is kept for so long. */
const KEPT_MS = 90 * 86_400_000;

interface Neighbours {
  readonly addExtension: (
    wanted: NewExtension,
  ) => Promise<Outcome<{ extension: ExtensionView; password: string }>>;
  readonly setListing: (extension: string, textVersion: string) => Promise<Outcome<unknown>>;
  /** The letter with all a holder needs, by mail. */
  readonly sendLetter: (
    extension: string,
    password: string,
    language: 'nl' | 'en',
  ) => Promise<Outcome<HandoverMade>>;
}

/** Applications for an extension. */
export class ApplicationAdministration implements ApplicationConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;
  readonly #neighbours: Neighbours;

  constructor(parts: ActorParts, turnstile: Turnstile, neighbours: Neighbours) {
    this.#parts = parts;
    this.#turnstile = turnstile;
    this.#neighbours = neighbours;
  }

  apply(wish: NewApplication): Promise<Outcome<{ secret: string; progress: ApplicationProgress }>> {
    return this.#turnstile.pass(async () => {
      const { site, random } = this.#parts;
      const waiting = this.#records().filter(({ state }) => isWaiting(state));
      if (waiting.length >= MOST_OPEN) {
        return refuse('too-many-open', 'There are too many applications at the moment', { most: MOST_OPEN });
      }
      const secret = randomToken(random, SECRET_LENGTH);
      const record = this.#read(wish, secret);
      if (!record.ok) return record;
      const { callsign, email } = record.value;
      // Sent twice it is one, in its newest form.
      const same = waiting.filter((one) => one.callsign === callsign && one.email === email);
      const written = await site.ledger.commit(
        ...same.map(({ id }) => remove('applications', id)),
        put('applications', record.value),
        ...keepSeed(site.ledger, 'house-rules'),
        ...this.#overdue(),
      );
      return written.ok ? ok({ secret, progress: progressOf(record.value) }) : written;
    });
  }

  progress(secret: string): Outcome<ApplicationProgress> {
    const hash = hashOfSecret(secret);
    const record = this.#records().find(({ secretHash }) => secretHash === hash);
    return record === undefined ? notFound('application', '') : ok(progressOf(record));
  }

  list(): readonly ApplicationView[] {
    return this.#records()
      .toSorted(
        (a, b) =>
          Number(isWaiting(b.state)) - Number(isWaiting(a.state)) ||
          (isWaiting(a.state) ? a.createdAtMs - b.createdAtMs : b.createdAtMs - a.createdAtMs),
      )
      .map((record) => this.#view(record));
  }

  show(id: string): Outcome<ApplicationView> {
    const record = this.#parts.site.ledger.get('applications', id);
    return record === undefined ? notFound('application', id) : ok(this.#view(record));
  }

  approve(id: string, number?: string): Promise<Outcome<ApprovedApplication>> {
    return this.#parts.site.applicationDecisions.pass(() => this.#approve(id, number));
  }

  ask(id: string, question: string): Promise<Outcome<ApplicationView>> {
    return this.#decide(id, 'asked', question, (record, text, url) =>
      questionLetter(readLanguage(record.language), url, record.callsign, text),
    );
  }

  refuse(id: string, reason?: string): Promise<Outcome<ApplicationView>> {
    return this.#decide(id, 'refused', reason ?? '', (record, text, url) =>
      refusalLetter(readLanguage(record.language), url, record.callsign, text),
    );
  }

  async #approve(id: string, number: string | undefined): Promise<Outcome<ApprovedApplication>> {
    const waiting = this.#waiting(id);
    if (!waiting.ok) return waiting;
    const { callsign, name, email, listingText, language } = waiting.value;
    const made = await this.#addExtension({ callsign, name, email }, number, waiting.value.wishedNumber);
    if (!made.ok) return made;
    const { extension, password } = made.value;
    if (listingText !== null) await this.#neighbours.setListing(extension.number, listingText);
    const decided = await this.#turnstile.pass(async () => {
      const approved = this.#decided(waiting.value, 'approved', { extension: extension.number });
      const { rulesVersion, createdAtMs } = waiting.value;
      const written = await this.#parts.site.ledger.commit(
        put('applications', approved),
        // He accepted them when he applied.
        confirmation(this.#parts.site.ledger, extension.number, Number(rulesVersion), createdAtMs),
      );
      if (written.ok) await this.#tell('application.approve', id, { extension: extension.number });
      return written.ok ? ok(approved) : written;
    });
    if (!decided.ok) return decided;
    const letter = await this.#neighbours.sendLetter(extension.number, password, readLanguage(language));
    if (!letter.ok) return letter;
    return ok({ application: this.#view(decided.value), extension, letter: letter.value });
  }

  #records(): readonly ApplicationRecord[] {
    return this.#parts.site.ledger.list('applications');
  }

  #read(wish: NewApplication, secret: string): Outcome<ApplicationRecord> {
    const { random, clock, site } = this.#parts;
    const callsign = parseCallsign(wish.callsign);
    if (!callsign.ok) {
      return refuse('callsign-invalid', 'A call sign looks like PA3XYZ', {
        callsign: wish.callsign.slice(0, 20),
      });
    }
    const name = readName(wish.name);
    if (!name.ok) return name;
    const email = readEmail(wish.email);
    if (!email.ok) return email;
    if (email.value === null) return refuse('email-invalid', 'An e-mail address looks like name@example.net');
    const number = wish.wishedNumber?.trim() ?? '';
    if (number !== '' && !/^\d{2,8}$/.test(number)) {
      return refuse('number-invalid', 'A number has 2 to 8 digits', { number: number.slice(0, 20) });
    }
    const rules = currentOf(site.ledger, 'house-rules').version;
    if (wish.rulesVersion !== String(rules)) {
      return refuse('rules-changed', `The current house rules are version ${rules}`, { version: rules });
    }
    return ok({
      id: randomToken(random, ID_LENGTH),
      secretHash: hashOfSecret(secret),
      callsign: callsign.value,
      name: name.value,
      email: email.value,
      place: short(wish.place),
      phone: short(wish.phone),
      wishedNumber: number === '' ? null : number,
      note: short(wish.note),
      language: wish.language,
      listingText: wish.listingText?.slice(0, LONGEST_VERSION) ?? null,
      rulesVersion: wish.rulesVersion,
      state: 'open',
      answer: null,
      extension: null,
      createdAtMs: Math.round(clock.wallTime()),
      decidedAtMs: null,
      decidedBy: null,
    });
  }

  #waiting(id: string): Outcome<ApplicationRecord> {
    const record = this.#parts.site.ledger.get('applications', id);
    if (record === undefined) return notFound('application', id);
    if (isWaiting(record.state)) return ok(record);
    return refuse('already-decided', `Application ${id} was ${record.state}`, { id, state: record.state });
  }

  /** The wish is fulfilled when it can be. */
  async #addExtension(
    holder: Pick<NewExtension, 'callsign' | 'name' | 'email'>,
    number: string | undefined,
    wished: string | null,
  ): Promise<Outcome<{ extension: ExtensionView; password: string }>> {
    if (number !== undefined || wished === null) return this.#neighbours.addExtension({ ...holder, number });
    const made = await this.#neighbours.addExtension({ ...holder, number: wished });
    const isTaken = !made.ok && ['number-taken', 'number-invalid'].includes(made.error.code);
    return isTaken ? this.#neighbours.addExtension(holder) : made;
  }

  #decide(
    id: string,
    state: 'asked' | 'refused',
    text: string,
    write: (record: ApplicationRecord, text: string, url: string) => { subject: string; body: string },
  ): Promise<Outcome<ApplicationView>> {
    const { site } = this.#parts;
    const decide = async (): Promise<Outcome<ApplicationView>> => {
      const waiting = this.#waiting(id);
      if (!waiting.ok) return waiting;
      const answer = readReason(text);
      if (!answer.ok) return answer;
      if (state === 'asked' && answer.value === null) {
        return refuse('reason-invalid', 'A question has 1 to 200 characters', { longest: LONGEST_TEXT });
      }
      const decided = this.#decided(waiting.value, state, { answer: answer.value });
      const { url } = site.settings;
      const letter = write(decided, answer.value ?? '', url);
      const posted = site.outbox.post({ recipient: decided.email, ...letter, topic: 'application' });
      const written = await site.ledger.commit(put('applications', decided), posted);
      if (!written.ok) return written;
      site.outbox.kick();
      await this.#tell(state === 'asked' ? 'application.ask' : 'application.refuse', id, {});
      return ok(this.#view(decided));
    };
    return site.applicationDecisions.pass(() => this.#turnstile.pass(decide));
  }

  #decided(
    record: ApplicationRecord,
    state: ApplicationState,
    more: Partial<Pick<ApplicationRecord, 'answer' | 'extension'>>,
  ): ApplicationRecord {
    const { clock, actor } = this.#parts;
    return { ...record, ...more, state, decidedAtMs: Math.round(clock.wallTime()), decidedBy: actor };
  }

  #overdue(): readonly LedgerChange[] {
    const untilMs = this.#parts.clock.wallTime() - KEPT_MS;
    return this.#records().flatMap(({ id, decidedAtMs, state }) =>
      !isWaiting(state) && decidedAtMs !== null && decidedAtMs <= untilMs ? [remove('applications', id)] : [],
    );
  }

  #tell(action: string, target: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
    const { audit, actor } = this.#parts;
    return audit.append({ actor, action, target, detail });
  }

  #view({ secretHash: _hash, ...record }: ApplicationRecord): ApplicationView {
    const others = this.#parts.extensions.list().filter(({ number }) => number !== record.extension);
    const email = record.email.toLowerCase();
    return {
      ...record,
      language: readLanguage(record.language),
      state: record.state as ApplicationState,
      isDutch: isDutchCallsign(record.callsign),
      sameCallsign: others.filter((one) => one.callsign === record.callsign).map(({ number }) => number),
      sameEmail: others.filter((one) => one.email?.toLowerCase() === email).map(({ number }) => number),
    };
  }
}

function isWaiting(state: string): boolean {
  return state === 'open' || state === 'asked';
}

function progressOf({ state, answer, createdAtMs }: ApplicationRecord): ApplicationProgress {
  return { state: state as ApplicationState, answer, createdAtMs };
}

function readLanguage(language: string): 'nl' | 'en' {
  return language === 'en' ? 'en' : 'nl';
}

/** One line of text as people type it. */
function short(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFC')
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT);
}
