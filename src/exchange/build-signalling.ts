import { TransactionLayer } from '../sip/transaction/transaction-layer.ts';
import { TransportLayer } from '../sip/transport/transport-layer.ts';
import { advertisedAddress } from './advertised-address.ts';
import type { ExchangeParts } from './exchange-parts.ts';
import type { Authentication } from './guard/authentication.ts';
import type { Guard } from './guard/guard.ts';
import type { Location } from './registration/location.ts';
import type { Tracer } from './trace/tracer.ts';

const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** The transports and the transactions on them, as the settings have them. */
export function buildSignalling(
  { network, clock, random, journal, log, hosts, settings }: ExchangeParts,
  asked: {
    readonly guard: Guard;
    readonly tracer: Tracer;
    readonly location: Location;
    readonly authentication: Authentication;
  },
): { transport: TransportLayer; transactions: TransactionLayer } {
  const { guard, tracer, location, authentication } = asked;
  const transport = new TransportLayer({
    network,
    clock,
    journal,
    log,
    mayKnock: (remote, transport) => guard.mayKnock(remote, transport),
    limits: settings.connections,
    tap: tracer,
    onKeepAlive: (remote, transport) => location.noteKeepAlive(remote, transport),
    ...(Number.isFinite(settings.limits?.unauthenticated.perSecond)
      ? {
          isKnown: (remote) => location.isRegisteredFlow(remote, 'udp') || authentication.isTrusted(remote),
        }
      : {}),
    mayAskStun: (remote) => location.isRegisteredFlow(remote, 'udp') || authentication.mayAsk(remote),
  });
  const transactions = new TransactionLayer({
    transport,
    clock,
    random,
    journal,
    sentBy: (flow) => {
      const { address, port } = advertisedAddress(hosts, flow);
      return { host: address, port };
    },
    connectionBeside: (flow) => location.connectionBeside(flow),
  });
  transport.user = transactions;
  return { transport, transactions };
}

/** Opens every port there is to be, or none: rejects with a `SocketError`. */
export async function listen(
  transport: TransportLayer,
  { bind, sipPort, sipsPort, sipExtraPorts }: ExchangeParts['settings'],
): Promise<void> {
  try {
    for (const port of [sipPort, ...sipExtraPorts].filter((wanted) => wanted > 0)) {
      await transport.listen({ addresses: bind, port, receiveBufferBytes: RECEIVE_BUFFER_BYTES });
    }
    if (sipsPort > 0) await transport.listenSecure({ addresses: bind, port: sipsPort });
  } catch (error) {
    await transport.close();
    throw error;
  }
}
