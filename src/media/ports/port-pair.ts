import type { DatagramOptions, DatagramReceiver, DatagramSocket, Network } from '../../base/sockets.ts';
import { SocketError } from '../../base/sockets.ts';

/** The two sockets of one RTP session: `port` and `port + 1` (RFC 3550 §11). */
export interface PortPair {
  readonly rtp: DatagramSocket;
  readonly rtcp: DatagramSocket;
}

/** What a stall of a tick or two must not lose: 256 kB are a second of a thousand packets. RTCP needs no such room. */
const RECEIVE_BUFFER_BYTES = 262_144;

/** Both or none; undefined when either port cannot be had. */
export async function bindPortPair(
  network: Network,
  place: { readonly address: string; readonly port: number },
  receive: { readonly rtp: DatagramReceiver; readonly rtcp: DatagramReceiver },
): Promise<PortPair | undefined> {
  const { address, port } = place;
  const rtp = await bind(network, { address, port, receiveBufferBytes: RECEIVE_BUFFER_BYTES }, receive.rtp);
  if (!rtp) return undefined;
  const rtcp = await bind(network, { address, port: port + 1 }, receive.rtcp);
  if (rtcp) return { rtp, rtcp };
  rtp.close();
  return undefined;
}

async function bind(
  network: Network,
  options: DatagramOptions,
  receive: DatagramReceiver,
): Promise<DatagramSocket | undefined> {
  try {
    return await network.bindDatagram(options, receive);
  } catch (error) {
    if (error instanceof SocketError) return undefined;
    throw error;
  }
}
