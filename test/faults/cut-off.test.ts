/** Issue 5 on a real process: an administrator cuts an extension off in the middle of a call, and it stays cut off. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Phone } from '../../testkit/phone.ts';
import { ExchangeProcess } from './exchange-process.ts';
import { until } from './waiting.ts';

const MOST_MS = 1_000;
/** A refusal is spoken before it is final. */
const SPOKEN_MS = 20_000;

interface Hand {
  suspend(exchange: ExchangeProcess, number: string): Promise<void>;
  resume(exchange: ExchangeProcess, number: string): Promise<void>;
}

const HANDS: Readonly<Record<string, Hand>> = {
  'command line': {
    suspend: (exchange, number) => exchange.command('suspend', number),
    resume: (exchange, number) => exchange.command('resume', number),
  },
  API: {
    suspend: (exchange, number) => post(exchange, '/suspensions', 201, number),
    resume: (exchange, number) => post(exchange, '/suspensions/resume', 200, number),
  },
};

for (const [index, [name, hand]] of Object.entries(HANDS).entries()) {
  test(`cut off at once by ${name}: BYE to both, no sound, 403 to REGISTER and INVITE, also after kill -9`, {
    timeout: 120_000,
  }, async (t) => {
    const exchange = await ExchangeProcess.start(t, { firstPort: 18_480 + 10 * index });
    const member = await exchange.registered('100');
    const friend = await exchange.registered('101');
    const call = await member.call('101');
    await until('it rings', () => friend.isCalled);
    const { incoming } = friend;
    await incoming.answer();
    await until('it is answered', () => call.state === 'answered');
    call.media?.startTone(440);
    incoming.media?.startTone(1000);
    await until('both hear each other', () => hears(call, 1000) && hears(incoming, 440), 3_000);

    await hand.suspend(exchange, '100');
    const areOver = () => call.state === 'ended' && incoming.state === 'ended';
    const ms = await until('both get BYE', areOver, MOST_MS);
    t.diagnostic(`by ${name}: both had their BYE ${Math.round(ms)} ms after the command`);
    assert.equal(member.received('BYE').length, 1);
    assert.equal(friend.received('BYE').length, 1);
    await pause(200);
    const heard = [call.media?.packets.length, incoming.media?.packets.length];
    await pause(500);
    assert.deepEqual([call.media?.packets.length, incoming.media?.packets.length], heard, 'no sound comes');
    assert.equal(await exchange.registrations('100'), 0);
    await assertShutOut(member);

    await exchange.kill();
    await exchange.start();
    assert.equal(await exchange.registrations('100'), 0);
    await assertShutOut(member);
    await hand.resume(exchange, '100');
    assert.equal((await member.register()).status, 200);
    assert.equal(await exchange.metric('hamvoip_bans_active'), 0);
    await exchange.assertNoExceptions();
  });
}

async function assertShutOut(phone: Phone): Promise<void> {
  assert.equal((await phone.register()).status, 403);
  const call = await phone.call('101');
  await until('the call is refused', () => call.state === 'ended', SPOKEN_MS);
  assert.equal(call.finalStatus, 403);
}

function hears(call: Phone['calls'][number], frequencyHz: number): boolean {
  return call.media?.hears(frequencyHz) === true;
}

async function post(exchange: ExchangeProcess, path: string, wanted: number, number: string): Promise<void> {
  const { status, body } = await exchange.api('POST', path, { scope: [number] });
  assert.equal(status, wanted, JSON.stringify(body));
}
