import type { Clock, Scheduled } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { GuessThrottle } from '../policy/guess-throttle.ts';
import { type Store, StoreError } from '../store/store.ts';
import type { Site } from './site.ts';
import type { VoiceFiles } from './voicemail/voice-files.ts';
import type { Voicemail } from './voicemail/voicemail.ts';

const EVERY_MS = 3_600_000;

/** Once an hour forgets what must not be kept any longer (security 1.15); the start has done it before. */
export class Housekeeping {
  readonly #clock: Clock;
  readonly #store: Pick<Store, 'purgeExpired'>;
  readonly #throttle: GuessThrottle;
  readonly #site: Pick<Site, 'sweep'>;
  readonly #voicemail: Pick<Voicemail, 'sweep'>;
  readonly #voiceFiles: Pick<VoiceFiles, 'sweep'>;
  readonly #log: Log;
  #next: Scheduled | undefined;

  constructor(parts: {
    clock: Clock;
    store: Pick<Store, 'purgeExpired'>;
    throttle: GuessThrottle;
    site: Pick<Site, 'sweep'>;
    voicemail: Pick<Voicemail, 'sweep'>;
    voiceFiles: Pick<VoiceFiles, 'sweep'>;
    log: Log;
  }) {
    this.#clock = parts.clock;
    this.#store = parts.store;
    this.#throttle = parts.throttle;
    this.#site = parts.site;
    this.#voicemail = parts.voicemail;
    this.#voiceFiles = parts.voiceFiles;
    this.#log = parts.log;
  }

  start(): void {
    this.#next = this.#clock.schedule(EVERY_MS, () => {
      this.start();
      void this.#clean();
    });
  }

  close(): void {
    this.#next?.cancel();
  }

  async #clean(): Promise<void> {
    this.#throttle.sweep();
    this.#voicemail.sweep();
    this.#voiceFiles.sweep();
    await this.#site.sweep();
    try {
      await this.#store.purgeExpired();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#log.warn('what is too old could not be deleted; it is tried again in an hour', {
        reason: error.reason,
      });
    }
  }
}
