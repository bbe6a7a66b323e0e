import type { DatagramOptions, DatagramReceiver, DatagramSocket, Network } from '../../base/sockets.ts';

/** A datagram socket of the operating system, whichever way it is read. */
export interface PlatformDatagramSocket extends DatagramSocket {
  /** What the system granted; Linux clamps it to net.core.rmem_max. Undefined when none was wanted. */
  readonly receiveBufferBytes: number | undefined;
}

/** Rejects with a `SocketError` when the address cannot be had. */
export type BindDatagram = (
  options: DatagramOptions,
  receive: DatagramReceiver,
) => Promise<PlatformDatagramSocket>;

/** What opens the datagram sockets of one thread, and reads them. */
export interface DatagramBackend extends Pick<Network, 'readNow' | 'mayGather'> {
  /** For people. */
  readonly name: string;
  readonly bind: BindDatagram;
}
