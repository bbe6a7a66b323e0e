import { type AddressKey, addressKey } from '../../base/address-key.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import type { ConnectionLimits } from './connection-limits.ts';

/** How many connections of strangers are open, in all and from each address (security 2.10). */
export class StrangerCount {
  readonly #limits: Pick<ConnectionLimits, 'strangers' | 'strangersPerAddress'>;
  readonly #byAddress = new Map<AddressKey, number>();
  #total = 0;

  constructor(limits: Pick<ConnectionLimits, 'strangers' | 'strangersPerAddress'>) {
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
