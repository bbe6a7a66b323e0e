import type { NativeAddress } from './native-addresses.ts';

/** What sends the datagrams of all sockets of one thread. */
export interface DatagramSender {
  /** `bytes` are copied or sent before it returns. */
  add(fd: number, bytes: Uint8Array, to: NativeAddress): void;
  /** By a socket that is connected to its peer. Left out where sockets have no twins. */
  addConnected?(fd: number, bytes: Uint8Array): void;
  /** Sends what waits. */
  flush(): void;
}
