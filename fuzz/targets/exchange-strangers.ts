import assert from 'node:assert/strict';
import type { Random } from '../../src/base/random.ts';
import type { DatagramSocket, StreamConnection } from '../../src/base/sockets.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { MemoryHost } from '../../testkit/memory-network.ts';
import { phoneMessages, tortureMessages } from '../corpus.ts';
import type { FuzzTarget } from '../target.ts';

const METHODS = [
  'REGISTER',
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'OPTIONS',
  'SUBSCRIBE',
  'MESSAGE',
  'REFER',
  'UPDATE',
];
const ADDRESSES = 40;

/** A whole exchange that is sent anything at all, from nobody it knows and from a registered phone's own port. */
class Besieged {
  readonly #t: ExchangeUnderTest;
  readonly #hosts: MemoryHost[] = [];
  readonly #sockets: DatagramSocket[] = [];
  #connection: StreamConnection | undefined;
  #next = 0;

  static async begin(): Promise<Besieged> {
    // Nobody is kept out, so that every input is read.
    const settings = { limits: undefined, ban: { attempts: 1_000_000, windowMs: 300_000, banMs: 60_000 } };
    const besieged = new Besieged(await ExchangeUnderTest.start({ settings }));
    await besieged.#open();
    return besieged;
  }

  private constructor(exchange: ExchangeUnderTest) {
    this.#t = exchange;
  }

  async send(input: Uint8Array, random: Random): Promise<void> {
    const t = this.#t;
    this.#next = (this.#next + 1) % ADDRESSES;
    const [phone] = t.phones;
    switch (random.integer(8)) {
      case 0:
        phone?.sendRaw(input);
        break;
      case 1:
        await this.#overTcp(input);
        break;
      default:
        this.#sockets[this.#next]?.send(input, t.address());
    }
    await t.clock.advance(random.integer(8) === 0 ? 700 : 2);
    t.assertNoExceptions();
  }

  /** What came is forgotten, and who may register can. */
  async end(): Promise<void> {
    const t = this.#t;
    this.#connection?.destroy();
    for (const socket of this.#sockets) socket.close();
    await t.registered('101');
    await t.finish({ lossy: true });
  }

  async #open(): Promise<void> {
    await this.#t.registered('100');
    for (let i = 0; i < ADDRESSES; i += 1) {
      const address = `203.0.113.${100 + i}`;
      const host = this.#t.network.host(address);
      this.#hosts.push(host);
      this.#sockets.push(await host.bindDatagram({ address, port: 5060 }, () => {}));
    }
  }

  async #overTcp(input: Uint8Array): Promise<void> {
    if (!this.#connection) {
      const host = this.#hosts[this.#next];
      assert.ok(host);
      const connection = await this.#t.clock.until(host.connectStream(this.#t.address()));
      connection.onClose = () => {
        this.#connection = undefined;
      };
      connection.onData = () => {};
      this.#connection = connection;
    }
    this.#connection.write(input);
    await this.#t.clock.advance(1);
  }
}

let besieged: Besieged | undefined;

export const EXCHANGE_STRANGERS: FuzzTarget = {
  name: 'exchange-strangers',
  share: 3,
  seeds: [...tortureMessages(), ...phoneMessages(METHODS)],
  async run(input, random) {
    besieged ??= await Besieged.begin();
    await besieged.send(input, random);
  },
  async settle() {
    await besieged?.end();
    besieged = undefined;
  },
};
