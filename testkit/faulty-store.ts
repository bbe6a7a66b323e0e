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
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    if (fault.delayMs > 0) await new Promise<void>((resolve) => clock.schedule(fault.delayMs, resolve));
    if (fault.refuses !== undefined) throw new StoreError(fault.refuses, 'as the test wants it');
    return work();
  };
  return {
    load: () => store.load(),
    setRealm: (realm) => write(() => store.setRealm(realm)),
    insertExtensions: (records) => write(() => store.insertExtensions(records)),
    updateExtension: (record) => write(() => store.updateExtension(record)),
    deleteExtension: (number) => write(() => store.deleteExtension(number)),
    insertConference: (record) => write(() => store.insertConference(record)),
    deleteConference: (number) => write(() => store.deleteConference(number)),
    commitBindings: (changes) => write(() => store.commitBindings(changes)),
    putBan: (record) => write(() => store.putBan(record)),
    deleteBan: (addressKey) => write(() => store.deleteBan(addressKey)),
    putWhitelistEntry: (record) => write(() => store.putWhitelistEntry(record)),
    deleteWhitelistEntry: (entry) => write(() => store.deleteWhitelistEntry(entry)),
    close: async () => {},
  };
}
