/** Messages that once broke something, found by `npm run fuzz`: each to the whole exchange, over UDP and TCP. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseMessage } from '../../src/sip/message/parse.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { Strangers } from './stranger.ts';

const FOLDER = new URL('../vectors/fuzz/', import.meta.url);

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.dat')))
  for (const transport of ['UDP', 'TCP'] as const)
    test(`${file} over ${transport} draws one answer that can be read, and no exception`, async () => {
      const t = await ExchangeUnderTest.start();
      const { answers } = await new Strangers(t).send(transport, readFileSync(new URL(file, FOLDER)), 1000);
      t.assertNoExceptions();
      assert.ok(answers.length <= 1);
      for (const { text } of answers) {
        const answer = parseMessage(Buffer.from(text, 'latin1'));
        assert.ok(answer.ok, text);
        assert.ok(answer.value.readVia().ok && answer.value.readTo().ok, text);
      }
      await t.finish();
    });
