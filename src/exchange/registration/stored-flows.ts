import type { SocketAddress } from '../../base/sockets.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { TransportLayer } from '../../sip/transport/transport-layer.ts';
import { deadFlow } from '../../sip/transport/udp-flow.ts';
import type { LiveFlow } from '../../store/archives/live-dialog-archive.ts';
import type { BindingRecord } from '../../store/records/records.ts';
import type { Location } from './location.ts';

type StoredAddresses = Omit<LiveFlow, 'extension' | 'transport'>;

/** Ways to phones that were written down, perhaps by an earlier process. */
export class StoredFlows {
  readonly #transport: Pick<TransportLayer, 'udpFlow'>;
  readonly #location: Pick<Location, 'bindingsOf'>;

  constructor(parts: {
    readonly transport: Pick<TransportLayer, 'udpFlow'>;
    readonly location: Pick<Location, 'bindingsOf'>;
  }) {
    this.#transport = parts.transport;
    this.#location = parts.location;
  }

  /** A UDP phone has a way at once; one whose connection broke has it when it has registered again. */
  find(flow: LiveFlow): Flow | undefined {
    if (flow.transport === 'udp') return this.#transport.udpFlow(...flowAddresses(flow));
    return this.#location
      .bindingsOf(flow.extension)
      .map((binding) => binding.flow)
      .find((open) => open?.open === true && open.remote.address === flow.remoteAddress);
  }

  /** A closed one when there is none. */
  restore(flow: LiveFlow): Flow {
    return this.find(flow) ?? deadFlow(...flowAddresses(flow));
  }
}

export function flowAddresses(record: StoredAddresses): [local: SocketAddress, remote: SocketAddress] {
  const family = record.remoteAddress.includes(':') ? 'ipv6' : 'ipv4';
  return [
    { family, address: record.localAddress, port: record.localPort },
    { family, address: record.remoteAddress, port: record.remotePort },
  ];
}

/** What it asked for is not kept, but it cannot be less than what it was given. */
export function restoredPhone(record: BindingRecord, phone: number) {
  const { extension, userAgent, transport, registeredAtMs, expiresAtMs } = record;
  return {
    extension,
    phone,
    userAgent,
    transport,
    askedS: Math.round((expiresAtMs - registeredAtMs) / 1000),
  };
}
