import assert from 'node:assert/strict';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import type { Phone } from '../../../testkit/phone.ts';

/** What a stranger may ask: well formed, without credentials. */
export const REQUEST = [
  'OPTIONS sip:100@hamvoip.example SIP/2.0',
  'Via: SIP/2.0/UDP 198.51.100.1:5060;branch=z9hG4bKx;rport',
  'Max-Forwards: 70',
  'From: <sip:100@hamvoip.example>;tag=1',
  'To: <sip:100@hamvoip.example>',
  'Call-ID: odd',
  'CSeq: 1 OPTIONS',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

let serial = 0;

/** The status of the one answer to these bytes; undefined for silence. Counts itself apart by branch and Call-ID. */
export async function answerTo(
  t: ExchangeUnderTest,
  phone: Phone,
  text: string,
): Promise<number | undefined> {
  serial += 1;
  const before = phone.log.length;
  phone.sendRaw(
    text.replace('z9hG4bKx', `z9hG4bKx${serial}`).replace('Call-ID: odd', `Call-ID: odd${serial}`),
  );
  await t.clock.advance(1000);
  const answers = phone.log.slice(before + 1).filter(({ direction }) => direction === 'received');
  assert.ok(answers.length <= 1, `${answers.length} answers to ${JSON.stringify(text.slice(0, 60))}`);
  return answers[0]?.message?.status;
}

/** Each text by itself; the exchange lives on after all. */
export async function check(
  cases: readonly (readonly [name: string, text: string, expected: number | undefined])[],
): Promise<void> {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  for (const [name, text, expected] of cases) assert.equal(await answerTo(t, phone, text), expected, name);
  t.assertNoExceptions();
  assert.equal((await t.clock.until(phone.register())).status, 200, 'the exchange is well');
  phone.problems.length = 0;
  await t.finish();
}
