import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Recording } from '../../media/sound/recording.ts';
import { RECORDING_BYTES_PER_S } from '../../media/sound/recording.ts';
import type { MailboxCounts } from '../../sip/event/message-summary.ts';
import { StoreError } from '../../store/store.ts';
import type {
  VoiceMessageRecord,
  VoicemailSnapshot,
  VoicemailStore,
  VoiceSound,
} from '../../store/voicemail-store.ts';
import type { Mailboxes } from '../events/mailboxes.ts';

export interface VoicemailLimits {
  /** In one mailbox. */
  readonly messages: number;
  /** Of one message. */
  readonly longestMs: number;
  /** Then a message goes; one that is saved begins anew. */
  readonly keptMs: number;
}

export const VOICEMAIL_LIMITS: VoicemailLimits = {
  messages: 20,
  longestMs: 120_000,
  keptMs: 30 * 86_400_000,
};

export interface MailboxSettings {
  readonly takesMessages: boolean;
  readonly byMail: boolean;
}

const NOTHING: MailboxSettings = { takesMessages: false, byMail: false };

/** The voice mailboxes: what is in them is known here, the sound lies in the store. Store first, then memory. */
export class Voicemail implements Mailboxes {
  readonly #store: VoicemailStore;
  readonly #clock: Pick<Clock, 'wallTime'>;
  readonly #log: Pick<Log, 'warn'>;
  readonly #isExtension: (number: string) => boolean;
  readonly #limits: () => VoicemailLimits;
  readonly #settings = new Map<string, MailboxSettings>();
  /** In the order of their ids. */
  readonly #messages = new Map<string, readonly VoiceMessageRecord[]>();
  readonly #greetings = new Set<string>();
  /** On their way into the store, by mailbox. */
  readonly #arriving = new Map<string, number>();
  readonly #watchers: ((extension: string) => void)[] = [];
  #lastId = 0;
  /** Told of every message that has come in. */
  onMessage: (message: VoiceMessageRecord) => void = () => {};

  constructor(parts: {
    readonly store: VoicemailStore;
    readonly clock: Pick<Clock, 'wallTime'>;
    readonly log: Pick<Log, 'warn'>;
    readonly isExtension: (number: string) => boolean;
    readonly snapshot?: VoicemailSnapshot;
    /** As they are now; the usual ones when left out. */
    readonly limits?: () => VoicemailLimits;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#isExtension = parts.isExtension;
    this.#limits = parts.limits ?? (() => VOICEMAIL_LIMITS);
    const { mailboxes = [], voiceMessages = [], greetings = [] } = parts.snapshot ?? {};
    for (const { extension, ...settings } of mailboxes) this.#settings.set(extension, settings);
    for (const message of voiceMessages)
      this.#put(message.extension, [...this.of(message.extension), message]);
    for (const extension of greetings) this.#greetings.add(extension);
    this.#lastId = voiceMessages.at(-1)?.id ?? 0;
  }

  settingsOf(extension: string): MailboxSettings {
    return this.#settings.get(extension) ?? NOTHING;
  }

  /** Extensions that have anything of voicemail. */
  get extensions(): readonly string[] {
    return [...new Set([...this.#settings.keys(), ...this.#messages.keys(), ...this.#greetings])];
  }

  /** What is there now, the oldest first. */
  of(extension: string): readonly VoiceMessageRecord[] {
    return this.#messages.get(extension) ?? [];
  }

  find(id: number): VoiceMessageRecord | undefined {
    for (const messages of this.#messages.values()) {
      const found = messages.find((message) => message.id === id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  countsOf(extension: string): MailboxCounts {
    const messages = this.of(extension);
    const heard = messages.filter((message) => message.heard).length;
    return { unheard: messages.length - heard, heard };
  }

  watch(onChanged: (extension: string) => void): void {
    this.#watchers.push(onChanged);
  }

  isFull(extension: string): boolean {
    return this.of(extension).length + (this.#arriving.get(extension) ?? 0) >= this.#limits().messages;
  }

  get longestMessageMs(): number {
    return this.#limits().longestMs;
  }

  hasGreeting(extension: string): boolean {
    return this.#greetings.has(extension);
  }

  async configure(extension: string, settings: MailboxSettings): Promise<boolean> {
    const isStored = await this.#stored(this.#store.putMailbox({ extension, ...settings }));
    if (isStored) this.#settings.set(extension, settings);
    return isStored;
  }

  /** A message for an extension. False: it is full, or the store does not take it. */
  async keep(extension: string, caller: string, recording: Recording): Promise<boolean> {
    if (this.isFull(extension)) return false;
    const nowMs = Math.round(this.#clock.wallTime());
    this.#lastId = Math.max(this.#lastId + 1, nowMs);
    const { sound, levelDb } = recording;
    const record: VoiceMessageRecord = {
      id: this.#lastId,
      extension,
      caller: this.#isExtension(caller) ? caller : null,
      receivedAtMs: nowMs,
      expiresAtMs: nowMs + this.#limits().keptMs,
      heard: false,
      durationMs: Math.round((1000 * sound.length) / RECORDING_BYTES_PER_S),
      levelDb,
    };
    this.#arrive(extension, 1);
    const isStored = await this.#stored(this.#store.addVoiceMessage({ record, sound }));
    this.#arrive(extension, -1);
    if (!isStored) return false;
    this.#change(extension, [...this.of(extension), record]);
    this.onMessage(record);
    return true;
  }

  /** Undefined: it is no more, or cannot be read now. */
  async sound({ id }: VoiceMessageRecord): Promise<VoiceSound | undefined> {
    return this.#read(this.#store.readVoiceMessage(id));
  }

  markHeard(message: VoiceMessageRecord): Promise<boolean> {
    return this.change(message, { heard: true, keepLonger: false });
  }

  /** As long as a new one, from now. */
  keepLonger(message: VoiceMessageRecord): Promise<boolean> {
    return this.change(message, { heard: true, keepLonger: true });
  }

  change(
    message: VoiceMessageRecord,
    { heard, keepLonger }: { readonly heard: boolean; readonly keepLonger: boolean },
  ): Promise<boolean> {
    const expiresAtMs = keepLonger
      ? Math.round(this.#clock.wallTime()) + this.#limits().keptMs
      : message.expiresAtMs;
    return this.#update({ ...message, heard, expiresAtMs });
  }

  async remove(extension: string, messages: readonly VoiceMessageRecord[]): Promise<boolean> {
    const ids = messages.map(({ id }) => id);
    if (ids.length === 0) return true;
    if (!(await this.#stored(this.#store.deleteVoiceMessages(ids)))) return false;
    this.#change(
      extension,
      this.of(extension).filter(({ id }) => !ids.includes(id)),
    );
    return true;
  }

  async greeting(extension: string): Promise<VoiceSound | undefined> {
    return this.hasGreeting(extension) ? this.#read(this.#store.readGreeting(extension)) : undefined;
  }

  async setGreeting(extension: string, { sound, levelDb }: Recording): Promise<boolean> {
    const isStored = await this.#stored(this.#store.putGreeting({ extension, sound, levelDb }));
    if (isStored) this.#greetings.add(extension);
    return isStored;
  }

  async clearGreeting(extension: string): Promise<boolean> {
    const isStored = await this.#stored(this.#store.deleteGreeting(extension));
    if (isStored) this.#greetings.delete(extension);
    return isStored;
  }

  /** What is too old is gone; the store lets go of it by itself. */
  sweep(): void {
    const nowMs = this.#clock.wallTime();
    for (const [extension, messages] of this.#messages) {
      const left = messages.filter(({ expiresAtMs }) => expiresAtMs > nowMs);
      if (left.length < messages.length) this.#change(extension, left);
    }
  }

  /** The extension is removed, and its number may be given to somebody else. */
  forget(number: string): void {
    this.#settings.delete(number);
    this.#messages.delete(number);
    this.#greetings.delete(number);
    for (const [extension, messages] of this.#messages) {
      if (messages.every(({ caller }) => caller !== number)) continue;
      const nameless = messages.map((message) =>
        message.caller === number ? { ...message, caller: null } : message,
      );
      this.#messages.set(extension, nameless);
    }
  }

  async #update(changed: VoiceMessageRecord): Promise<boolean> {
    const { extension, id } = changed;
    if (!(await this.#stored(this.#store.updateVoiceMessage(changed)))) return false;
    const after = this.of(extension).map((message) => (message.id === id ? changed : message));
    this.#change(extension, after);
    return true;
  }

  #arrive(extension: string, by: 1 | -1): void {
    const arriving = (this.#arriving.get(extension) ?? 0) + by;
    if (arriving === 0) this.#arriving.delete(extension);
    else this.#arriving.set(extension, arriving);
  }

  #change(extension: string, messages: readonly VoiceMessageRecord[]): void {
    this.#put(extension, messages);
    for (const onChanged of this.#watchers) onChanged(extension);
  }

  #put(extension: string, messages: readonly VoiceMessageRecord[]): void {
    if (messages.length === 0) this.#messages.delete(extension);
    else this.#messages.set(extension, messages);
  }

  async #stored(write: Promise<void>): Promise<boolean> {
    try {
      await write;
      return true;
    } catch (error) {
      this.#complain(error, 'voicemail could not be stored');
      return false;
    }
  }

  async #read(reading: Promise<VoiceSound | null>): Promise<VoiceSound | undefined> {
    try {
      return (await reading) ?? undefined;
    } catch (error) {
      this.#complain(error, 'voicemail could not be read');
      return undefined;
    }
  }

  #complain(error: unknown, what: string): void {
    if (!(error instanceof StoreError)) throw error;
    this.#log.warn(what, { reason: error.reason });
  }
}
