/** Issue 5 on a real process: an administrator's lift or whitelist works within a second, on every transport. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Phone } from '../../testkit/phone.ts';
import { ExchangeProcess } from './exchange-process.ts';
import { timed, until } from './waiting.ts';

const MOST_MS = 1_000;
const SILENT_FOR_MS = 700;
const TRANSPORTS = ['UDP', 'TCP', 'TLS', 'WS'] as const;

type Act = (exchange: ExchangeProcess, address: string, number: string) => Promise<void>;

const ACTS: Readonly<Record<string, Act>> = {
  '`hamvoip ban lift`': (exchange, address) => exchange.command('ban', 'lift', address),
  '`hamvoip whitelist add`': (exchange, address, number) =>
    exchange.command('whitelist', 'add', address, '--for', number),
  'a lift by the API': async (exchange, address) => {
    assert.ok((await exchange.api('DELETE', `/bans/${address}`)).status < 300);
  },
  'the whitelist by the API': async (exchange, address, number) => {
    assert.equal((await exchange.api('POST', '/whitelist', { entry: address, owner: number })).status, 201);
  },
};

test('a banned address is let in again at once over each transport, however it is asked for', {
  timeout: 120_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18_500 });
  let count = 0;
  let slowestMs = 0;
  for (const transport of TRANSPORTS) {
    for (const [name, act] of Object.entries(ACTS)) {
      const address = `127.9.0.${++count}`;
      // One each: many failures at one extension slow down who comes from an unknown address (security 1.9).
      const number = `${200 + count}`;
      await exchange.addExtension(number);
      const guesser = await exchange.phone(number, { transport, address, password: 'wrong' });
      const statuses = [];
      for (let n = 0; n < 3; n += 1) statuses.push((await guesser.register()).status);
      assert.deepEqual(statuses, [401, 401, 403]);
      exchange.discard(guesser);
      const question = { exchange, transport, address, number };
      assert.equal(
        await answerWithin(question, SILENT_FOR_MS),
        undefined,
        `${name} over ${transport}: it is banned`,
      );
      await act(exchange, address, number);
      const { value: status, ms } = await timed(answerWithin(question, MOST_MS));
      assert.equal(status, 200, `${name} over ${transport}`);
      slowestMs = Math.max(slowestMs, ms);
    }
  }
  t.diagnostic(`registered again ${Math.round(slowestMs)} ms after the act at most`);
  await until('no ban is left', async () => (await exchange.metric('hamvoip_bans_active')) === 0);
  await exchange.assertNoExceptions();
});

interface Question {
  readonly exchange: ExchangeProcess;
  readonly transport: (typeof TRANSPORTS)[number];
  readonly address: string;
  readonly number: string;
}

/** The final status of a new phone's registration; undefined when there is none by then, or no connection. */
async function answerWithin(question: Question, withinMs: number): Promise<number | undefined> {
  const { exchange, transport, address, number } = question;
  let phone: Phone;
  try {
    phone = await exchange.phone(number, { transport, address });
  } catch (error) {
    // A banned address is cut off while it connects.
    assert.ok(
      error instanceof Error &&
        /ECONNRESET|disconnected|socket hang up|connection is gone already/.test(error.message),
      String(error),
    );
    return undefined;
  }
  let late: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    late = setTimeout(resolve, withinMs, undefined);
  });
  const answer = phone.register();
  answer.catch(() => {});
  const first = await Promise.race([answer, silence]);
  clearTimeout(late);
  exchange.discard(phone);
  return first?.status;
}
