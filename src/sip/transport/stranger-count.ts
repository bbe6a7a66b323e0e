import { type AddressKey, addressKey } from '../../base/address-key.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import type { ConnectionLimits } from './connection-limits.ts';

export type StrangerLimits = Pick<ConnectionLimits, 'strangers' | 'strangersPerAddress'>;

/** How many connections of strangers are open, in all and from each address (security 2.10). */
export class StrangerCount {
  #limits: StrangerLimits;
  readonly #byAddress = new Map<AddressKey, number>();
  #total = 0;

  constructor(limits: StrangerLimits) {
    this.#limits = limits;
  }

  /** For who comes from now on. */
  adopt(limits: StrangerLimits): void {
    this.#limits = limits;
  }

  get total(): number {
    return this.#total;
  }

  hasRoomFor(remote: SocketAddress): boolean {
    if (this.#total >= this.#limits.strangers) return false;
    return (this.#byAddress.get(addressKey(remote)) ?? 0) < this.#limits.strangersPerAddress;
  }

  add(remote: SocketAddress): void {
    const key = addressKey(remote);
    this.#byAddress.set(key, (this.#byAddress.get(key) ?? 0) + 1);
    this.#total++;
  }

  remove(remote: SocketAddress): void {
    const key = addressKey(remote);
    const count = this.#byAddress.get(key) ?? 0;
    if (count <= 1) this.#byAddress.delete(key);
    else this.#byAddress.set(key, count - 1);
    this.#total--;
  }
}
