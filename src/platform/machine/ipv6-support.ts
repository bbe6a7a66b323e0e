import { NodeNetwork } from '../sockets/node-network.ts';

/** Whether `::` can be bound at all: some machines and containers run without IPv6. */
export async function systemHasIpv6(): Promise<boolean> {
  try {
    const socket = await new NodeNetwork().bindDatagram({ address: '::', port: 0 }, () => {});
    socket.close();
    return true;
  } catch {
    return false;
  }
}
