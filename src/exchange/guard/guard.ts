import { type AddressKey, addressKey } from '../../base/address-key.ts';
import type { BoundedTable } from '../../base/bounded-table.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import { BanBook, type EndListener } from '../../policy/ban-book.ts';
import { GuessThrottle } from '../../policy/guess-throttle.ts';
import { Whitelist } from '../../policy/whitelist.ts';
import type { TransportName } from '../../sip/transport/flow.ts';
import type { Snapshot } from '../../store/store.ts';
import type { ExchangeParts } from '../exchange-parts.ts';
import type { DialogTable } from '../leg/dialog-table.ts';
import type { Location } from '../registration/location.ts';
import { EvaluationQueue } from './evaluation-queue.ts';
import type { KernelDrop } from './kernel-drop.ts';

/** Who is turned away by his address: the bans, what leads to one, and the phones that no ban touches. */
export class Guard {
  readonly bans: BanBook;
  readonly throttle: GuessThrottle;
  readonly evaluations: EvaluationQueue;
  readonly whitelist: Whitelist;
  readonly #parts: ExchangeParts;
  readonly #spared: { readonly dialogs: DialogTable; readonly location: Location };

  constructor(
    parts: ExchangeParts,
    snapshot: Snapshot,
    spared: { readonly dialogs: DialogTable; readonly location: Location },
  ) {
    const { clock, random, settings } = parts;
    this.#parts = parts;
    this.#spared = spared;
    this.bans = new BanBook({ clock, rules: settings.ban });
    this.bans.restore(snapshot.bans);
    this.bans.onExpired((ban, cause) => this.#onBanEnded(ban.addressKey, cause));
    this.throttle = new GuessThrottle({ clock, random });
    this.evaluations = new EvaluationQueue({ clock, throttle: this.throttle });
    this.whitelist = new Whitelist({ clock });
    this.whitelist.restore(snapshot.whitelist);
  }

  get tables(): readonly BoundedTable[] {
    return [...this.bans.tables, ...this.throttle.tables];
  }

  mayKnock(remote: SocketAddress, transport: TransportName): boolean {
    if (!this.bans.isBanned(addressKey(remote))) return true;
    const { dialogs, location } = this.#spared;
    if (dialogs.hasDialogAt(remote, transport)) return true;
    return this.#parts.settings.protectRegisteredFlows && location.isRegisteredFlow(remote, transport);
  }

  /** But for addresses some of whose packets pass a ban: the kernel knows no registered flows and no dialogs. */
  dropInKernel(kernel: KernelDrop | undefined): void {
    if (kernel === undefined) return;
    const { settings } = this.#parts;
    const { dialogs, location } = this.#spared;
    this.bans.watch({
      began: (key, remainingMs) => {
        const isProtected = settings.protectRegisteredFlows && location.hasBindingFrom(key);
        if (!isProtected && !dialogs.hasDialogFrom(key)) kernel.drop(key, remainingMs);
      },
      ended: (key) => kernel.pass(key),
    });
  }

  close(): void {
    this.bans.close();
    this.evaluations.close();
  }

  #onBanEnded(key: AddressKey, cause: Parameters<EndListener>[1]): void {
    const { store, journal, log } = this.#parts;
    if (cause === 'expired') journal.record({ kind: 'unbanned', cause: 'expired' });
    store
      .deleteBan(key)
      .catch(() => log.warn('a ban that ended could not be deleted; it is dropped at the next start'));
  }
}
