import { ok } from '../../base/result.ts';
import type { DirectoryConsentRecord, DirectoryIssueRecord } from '../../store/directory-store.ts';
import type {
  DirectoryConsole,
  DirectoryIssueView,
  DirectoryStateView,
  ListingView,
} from '../console/directory.ts';
import type { Outcome } from '../console/outcome.ts';
import type { DirectoryBuild, DirectoryWish } from '../directory/directory.ts';
import { directoryLetter } from '../mail/letters.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

/** A password that comes a day late was found elsewhere. */
const MAIL_USEFUL_MS = 86_400_000;

type Parts = Pick<ActorParts, 'actor' | 'audit' | 'clock' | 'directory' | 'extensions' | 'site' | 'store'>;

export class DirectoryAdministration implements DirectoryConsole {
  readonly #parts: Parts;
  readonly #turnstile: Turnstile;

  constructor(parts: Parts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  state(): DirectoryStateView {
    const { directory, extensions } = this.#parts;
    const [current] = directory.issues;
    const { added, removed, changed } = directory.difference();
    return {
      current: current === undefined ? null : this.#view(current),
      extensions: extensions.size,
      listed: directory.entries().length,
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      isAutomatic: directory.isAutomatic,
    };
  }

  entries(): ReturnType<DirectoryConsole['entries']> {
    return this.#parts.directory.entries();
  }

  difference(): ReturnType<DirectoryConsole['difference']> {
    return this.#parts.directory.difference();
  }

  async build(wish: DirectoryWish): Promise<Outcome<DirectoryBuild>> {
    const { directory, audit, actor } = this.#parts;
    const begun = directory.request(wish, actor);
    if (!begun.ok) return refuse('directory-running', 'An issue of the directory is being made already');
    const { issue, total: entries } = begun.value;
    await audit.append({ actor, action: 'directory.build', target: `issue ${issue}`, detail: { entries } });
    return begun;
  }

  showBuild(id: string): Outcome<DirectoryBuild> {
    const build = this.#parts.directory.builds.find((one) => one.id === id);
    return build === undefined ? notFound('directory-build', id) : ok(build);
  }

  async awaitBuild(id: string, done: number): Promise<Outcome<DirectoryBuild>> {
    const build = await this.#parts.directory.afterProgress(id, done);
    return build === undefined ? notFound('directory-build', id) : ok(build);
  }

  listIssues(): readonly DirectoryIssueView[] {
    return this.#parts.directory.issues.map((issue) => this.#view(issue));
  }

  showIssue(issue?: number): Outcome<DirectoryIssueView> {
    const found = this.#find(issue);
    return found.ok ? ok(this.#view(found.value)) : found;
  }

  async readIssue(issue?: number): Promise<Outcome<ReadableStream<Uint8Array>>> {
    const { directory, audit, actor } = this.#parts;
    const found = this.#find(issue);
    if (!found.ok) return found;
    const { number } = found.value;
    const file = await directory.open(number);
    if (file === undefined) return notFound('directory-issue', String(number));
    await audit.append({ actor, action: 'directory.read', target: `issue ${number}` });
    return ok(file);
  }

  async password(issue?: number): Promise<Outcome<{ issue: number; password: string }>> {
    const { directory, audit, actor } = this.#parts;
    const found = this.#find(issue);
    if (!found.ok) return found;
    const { number } = found.value;
    const password = directory.passwordOf(found.value);
    if (password === undefined) {
      return refuse('directory-locked', `The password of issue ${number} cannot be told any more`, {
        issue: number,
      });
    }
    await audit.append({ actor, action: 'directory.password', target: `issue ${number}` });
    return ok({ issue: number, password });
  }

  mailPassword(wish: Parameters<DirectoryConsole['mailPassword']>[0]): Outcome<undefined> {
    const { passwordsAsked } = this.#parts.directory;
    const waitS = passwordsAsked.secondsLeft(`from ${wish.source}`);
    if (waitS > 0)
      return refuse('too-many-requests', 'Too many questions from here', { retryAfterSeconds: waitS });
    passwordsAsked.record(`from ${wish.source}`);
    // Somebody's mailbox is not to be filled by strangers, and they are not told that it stands full.
    if (passwordsAsked.mayTry(`to ${wish.extension}`)) {
      passwordsAsked.record(`to ${wish.extension}`);
      void this.#turnstile.pass(() => this.#mail(wish));
    }
    return ok(undefined);
  }

  showListing(extension: string): Outcome<ListingView> {
    const { extensions, directory } = this.#parts;
    if (!extensions.has(extension)) return notFound('extension', extension);
    return ok(listing(extension, directory.consentOf(extension)));
  }

  listListings(): readonly ListingView[] {
    const { extensions, directory } = this.#parts;
    return extensions.list().map(({ number }) => listing(number, directory.consentOf(number)));
  }

  setListing(extension: string, listed: boolean, textVersion: string): Promise<Outcome<ListingView>> {
    return this.#turnstile.pass(async () => {
      const { extensions, directory, store, audit, actor, clock } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const record = { extension, textVersion, agreedAtMs: Math.round(clock.wallTime()), agreedBy: actor };
      const write = listed ? store.putDirectoryConsent(record) : store.deleteDirectoryConsent(extension);
      const written = await stored(write, noConflict);
      if (!written.ok) return written;
      if (listed) directory.putConsent(record);
      else directory.removeConsent(extension);
      const action = listed ? 'directory.list-in' : 'directory.list-out';
      const detail = listed ? { textVersion } : {};
      await audit.append({ actor, action, target: extension, detail });
      return this.showListing(extension);
    });
  }

  async #mail({ extension, language }: { extension: string; language: 'nl' | 'en' }): Promise<void> {
    const { extensions, directory, site, audit } = this.#parts;
    const recipient = extensions.get(extension)?.email;
    const [current] = directory.issues;
    const password = current === undefined ? undefined : directory.passwordOf(current);
    if (recipient == null || current === undefined || password === undefined || site.outbox.isFull) return;
    const text = directoryLetter(language, site.settings.url, { issue: current.number, password });
    const posted = await site.ledger.commit(
      site.outbox.post({ recipient, ...text, topic: 'directory', extension, usefulMs: MAIL_USEFUL_MS }),
    );
    if (!posted.ok) return;
    site.outbox.kick();
    const target = `issue ${current.number}`;
    await audit.append({ actor: 'exchange', action: 'directory.mail', target, detail: { extension } });
  }

  #find(issue: number | undefined): Outcome<DirectoryIssueRecord> {
    const { issues } = this.#parts.directory;
    const found = issue === undefined ? issues[0] : issues.find(({ number }) => number === issue);
    return found === undefined
      ? notFound('directory-issue', issue === undefined ? '1' : `${issue}`)
      : ok(found);
  }

  #view({
    number,
    sealedPassword: _sealed,
    content: _content,
    ...record
  }: DirectoryIssueRecord): DirectoryIssueView {
    return { issue: number, ...record, file: this.#parts.directory.fileOf(number) };
  }
}

function listing(extension: string, consent: DirectoryConsentRecord | undefined): ListingView {
  return {
    extension,
    listed: consent !== undefined,
    textVersion: consent?.textVersion ?? null,
    agreedAtMs: consent?.agreedAtMs ?? null,
    agreedBy: consent?.agreedBy ?? null,
  };
}
