/** Security §3: out of ports, out of descriptors. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { ExchangeProcess } from './exchange-process.ts';
import { until } from './waiting.ts';

const EMPTY_WITHIN_MS = 40_000;

test('out of ports: 503 within 100 ms, running calls go on, and every port is free again after', {
  timeout: 120_000,
}, async (t) => {
  const settings = { HAMVOIP_RTP_PORTS: '19500-19507', HAMVOIP_LIMITS: 'off' };
  const exchange = await ExchangeProcess.start(t, { firstPort: 18430, settings });
  const phone = await exchange.registered('100');
  const calls: PhoneCall[] = [];
  let refusal: PhoneCall | undefined;
  while (refusal === undefined) {
    const call = await phone.call('9043');
    const ms = await until('it is answered or refused', () => call.state !== 'calling', 2_000);
    if (call.state === 'answered') calls.push(call);
    else {
      refusal = call;
      assert.ok(ms < 100, `the refusal takes ${ms} ms`);
    }
    assert.ok(calls.length <= 4, 'eight ports are four streams');
  }
  assert.equal(refusal.finalStatus, 503);
  assert.equal(calls.length, 4);
  const [first] = calls;
  first?.media?.startTone(440);
  await until('its sound goes on', () => first?.media?.hears(440) === true, 3_000);
  for (const call of calls) await call.hangUp();
  await until('every port is free', async () => (await exchange.metric('hamvoip_rtp_ports_used')) === 0);
  const again = await phone.call('9043');
  await until('a new call is answered', () => again.state === 'answered');
  await again.hangUp();
  await exchange.assertNoExceptions();
});

test('out of descriptors: phones on UDP are served, and connections are again when there are some', {
  timeout: 120_000,
}, async (t) => {
  const shell = 'ulimit -n 100 && exec "$@"';
  const settings = { HAMVOIP_LIMITS: 'off', HAMVOIP_TRUSTED: '127.0.0.0/8' };
  const exchange = await ExchangeProcess.start(t, { firstPort: 18440, shell, settings });
  const phone = await exchange.registered('100');
  const sockets: Socket[] = [];
  t.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  const open = (n: number): Socket => {
    const socket = connect({
      host: '127.0.0.1',
      port: exchange.sipPort,
      localAddress: `127.0.1.${1 + (n % 100)}`,
    });
    socket.on('error', () => {});
    sockets.push(socket);
    return socket;
  };
  for (let n = 0; n < 200; n += 1) open(n);
  await until('no descriptor is left', () => exchange.descriptors >= 99);
  for (let n = 0; n < 10; n += 1) assert.equal((await phone.register()).status, 200);
  assert.equal(exchange.hasEnded, false);
  for (const socket of sockets.splice(0)) socket.destroy();
  await until('the descriptors are free again', () => exchange.descriptors < 80, EMPTY_WITHIN_MS);
  const answered = new Promise<string>((resolve) => {
    const socket = open(0);
    socket.setEncoding('latin1').on('data', (text: string) => resolve(text));
    socket.write('\r\n\r\n');
  });
  assert.equal(await answered, '\r\n', 'a connection is answered');
  await exchange.assertNoExceptions();
});

test('after many calls and registrations every table, port and descriptor is as before', {
  timeout: 120_000,
}, async (t) => {
  // A pair of ports rests for a while after its call, so there must be more than the calls of that time need.
  const settings = { HAMVOIP_LIMITS: 'off', HAMVOIP_RTP_PORTS: '29000-29999' };
  const exchange = await ExchangeProcess.start(t, { firstPort: 18450, settings });
  const phones: Phone[] = [];
  for (let n = 0; n < 10; n += 1) phones.push(await exchange.registered(String(200 + n)));
  const round = async (): Promise<void> => {
    await Promise.all(
      phones.map(async (phone) => {
        const call = await phone.call('9043');
        await until('it is answered', () => call.state !== 'calling');
        assert.equal(call.state, 'answered', `${call.finalStatus} ${call.finalResponse?.text ?? ''}`);
        await call.hangUp();
        assert.equal((await phone.register()).status, 200);
      }),
    );
  };
  await round();
  await isEmpty(exchange);
  const before = exchange.descriptors;
  for (let n = 0; n < 20; n += 1) await round();
  await isEmpty(exchange);
  assert.ok(exchange.descriptors <= before, `${exchange.descriptors} descriptors instead of ${before}`);
  await exchange.assertNoExceptions();
});

async function isEmpty(exchange: ExchangeProcess): Promise<void> {
  const tables = ['calls_active', 'dialogs', 'rtp_ports_used', 'sip_transactions'];
  for (const table of tables) {
    const isZero = async (): Promise<boolean> => (await exchange.metric(`hamvoip_${table}`)) === 0;
    await until(`${table} is empty`, isZero, EMPTY_WITHIN_MS);
  }
}
