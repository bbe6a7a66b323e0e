import type { ExchangeSettings } from './settings.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The settings as the parts of the exchange read them: one object for all, whose values change when an administrator
 * changes them. Who reads a value when he needs it is up to date; who worked something out of it is told.
 */
export class LiveSettings {
  readonly #now: Mutable<ExchangeSettings>;
  readonly #site: Mutable<ExchangeSettings['site']>;
  readonly #told: ((settings: ExchangeSettings) => void)[] = [];

  constructor(settings: ExchangeSettings) {
    this.#site = { ...settings.site };
    this.#now = { ...settings, site: this.#site };
  }

  get now(): ExchangeSettings {
    return this.#now;
  }

  onChanged(listener: (settings: ExchangeSettings) => void): void {
    this.#told.push(listener);
  }

  /** What is read once, at the start, stays as it is, whatever `next` says. */
  adopt(next: ExchangeSettings): void {
    const now = this.#now;
    now.ban = next.ban;
    now.trusted = next.trusted;
    now.limits = next.limits;
    now.connections = next.connections;
    now.protectRegisteredFlows = next.protectRegisteredFlows;
    now.registration = next.registration;
    now.voicemail = next.voicemail;
    now.keepAlive = next.keepAlive;
    now.spokenRefusals = next.spokenRefusals;
    now.backups = next.backups;
    now.directory = next.directory;
    this.#site.url = next.site.url;
    this.#site.numbers = next.site.numbers;
    for (const tell of this.#told) tell(now);
  }
}
