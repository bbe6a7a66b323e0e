import type { SipRequest } from '../message/message.ts';
import type { Flow } from './flow.ts';
import { UdpFlow } from './udp-flow.ts';

const DEFAULT_PORT = 5060;
const OWN_NETWORK = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/;

/**
 * The way back to a phone that sends from one port and listens on another, as the Cisco 79xx does: the port it wrote
 * into its Via (RFC 3261 §18.2.2). Only where no router can have changed anything: it did not ask for `rport`, and the
 * private address it wrote is the one its packet came from. Its source stays what it is known by (docs/decisions/0014).
 */
export function wayBack(request: SipRequest, flow: Flow): Flow {
  if (!(flow instanceof UdpFlow) || !OWN_NETWORK.test(flow.remote.address)) return flow;
  const via = request.readVia();
  if (!via.ok || via.value.params.has('rport') || via.value.host !== flow.remote.address) return flow;
  const port = via.value.port ?? DEFAULT_PORT;
  return port === flow.remote.port ? flow : flow.listeningOn(port);
}
