import { ok, type Result } from '../base/result.ts';
import type { BanRecord, ConferenceRecord, ExtensionRecord, WhitelistRecord } from '../store/records.ts';
import { BanAdministration } from './administration/ban-administration.ts';
import { ConferenceAdministration } from './administration/conference-administration.ts';
import {
  ExtensionAdministration,
  type ExtensionWithPassword,
} from './administration/extension-administration.ts';
import type { AdministrationParts } from './administration/parts.ts';
import { notFound } from './administration/refusal.ts';
import { Turnstile } from './administration/turnstile.ts';
import type {
  CallView,
  Console,
  ExtensionView,
  NewExtension,
  Outcome,
  Refusal,
  StatusView,
  WhitelistRequest,
} from './console.ts';

/**
 * The console on the store and on what the exchange keeps in memory. Every change is committed first, then made in
 * memory, then has its effect on phones and calls; a refusal has changed nothing.
 */
export class Administration implements Console {
  readonly #parts: AdministrationParts;
  readonly #extensions: ExtensionAdministration;
  readonly #conferences: ConferenceAdministration;
  readonly #bans: BanAdministration;

  constructor(parts: AdministrationParts) {
    const turnstile = new Turnstile();
    this.#parts = parts;
    this.#extensions = new ExtensionAdministration(parts, turnstile);
    this.#conferences = new ConferenceAdministration(parts, turnstile);
    this.#bans = new BanAdministration(parts, turnstile);
  }

  addExtension(extension: NewExtension): Promise<Outcome<ExtensionWithPassword>> {
    return this.#extensions.add(extension);
  }

  importExtensions(
    rows: readonly NewExtension[],
  ): Promise<Result<readonly ExtensionWithPassword[], readonly { row: number; refusal: Refusal }[]>> {
    return this.#extensions.import(rows);
  }

  listExtensions(): readonly ExtensionView[] {
    return this.#extensions.list();
  }

  showExtension(number: string): Outcome<ExtensionView> {
    return this.#extensions.show(number);
  }

  resetPassword(
    number: string,
    password?: string,
    allowWeakPassword = false,
  ): Promise<Outcome<ExtensionWithPassword>> {
    return this.#extensions.resetPassword(number, password, allowWeakPassword);
  }

  setCallerId(number: string, callerId: ExtensionRecord['callerId']): Promise<Outcome<ExtensionView>> {
    return this.#extensions.setCallerId(number, callerId);
  }

  removeExtension(number: string): Promise<Outcome<ExtensionView>> {
    return this.#extensions.remove(number);
  }

  addConference(conference: {
    number: string;
    name: string;
    pin?: string | undefined;
  }): Promise<Outcome<ConferenceRecord>> {
    return this.#conferences.add(conference);
  }

  listConferences(): readonly (ConferenceRecord & { participants: number })[] {
    return this.#conferences.list();
  }

  removeConference(number: string): Promise<Outcome<ConferenceRecord>> {
    return this.#conferences.remove(number);
  }

  listBans(): readonly BanRecord[] {
    return this.#bans.list();
  }

  addBan(address: string, durationMs: number): Promise<Outcome<BanRecord>> {
    return this.#bans.add(address, durationMs);
  }

  liftBan(address: string): Promise<Outcome<BanRecord>> {
    return this.#bans.lift(address);
  }

  listWhitelist(): readonly WhitelistRecord[] {
    return this.#bans.listWhitelist();
  }

  addWhitelistEntry(
    request: WhitelistRequest,
  ): Promise<Outcome<WhitelistRecord & { warning: 'wide-network' | null }>> {
    return this.#bans.addWhitelistEntry(request);
  }

  removeWhitelistEntry(entry: string): Promise<Outcome<WhitelistRecord>> {
    return this.#bans.removeWhitelistEntry(entry);
  }

  /** A host name of the whitelist got other addresses: lifts the bans they lie under. */
  liftCoveredBans(): Promise<Outcome<number>> {
    return this.#bans.liftCoveredBans();
  }

  listCalls(): readonly CallView[] {
    return this.#parts.live.calls();
  }

  endCall(id: string): Outcome<CallView> {
    const ended = this.#parts.live.endCall(id);
    return ended ? ok(ended) : notFound('call', id);
  }

  status(): StatusView {
    const { version, live, extensions, conferences, bans, realm } = this.#parts;
    const participants = conferences.list().reduce((sum, { number }) => sum + live.participantsOf(number), 0);
    return {
      version,
      running: live.running,
      extensions: extensions.size,
      registrations: live.registrationCount,
      calls: live.calls().length,
      conferences: conferences.size,
      participants,
      bans: bans.list().length,
      domain: realm,
    };
  }
}
