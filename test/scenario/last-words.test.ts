import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { NewSuspension } from '../../src/exchange/console/suspensions.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { OPUS, PCMA, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { PROMPT_HZ, tonePrompts } from '../../testkit/tone-prompts.ts';

async function talking(codecs = [PCMA, TELEPHONE_EVENT]) {
  const t = await ExchangeUnderTest.start({ prompts: tonePrompts(3) });
  const caller = await t.registered('100', { personality: { codecs } });
  const callee = await t.registered('101', { personality: { codecs } });
  const { call, incoming } = await t.talk(caller, callee);
  call.media?.startTone(440);
  incoming.media?.startTone(300);
  return { t, call, incoming };
}

async function suspend(t: ExchangeUnderTest, inMs: number, wanted: NewSuspension): Promise<string> {
  const made = await t.console.suspensions.suspend({ fromMs: t.clock.wallTime() + inMs, ...wanted });
  assert.ok(made.ok);
  return made.value.id;
}

function hear({ media }: PhoneCall, hz: number): boolean {
  return media?.hears(hz) ?? false;
}

describe('a suspension that was planned', () => {
  test('is told to both twelve seconds before, then they talk on, then comes the BYE', async () => {
    const { t, call, incoming } = await talking();
    await suspend(t, 60_000, { scope: ['100'] });
    await t.clock.advance(47_000);
    assert.ok(hear(call, 300) && hear(incoming, 440), 'nothing is said yet');
    await t.clock.advance(2_500);
    for (const one of [call, incoming]) assert.ok(hear(one, PROMPT_HZ['call-ends']));
    assert.equal(hear(call, 300), false);
    await t.clock.advance(3_500);
    assert.ok(hear(call, 300) && hear(incoming, 440), 'they talk on');
    await t.clock.advance(6_900);
    assert.equal(call.state, 'answered');
    await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'BYE to both', 1_000);
    await t.finish();
  });

  test('that begins in five seconds is told at once, and only once', async () => {
    const { t, call } = await talking();
    await t.clock.advance(1_000);
    await suspend(t, 5_000, { scope: 'all' });
    await t.clock.advance(1_000);
    assert.ok(hear(call, PROMPT_HZ['call-ends']));
    await suspend(t, 60_000, { scope: ['100'] });
    await t.clock.advance(3_000);
    assert.equal(hear(call, PROMPT_HZ['call-ends']), false);
    await t.until(() => call.state === 'ended', 'BYE', 1_500);
    await t.finish();
  });

  test('is not told to those it does not end', async () => {
    const { t, call } = await talking();
    await t.addExtension('102');
    await suspend(t, 20_000, { scope: ['102'] });
    await suspend(t, 20_000, { scope: ['100'], what: ['register', 'called'] });
    await t.clock.advance(9_000);
    assert.ok(hear(call, 300));
    assert.equal(hear(call, PROMPT_HZ['call-ends']), false);
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('and was lifted again is not told', async () => {
    const { t, call } = await talking();
    const id = await suspend(t, 20_000, { scope: ['100'] });
    await t.clock.advance(1_000);
    assert.ok((await t.console.suspensions.lift(id)).ok);
    await t.clock.advance(9_000);
    assert.ok(hear(call, 300));
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('of a conference is told to everyone in it', async () => {
    const t = await ExchangeUnderTest.start({ prompts: tonePrompts(2) });
    await t.addConference('900');
    const calls: PhoneCall[] = [];
    for (const number of ['100', '101']) {
      const call = await (await t.registered(number)).call('900');
      await t.until(() => call.state === 'answered', 'let in');
      call.media?.startSilence();
      calls.push(call);
    }
    await t.clock.advance(3_000);
    await suspend(t, 20_000, { scope: ['900'] });
    await t.clock.advance(9_000);
    for (const call of calls) assert.ok(hear(call, PROMPT_HZ['call-ends']));
    await t.until(() => calls.every(({ state }) => state === 'ended'), 'put out', 12_000);
    await t.finish();
  });

  test('ends a call whose codec we cannot make without a word', async () => {
    const { t, call } = await talking([OPUS, TELEPHONE_EVENT]);
    await suspend(t, 20_000, { scope: ['100'] });
    await t.until(() => call.state === 'ended', 'BYE', 21_000);
    await t.finish();
  });
});

test('a suspension at once ends the call within a second, without a word', async () => {
  const { t, call, incoming } = await talking();
  await t.clock.advance(1_000);
  await suspend(t, 0, { scope: ['100'] });
  await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'BYE to both', 1_000);
  assert.equal(hear(call, PROMPT_HZ['call-ends']), false);
  await t.finish();
});

describe('an exchange that drains', () => {
  test('tells those who still talk twelve seconds before their time is over', async () => {
    const { t, call, incoming } = await talking();
    const draining = t.exchange.drain(60_000);
    await t.clock.advance(47_000);
    assert.ok(hear(call, 300));
    await t.clock.advance(3_000);
    for (const one of [call, incoming]) assert.ok(hear(one, PROMPT_HZ.maintenance));
    await t.clock.until(draining);
    await t.clock.until(t.exchange.close());
    await t.clock.advance(100);
    assert.equal(call.state, 'ended');
  });

  test('says nothing when the last call has ended before', async () => {
    const { t, call } = await talking();
    const draining = t.exchange.drain(60_000);
    await t.clock.until(call.hangUp());
    await t.clock.until(draining);
    await t.finish();
  });

  test('without time to give says nothing', async () => {
    const { t, call } = await talking();
    await t.clock.advance(1_000);
    await t.clock.until(t.exchange.drain(0));
    await t.clock.until(t.exchange.close());
    await t.clock.advance(100);
    assert.equal(call.state, 'ended');
    assert.equal(hear(call, PROMPT_HZ.maintenance), false);
  });
});
