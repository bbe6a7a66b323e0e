import type { SocketAddress } from '../../src/base/sockets.ts';
import type { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { ClientNetwork } from '../../testkit/memory-network.ts';
import { readMessage, StreamReader, type WireMessage } from '../../testkit/wire.ts';

/** What came back for bytes that somebody without an account sent. */
export interface Reaction {
  readonly answers: readonly WireMessage[];
  /** Over TCP: the exchange closed the connection. */
  readonly closed: boolean;
}

/** Someone new every time, who sends bytes and listens for a while. */
export class Strangers {
  readonly #exchange: ExchangeUnderTest;
  readonly #family: 'ipv4' | 'ipv6';
  #serial = 0;

  constructor(exchange: ExchangeUnderTest, family: 'ipv4' | 'ipv6' = 'ipv4') {
    this.#exchange = exchange;
    this.#family = family;
  }

  send(transport: 'UDP' | 'TCP', bytes: Uint8Array, listenMs: number): Promise<Reaction> {
    this.#serial += 1;
    const address =
      this.#family === 'ipv6' ? `2001:db8:${this.#serial.toString(16)}::1` : `198.51.100.${this.#serial}`;
    const host = this.#exchange.network.host(address);
    const to = this.#exchange.address(this.#family);
    return transport === 'UDP'
      ? this.#overUdp(host, { address, port: 5060 }, to, bytes, listenMs)
      : this.#overTcp(host, to, bytes, listenMs);
  }

  async #overUdp(
    host: ClientNetwork,
    local: { address: string; port: number },
    to: SocketAddress,
    bytes: Uint8Array,
    listenMs: number,
  ): Promise<Reaction> {
    const answers: WireMessage[] = [];
    const socket = await host.bindDatagram(local, (datagram) => {
      const answer = readMessage(datagram);
      if (answer) answers.push(answer);
    });
    socket.send(bytes, to);
    await this.#exchange.clock.advance(listenMs);
    socket.close();
    return { answers, closed: false };
  }

  async #overTcp(
    host: ClientNetwork,
    to: SocketAddress,
    bytes: Uint8Array,
    listenMs: number,
  ): Promise<Reaction> {
    const { clock } = this.#exchange;
    const answers: WireMessage[] = [];
    const connection = await clock.until(host.connectStream(to));
    const reader = new StreamReader();
    let closed = false;
    connection.onData = (piece) => {
      for (const message of reader.push(piece)) {
        const answer = readMessage(message);
        if (answer) answers.push(answer);
      }
    };
    connection.onClose = () => {
      closed = true;
    };
    connection.write(bytes);
    await clock.advance(listenMs);
    connection.destroy();
    await clock.advance(10);
    return { answers, closed };
  }
}
