import { isIP } from 'node:net';
import { ok } from '../../base/result.ts';
import { suspensionState } from '../../policy/suspensions.ts';
import type { CallQuery, CallRecord, UsageQuery, UsageRecord } from '../../store/watch-store.ts';
import type { ActorParts } from '../administration/parts.ts';
import { noConflict, notFound, stored } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type { AddressState } from '../console/bans.ts';
import type { InstructionView } from '../console/instructions.ts';
import type {
  CompanyConsent,
  MemberChange,
  MemberConsole,
  MemberView,
  NewPhonePassword,
  OwnEvent,
  PhonePasswordMade,
  PhonePasswordView,
  SuspensionNotice,
} from '../console/members.ts';
import type { Outcome } from '../console/outcome.ts';
import type { Console } from '../console.ts';
import { put, remove } from '../tables/ledger.ts';
import { addPhonePassword, phonePasswordView, removePhonePassword } from './phone-passwords.ts';
import { phonePasswordsOf } from './phone-secrets.ts';

/** What else of the console holders see their own part of. */
type Neighbours = Pick<Console, 'extensions' | 'directory' | 'instructions' | 'bans' | 'history'>;

/** The holder's side of his extension. */
export class MemberAdministration implements MemberConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;
  readonly #neighbours: Neighbours;

  constructor(parts: ActorParts, turnstile: Turnstile, neighbours: Neighbours) {
    this.#parts = parts;
    this.#turnstile = turnstile;
    this.#neighbours = neighbours;
  }

  show(extension: string): Outcome<MemberView> {
    const { site, live } = this.#parts;
    const shown = this.#neighbours.extensions.show(extension);
    if (!shown.ok) return shown;
    const listing = this.#neighbours.directory.showListing(extension);
    if (!listing.ok) return listing;
    return ok({
      extension: shown.value,
      listing: listing.value,
      callHistory: site.keepsCallsOf(extension),
      company: this.#companyOf(extension),
      banMail: site.mailsBansOf(extension),
      phonePasswords: phonePasswordsOf(site.ledger, extension).map(phonePasswordView),
      addresses: live.addressesOf(extension),
      suspensions: this.#notices(extension),
    });
  }

  addPhonePassword(extension: string, wish: NewPhonePassword): Promise<Outcome<PhonePasswordMade>> {
    return this.#turnstile.pass(async () => {
      const added = await addPhonePassword(this.#parts, extension, wish);
      if (added.ok) await this.#tell('phone.password', extension);
      return added;
    });
  }

  removePhonePassword(extension: string, id: string): Promise<Outcome<PhonePasswordView>> {
    return this.#turnstile.pass(async () => {
      const removed = await removePhonePassword(this.#parts, extension, id);
      if (removed.ok) await this.#tell('phone.password-removed', extension);
      return removed;
    });
  }

  events(extension: string, after: number): readonly OwnEvent[] {
    return this.#parts.site.ownEvents.list(extension, after);
  }

  addressStates(extension: string, asking: string): readonly AddressState[] {
    const addresses = new Set([asking, ...this.#parts.live.addressesOf(extension).map(addressIn)]);
    const states = [...addresses]
      .filter((address) => isIP(address) !== 0)
      .map((address) => this.#neighbours.bans.stateOf(address));
    const known = new Map(
      states.flatMap((state) => (state.ok ? [[state.value.key, state.value] as const] : [])),
    );
    return [...known.values()];
  }

  instructions(extension: string): readonly InstructionView[] {
    return this.#neighbours.instructions.listOf(extension);
  }

  calls(extension: string, query: Omit<CallQuery, 'extension'>): Promise<Outcome<readonly CallRecord[]>> {
    return this.#neighbours.history.listCalls({ ...query, extension });
  }

  usage(extension: string, query: UsageQuery): Promise<Outcome<readonly UsageRecord[]>> {
    return this.#neighbours.history.listUsageOf(extension, query);
  }

  forgetCalls(extension: string): Promise<Outcome<undefined>> {
    return this.#turnstile.pass(async () => {
      const { store, watch } = this.#parts;
      await watch.history.flush();
      return stored(store.forgetCallsOf(extension), noConflict);
    });
  }

  change(extension: string, wanted: MemberChange): Promise<Outcome<MemberView>> {
    return this.#turnstile.pass(async () => {
      const { extensions, site } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const { callHistory = site.keepsCallsOf(extension), banMail = site.mailsBansOf(extension) } = wanted;
      const row = {
        id: extension,
        extension,
        callHistory: callHistory ? 1 : 0,
        banMail: banMail ? 1 : 0,
      };
      const written = await site.ledger.commit(put('memberSettings', row));
      return written.ok ? this.show(extension) : written;
    });
  }

  setCompany(extension: string, textVersion: string | null): Promise<Outcome<MemberView>> {
    return this.#turnstile.pass(async () => {
      const { extensions, site, clock, audit, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const agreedAtMs = Math.round(clock.wallTime());
      const written = await site.ledger.commit(
        textVersion === null
          ? remove('companyConsents', extension)
          : put('companyConsents', { id: extension, extension, textVersion, agreedAtMs }),
      );
      if (!written.ok) return written;
      const action = textVersion === null ? 'company.hide' : 'company.show';
      await audit.append({
        actor,
        action,
        target: extension,
        detail: textVersion === null ? {} : { textVersion },
      });
      return this.show(extension);
    });
  }

  callsignForMembers(extension: string): string | undefined {
    const agreed = this.#companyOf(extension) !== null;
    return agreed ? this.#parts.extensions.get(extension)?.callsign : undefined;
  }

  #companyOf(extension: string): CompanyConsent | null {
    return this.#parts.site.ledger.get('companyConsents', extension) ?? null;
  }

  /** What an administrator chose to tell of those that hold now (house rule H4). */
  #notices(extension: string): readonly SuspensionNotice[] {
    const nowMs = this.#parts.clock.wallTime();
    return this.#parts.suspensions
      .list()
      .filter(
        (suspension) =>
          (suspension.scope === 'all' || suspension.scope.includes(extension)) &&
          suspensionState(suspension, nowMs) === 'active',
      )
      .map(({ what, untilMs, untilShown, reason, reasonShown }) => ({
        what,
        untilMs: untilShown ? untilMs : null,
        reason: reasonShown ? reason : null,
      }));
  }

  #tell(action: string, target: string): Promise<void> {
    const { audit, actor } = this.#parts;
    return audit.append({ actor, action, target });
  }
}

/** One address of what a key stands for. */
function addressIn(key: string): string {
  return key.replace(/\/\d+$/, '');
}
