import { ok } from '../../base/result.ts';
import { RECORDING_BYTES_PER_S } from '../../media/sound/recording.ts';
import type { MailboxChange, MailboxConsole, MailboxView } from '../console/mailboxes.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { notFound, refuse } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

export class MailboxAdministration implements MailboxConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(): readonly MailboxView[] {
    const { extensions, voicemail } = this.#parts;
    const used = new Set(voicemail.extensions);
    return extensions.list().flatMap(({ number }) => (used.has(number) ? [this.#view(number)] : []));
  }

  show(extension: string): Outcome<MailboxView> {
    if (!this.#parts.extensions.has(extension)) return notFound('extension', extension);
    return ok(this.#view(extension));
  }

  set(extension: string, change: MailboxChange): Promise<Outcome<MailboxView>> {
    return this.#turnstile.pass(async () => {
      const { extensions, voicemail, audit, actor } = this.#parts;
      const record = extensions.get(extension);
      if (record === undefined) return notFound('extension', extension);
      const before = voicemail.settingsOf(extension);
      const after = {
        takesMessages: change.takesMessages ?? before.takesMessages,
        byMail: change.byMail ?? before.byMail,
      };
      if (change.byMail === true && record.email === null) {
        return refuse('email-missing', `Extension ${extension} has no mail address`, { extension });
      }
      if (!(await voicemail.configure(extension, after))) return storeFailed();
      await audit.append({ actor, action: 'mailbox.change', target: extension, detail: after });
      return this.show(extension);
    });
  }

  empty(extension: string): Promise<Outcome<MailboxView>> {
    return this.#turnstile.pass(async () => {
      const { extensions, voicemail, audit, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const messages = voicemail.of(extension);
      if (!(await voicemail.remove(extension, messages))) return storeFailed();
      const detail = { messages: messages.length };
      await audit.append({ actor, action: 'mailbox.empty', target: extension, detail });
      return this.show(extension);
    });
  }

  #view(extension: string): MailboxView {
    const { voicemail } = this.#parts;
    const durationMs = voicemail.of(extension).reduce((sum, message) => sum + message.durationMs, 0);
    return {
      extension,
      ...voicemail.settingsOf(extension),
      ...voicemail.countsOf(extension),
      seconds: Math.round(durationMs / 1000),
      bytes: Math.round((durationMs * RECORDING_BYTES_PER_S) / 1000),
      ownGreeting: voicemail.hasGreeting(extension),
    };
  }
}

function storeFailed() {
  return refuse('store-failed', 'The change could not be stored', { reason: 'voicemail' });
}
