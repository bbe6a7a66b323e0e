import type { AddressKey } from '../../base/address-key.ts';

/** Something before us that drops what banned addresses send (security 1.14). It never fails noticeably. */
export interface KernelDrop {
  drop(key: AddressKey, forMs: number): void;
  pass(key: AddressKey): void;
}
