import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import {
  type RecordingFlow,
  requestFrom,
  TransactionRig,
  Watched,
} from '../../../testkit/transaction-rig.ts';
import { createResponse } from '../message/response.ts';
import type { ClientTransaction, ServerTransaction } from './transaction-user.ts';

const METHODS = ['INVITE', 'INVITE', 'ACK', 'CANCEL', 'REGISTER', 'OPTIONS', 'BYE'] as const;
const STATUSES = [100, 180, 183, 200, 202, 302, 401, 404, 486, 487, 500, 603] as const;

/** Everything that can happen to the layer, in any order. */
class Chaos {
  readonly rig = new TransactionRig({ maxTransactions: 40 });
  readonly watched = new Watched();
  readonly servers: ServerTransaction[] = [];
  readonly clients: ClientTransaction[] = [];
  readonly #random;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    const { layer } = this.rig;
    layer.user = {
      onRequest: (request, flow) => {
        const choice = this.#random.integer(10);
        if (choice === 0) layer.respondStateless(request, flow, createResponse(request, 401));
        else if (choice === 1) throw new Error('a handler with a bug');
        else if (choice > 2) this.servers.push(layer.accept(request, flow, this.watched.server));
      },
      onAck() {},
      onFlowClosed() {},
    };
  }

  async step(): Promise<void> {
    const { rig } = this;
    const flow = this.#flow();
    const event = this.#random.integer(20);
    if (event < 6) rig.layer.onRequest(this.#request(), flow);
    else if (event < 10) this.#pick(this.servers, (transaction) => this.#respond(transaction));
    else if (event < 12) this.clients.push(rig.send(event === 10 ? 'INVITE' : 'INFO', flow).transaction);
    else if (event < 16)
      this.#pick(this.clients, (transaction) => rig.answer(transaction, this.#status(), flow));
    else if (event === 16) this.#pick(this.clients, (transaction) => transaction.cancel());
    else if (event === 17) rig.layer.onFlowClosed(rig.tcp);
    else await rig.clock.advance(this.#random.integer(event === 18 ? 700 : 9000));
  }

  /** What a user owes every transaction: an end. */
  async settle(): Promise<void> {
    for (const transaction of this.servers) transaction.respond(createResponse(transaction.request, 500));
    for (const transaction of this.clients) transaction.cancel();
    await this.rig.clock.advance(130_000);
  }

  #respond(transaction: ServerTransaction): void {
    transaction.respond(createResponse(transaction.request, this.#status(), { toTag: 'ours' }));
  }

  #request() {
    const method = METHODS[this.#random.integer(METHODS.length)] ?? 'OPTIONS';
    const name = this.#random.integer(8);
    return requestFrom(method, {
      via: `SIP/2.0/UDP 198.51.100.7:5062;branch=${name < 6 ? `z9hG4bK${name}` : 'z9hG4bK'}`,
      callId: `call-${name}`,
    });
  }

  #status(): number {
    return STATUSES[this.#random.integer(STATUSES.length)] ?? 200;
  }

  #flow(): RecordingFlow {
    return this.#random.integer(3) === 0 ? this.rig.tcp : this.rig.udp;
  }

  #pick<T>(from: readonly T[], act: (one: T) => void): void {
    const one = from[this.#random.integer(Math.max(1, from.length))];
    if (one !== undefined) act(one);
  }
}

test('whatever happens in whatever order, nothing throws and in the end nothing is left', async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const chaos = new Chaos(seed);
    for (let step = 0; step < 120; step++) {
      await chaos.step();
      const { counts, size } = chaos.rig.layer;
      const sum = counts.inviteServer + counts.nonInviteServer + counts.inviteClient + counts.nonInviteClient;
      assert.equal(sum, size, `seed ${seed}`);
    }
    await chaos.settle();
    chaos.rig.assertEmpty();
    const bugs = chaos.rig.journal.of('handler-exception').map(({ error }) => String(error));
    assert.deepEqual(
      [...new Set(bugs)].filter((bug) => bug !== 'Error: a handler with a bug'),
      [],
    );
  }
});

test('closing in the middle of anything leaves nothing armed', async () => {
  for (let seed = 1; seed <= 50; seed++) {
    const chaos = new Chaos(seed);
    for (let step = 0; step < 60; step++) await chaos.step();
    chaos.rig.layer.close();
    chaos.rig.assertEmpty();
  }
});
