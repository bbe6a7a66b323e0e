import type { Network, SocketAddress } from '../../base/sockets.ts';
import type { EngineStream } from '../stream/stream.ts';
import { bindPortPair, type PortPair } from './port-pair.ts';

type Family = SocketAddress['family'];

/** A pair that is ours, and whose stream it serves at this moment; what comes without one is dropped. */
interface BoundPair {
  readonly sockets: PortPair;
  stream: EngineStream | undefined;
}

/** The port pairs that an engine has bound, by RTP port. */
export class BoundPorts {
  readonly #network: Network;
  readonly #onException: (error: unknown) => void;
  readonly #pairs = { ipv4: new Map<number, BoundPair>(), ipv6: new Map<number, BoundPair>() };

  /** What a stream throws is reported, so that the others get what arrived for them. */
  constructor(network: Network, onException: (error: unknown) => void) {
    this.#network = network;
    this.#onException = onException;
  }

  has(family: Family, port: number): boolean {
    return this.#pairs[family].has(port);
  }

  /** False when the two ports cannot be had. */
  async bind(family: Family, address: string, port: number): Promise<boolean> {
    let pair: BoundPair | undefined;
    const rtp = (bytes: Uint8Array, from: SocketAddress): void => {
      try {
        pair?.stream?.receive(bytes, from);
      } catch (error) {
        this.#onException(error);
      }
    };
    const rtcp = (bytes: Uint8Array, from: SocketAddress): void => {
      try {
        pair?.stream?.receiveRtcp(bytes, from);
      } catch (error) {
        this.#onException(error);
      }
    };
    const sockets = await bindPortPair(this.#network, { address, port }, { rtp, rtcp });
    if (sockets === undefined) return false;
    pair = { sockets, stream: undefined };
    this.#pairs[family].set(port, pair);
    return true;
  }

  /** From now on the pair is this stream's. False when it is not bound or another's. */
  lend(stream: EngineStream): boolean {
    const pair = this.#pairs[stream.family].get(stream.port);
    if (pair === undefined || pair.stream !== undefined) return false;
    pair.stream = stream;
    stream.attach(pair.sockets);
    return true;
  }

  /** From now on it is nobody's, and still bound. */
  takeBack({ family, port }: EngineStream): void {
    const pair = this.#pairs[family].get(port);
    if (pair !== undefined) pair.stream = undefined;
  }

  unbind(family: Family, port: number): void {
    const pair = this.#pairs[family].get(port);
    this.#pairs[family].delete(port);
    pair?.sockets.rtp.close();
    pair?.sockets.rtcp.close();
  }

  unbindAll(): void {
    for (const family of ['ipv4', 'ipv6'] as const)
      for (const port of [...this.#pairs[family].keys()]) this.unbind(family, port);
  }
}
