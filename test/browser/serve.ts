import { after, before, type TestContext } from 'node:test';
import { ExchangeProcess } from '../faults/exchange-process.ts';

/** One exchange with its pages for the tests of a file, started before the first and stopped after the last. */
export function serveSite(firstPort: number): {
  readonly exchange: () => ExchangeProcess;
  readonly base: () => string;
} {
  const closers: (() => unknown)[] = [];
  let exchange: ExchangeProcess;
  before(async () => {
    const keeper = { after: (close: () => unknown) => closers.push(close) } as Pick<TestContext, 'after'>;
    exchange = await ExchangeProcess.start(keeper, {
      firstPort,
      settings: { HAMVOIP_LANG: 'nl', HAMVOIP_CONTACT: 'info@club.example' },
    });
  });
  after(async () => {
    for (const close of closers) await close();
  });
  return { exchange: () => exchange, base: () => `http://127.0.0.1:${exchange.httpPort}` };
}
