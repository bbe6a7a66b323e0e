import type { SocketAddress } from '../../base/sockets.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';

export type TransportName = 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';

/**
 * A way back to one phone: for UDP a pair of addresses, for the others a connection (RFC 5626 §3.1). Requests to
 * a phone go to the flow it registered from, responses to the flow their request came by.
 */
export interface Flow {
  /** Equal for the same UDP address pair, unique per connection: `udp 192.0.2.1:5060 198.51.100.7:34567`. */
  readonly id: string;
  readonly transport: TransportName;
  readonly local: SocketAddress;
  /** Where it sends from. */
  readonly remote: SocketAddress;
  /** Where it is sent to, when that may be another port. */
  readonly listensAt?: SocketAddress;
  /** True for everything but UDP: RFC 3261 §17 leaves out retransmission there. */
  readonly reliable: boolean;
  /** False once the connection is gone; a UDP flow stays open. */
  readonly open: boolean;
  /** Sends one message. On a closed flow nothing happens. */
  send(bytes: Uint8Array): void;
}

/** Nobody on the way reads along: what `sips:` asks for. */
export function isSecure({ transport }: Pick<Flow, 'transport'>): boolean {
  return transport === 'tls' || transport === 'wss';
}

/** What the transport layer tells the layer above it. */
export interface TransportUser {
  /** A request that parsed and validated. */
  onRequest(request: SipRequest, flow: Flow): void;
  /** A response that parsed and validated. */
  onResponse(response: SipResponse, flow: Flow): void;
  onFlowClosed(flow: Flow): void;
}
