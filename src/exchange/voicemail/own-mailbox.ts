import { localTime } from '../../base/local-time.ts';
import { ok } from '../../base/result.ts';
import type { VoiceMessageRecord } from '../../store/voicemail-store.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse, refusedRecording, tooMany } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type { Outcome } from '../console/outcome.ts';
import type { OwnMailboxConsole, VoiceFile, VoiceMessageView } from '../console/own-mailbox.ts';
import type { VoiceFiles } from './voice-files.ts';
import { voiceFileName } from './voice-letters.ts';

/** A holder and his mailbox. What he does there is nobody else's business: nothing of it is in the audit log. */
export class OwnMailbox implements OwnMailboxConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(extension: string): readonly VoiceMessageView[] {
    return this.#parts.voicemail
      .of(extension)
      .toReversed()
      .map((message) => this.#view(message));
  }

  async read(extension: string, id: string): Promise<Outcome<VoiceFile>> {
    const message = this.#find(extension, id);
    if (message === undefined) return notFound('voice-message', id);
    const { voicemail, timeZone } = this.#parts;
    const name = voiceFileName(localTime(message.receivedAtMs, timeZone));
    return this.#file(keyOf(message), name, () => voicemail.sound(message));
  }

  change(
    extension: string,
    id: string,
    { heard, keep = false }: Parameters<OwnMailboxConsole['change']>[2],
  ): Promise<Outcome<VoiceMessageView>> {
    return this.#turnstile.pass(async () => {
      const { voicemail } = this.#parts;
      const message = this.#find(extension, id);
      if (message === undefined) return notFound('voice-message', id);
      const isHeard = heard ?? (keep || message.heard);
      if (!(await voicemail.change(message, { heard: isHeard, keepLonger: keep }))) return storeFailed();
      return ok(this.#view(this.#find(extension, id) ?? message));
    });
  }

  remove(extension: string, id: string): Promise<Outcome<VoiceMessageView>> {
    return this.#turnstile.pass(async () => {
      const { voicemail, voiceFiles } = this.#parts;
      const message = this.#find(extension, id);
      if (message === undefined) return notFound('voice-message', id);
      if (!(await voicemail.remove(extension, [message]))) return storeFailed();
      voiceFiles.forget(keyOf(message));
      return ok(this.#view(message));
    });
  }

  async readGreeting(extension: string): Promise<Outcome<VoiceFile>> {
    const { voicemail } = this.#parts;
    if (!voicemail.hasGreeting(extension)) return notFound('greeting', extension);
    return this.#file(greetingOf(extension), 'greeting.wav', () => voicemail.greeting(extension));
  }

  async setGreeting(extension: string, file: Uint8Array): Promise<Outcome<undefined>> {
    const { voicemail, voiceFiles, extensions } = this.#parts;
    const prepared = await voiceFiles.prepare(file);
    if (prepared === 'busy') return tooMany(2);
    if (prepared === undefined) return unreadable();
    if (!prepared.ok) return refusedRecording(prepared.error);
    return this.#turnstile.pass(async () => {
      if (!extensions.has(extension)) return notFound('extension', extension);
      if (!(await voicemail.setGreeting(extension, prepared.value))) return storeFailed();
      voiceFiles.forget(greetingOf(extension));
      return ok(undefined);
    });
  }

  clearGreeting(extension: string): Promise<Outcome<undefined>> {
    return this.#turnstile.pass(async () => {
      const { voicemail, voiceFiles } = this.#parts;
      if (!(await voicemail.clearGreeting(extension))) return storeFailed();
      voiceFiles.forget(greetingOf(extension));
      return ok(undefined);
    });
  }

  async #file(key: string, name: string, read: Parameters<VoiceFiles['of']>[1]): Promise<Outcome<VoiceFile>> {
    const bytes = await this.#parts.voiceFiles.of(key, read);
    if (bytes === 'busy') return tooMany(2);
    return bytes === undefined ? unreadable() : ok({ name, bytes });
  }

  /** In his own mailbox and nowhere else. */
  #find(extension: string, id: string): VoiceMessageRecord | undefined {
    return this.#parts.voicemail.of(extension).find((message) => String(message.id) === id);
  }

  #view({ id, caller, receivedAtMs, expiresAtMs, heard, durationMs }: VoiceMessageRecord): VoiceMessageView {
    const callsign = caller === null ? null : (this.#parts.extensions.get(caller)?.callsign ?? null);
    return {
      id: String(id),
      caller: caller === null ? null : { number: caller, callsign },
      receivedAtMs,
      expiresAtMs,
      heard,
      seconds: Math.round(durationMs / 1000),
    };
  }
}

function keyOf({ id }: VoiceMessageRecord): string {
  return `message ${id}`;
}

function greetingOf(extension: string): string {
  return `greeting ${extension}`;
}

function unreadable() {
  return refuse('store-failed', 'The sound cannot be had now', { reason: 'voicemail' });
}

function storeFailed() {
  return refuse('store-failed', 'The change could not be stored', { reason: 'voicemail' });
}
