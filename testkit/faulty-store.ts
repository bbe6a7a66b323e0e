import type { Clock } from '../src/base/clock.ts';
import { type Store, StoreError } from '../src/store/store.ts';

/** What is wrong with the disk at the moment. */
export interface StoreFault {
  /** Every write is refused for this reason; undefined: none is. */
  refuses: StoreError['reason'] | undefined;
  /** Every write takes this long. */
  delayMs: number;
}

/** A store whose disk can be made slow or full; reading works. It outlives the exchange: `close` does nothing. */
export function faultyStore(store: Store, clock: Clock, fault: StoreFault): Store {
  const troubled = async (write: () => unknown): Promise<unknown> => {
    if (fault.delayMs > 0) await new Promise<void>((resolve) => clock.schedule(fault.delayMs, resolve));
    if (fault.refuses !== undefined) throw new StoreError(fault.refuses, 'as the test wants it');
    return write();
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === 'close') return async () => {};
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      const call = (...values: unknown[]): unknown => Reflect.apply(method, target, values);
      const reads = name === 'load' || /^(list|read|find)/.test(String(name));
      return reads ? call : (...values: unknown[]) => troubled(() => call(...values));
    },
  });
}
