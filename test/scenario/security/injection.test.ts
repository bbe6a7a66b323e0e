/**
 * Security 2.9: nothing a phone writes becomes another line of what the exchange writes. Whatever stands in the
 * headers, the session and the answers of one phone, every message to the other reads again as it was meant.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSdp } from '../../../src/sdp/parse.ts';
import { parseMessage } from '../../../src/sip/message/parse.ts';
import { writeMessage } from '../../../src/sip/message/write.ts';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import type { ApplicationGateway } from '../../../testkit/memory-nat.ts';
import type { Phone } from '../../../testkit/phone.ts';
import type { Personality } from '../../../testkit/phone-personality.ts';

const MARK = 'INJECTED';

const PAYLOADS: readonly string[] = [
  'x\r\nEvil: 1\r\nX: ',
  'x\r\n Evil: folded',
  'x\nEvil: 1',
  'x\rEvil: 1',
  'x\0Evil',
  'x\x01\x02\x1b[31mEvil',
  'x\x7fEvil',
  'x%0d%0aEvil:%201',
  'x\\\r\nEvil: 1',
  'x"\r\nEvil: 1\r\nX: "',
  'x" <sip:evil@evil.example>, "y',
  'x>;tag=evil<',
  'x;evil=1;evil',
  'x,evil',
  '\xe2\x80\xaeevil',
  '\xc3\x28evil',
  `${'evil'.repeat(500)}`,
  '__proto__evil',
  'x\r\n\r\nINVITE sip:evil SIP/2.0\r\n\r\n',
  'x\r\na=evil:1\r\nm=evil 1 RTP/AVP 0',
];

/** A router that puts the payload where the phone wrote the mark, and corrects the length. */
function injector(payload: string): ApplicationGateway {
  return {
    outbound: ({ bytes }) => {
      const text = Buffer.from(bytes).toString('latin1');
      if (!text.includes(MARK)) return bytes;
      const replaced = text.replaceAll(MARK, () => payload);
      const body = replaced.length - replaced.lastIndexOf('\r\n\r\n') - 4;
      return Buffer.from(replaced.replace(/Content-Length: \d+/, `Content-Length: ${body}`), 'latin1');
    },
  };
}

/** Where a mark stands in what a phone sends. */
const PLACES: Readonly<Record<string, Partial<Personality>>> = {
  'its name': { displayName: MARK },
  'its User-Agent': { userAgent: MARK },
  'a header of its own': { extraHeaders: { INVITE: [['Subject', MARK]] } },
  'what it supports': { supported: MARK },
  'its Contact': { contactParameters: `;x=${MARK}` },
  'the parameters of its Contact': { contactHeaderParameters: `;x="${MARK}"` },
  'its tags': { identifiers: { branch: 'z9hG4bK{a12}', tag: `{a8}${MARK}`, callId: '{a12}' } },
  'its Call-ID': { identifiers: { branch: 'z9hG4bK{a12}', tag: '{a8}', callId: `{a12}${MARK}` } },
  'the name of its sessions': { sessionName: MARK },
  'lines of its sessions': { extraSdpLines: [`a=fmtp:8 ${MARK}`, `b=AS:${MARK}`, `i=${MARK}`] },
};

/** What the exchange sent reads as one message without anything of the payload, and writes again as it was. */
function assertSound(bytes: Uint8Array, payload: string): void {
  const text = Buffer.from(bytes).toString('latin1');
  const parsed = parseMessage(bytes);
  assert.ok(parsed.ok, text);
  assert.equal(Buffer.from(writeMessage(parsed.value)).toString('latin1'), text, payload);
  for (const { name, value } of parsed.value.headers.fields) {
    assert.doesNotMatch(name, /evil/i);
    assert.doesNotMatch(value, /[\x00-\x08\x0a-\x1f\x7f]/, name);
  }
  if (parsed.value.body.length > 0) assert.ok(parseSdp(parsed.value.body).ok, text);
}

/** Calls both ways as far as they come; whatever the exchange does not take, it refuses. */
async function callBothWays(t: ExchangeUnderTest, odd: Phone, plain: Phone): Promise<void> {
  for (const [from, to] of [
    [odd, plain],
    [plain, odd],
  ] as const) {
    const before = to.calls.length;
    const call = await from.call(to.number);
    await t.clock.advance(500);
    if (to.calls.length > before) await to.incoming.answer();
    await t.clock.advance(500);
    if (call.state === 'answered') call.hangUp().catch(() => {});
    else call.cancel({ atOnce: true });
    await t.clock.advance(1000);
  }
}

for (const [place, personality] of Object.entries(PLACES))
  test(`nothing a phone writes into ${place} becomes another line for the other phone`, async () => {
    let rang = 0;
    for (const payload of PAYLOADS) {
      const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
      const plain = await t.registered('101');
      t.network.tap(({ from, to, bytes }) => {
        const isOurs = from.address === t.address().address && from.port === 5060;
        if (isOurs && to.address === plain.address) assertSound(bytes, payload);
      });
      const nat = t.nat('203.0.113.200', { gateway: injector(payload) });
      const odd = await t.phone('100', { nat, address: '192.168.1.20', personality });
      odd.register().catch(() => {});
      await t.clock.advance(1000);
      await callBothWays(t, odd, plain);
      t.assertNoExceptions();
      if (plain.isCalled) rang += 1;
      assert.doesNotMatch(plain.receivedText, /evil/i, JSON.stringify(payload));
      await t.finish({ lossy: true });
    }
    assert.ok(rang >= 3, `${rang} of ${PAYLOADS.length} got as far as the other phone`);
  });
