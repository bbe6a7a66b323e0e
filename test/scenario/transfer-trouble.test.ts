/** Transfers that meet what fuzzing found: offers that cross, acknowledgements that are lost, plugs that are pulled. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { ApplicationGateway } from '../../testkit/memory-nat.ts';

const LOSES_ACKS: ApplicationGateway = {
  outbound: ({ bytes }) => (Buffer.from(bytes.subarray(0, 4)).toString() === 'ACK ' ? undefined : bytes),
};

for (const target of ['9043', '900', '103'])
  test(`a hold that crosses a transfer to ${target} is answered, and when everyone vanishes nothing stays`, async () => {
    const t = await ExchangeUnderTest.start();
    const nat = t.nat('203.0.113.200', { gateway: LOSES_ACKS });
    const transferee = await t.registered('100', { nat, address: '192.168.1.20' });
    const transferor = await t.registered('102');
    await t.registered('103');
    const call = await transferee.call('102');
    await t.until(() => transferor.isCalled, 'it rings');
    await transferor.incoming.answer();
    await t.until(() => call.state === 'answered', 'it is answered, which the exchange never learns');
    const refer = transferor.incoming.request('REFER', '', [['Refer-To', `<sip:${target}@hamvoip.example>`]]);
    assert.equal((await t.clock.until(refer)).status, 202);
    const held = await t.answerWithin(1000, transferor.incoming.hold());
    assert.ok([200, 481, 491].includes(held?.status ?? 0), `the hold is answered: ${held?.status}`);
    for (const phone of t.phones) phone.close();
    await t.clock.advance(900_000);
    await t.finish({ lossy: true });
  });
