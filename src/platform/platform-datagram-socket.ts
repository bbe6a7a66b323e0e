import type { DatagramOptions, DatagramReceiver, DatagramSocket } from '../base/sockets.ts';

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
