import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PromptName } from '../../src/media/prompts/prompt.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G729, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { PROMPT_HZ, tonePrompts } from '../../testkit/tone-prompts.ts';
import { field } from '../../testkit/wire.ts';

function start(settings = {}): Promise<ExchangeUnderTest> {
  return ExchangeUnderTest.start({ prompts: tonePrompts(2), settings });
}

/** Dials, speaks silence as soon as there is somebody to speak to, and hears the line until the status. */
async function hears(t: ExchangeUnderTest, call: PhoneCall, prompt: PromptName): Promise<void> {
  await t.until(() => call.statuses.includes(183), 'early media');
  call.media?.startSilence();
  await t.clock.advance(1_500);
  assert.ok(call.media?.hears(PROMPT_HZ[prompt]), `hears ${prompt}`);
  assert.notEqual(call.state, 'ended');
  await t.until(() => call.state === 'ended', 'then comes the status', 2_000);
}

function reasonOf({ finalResponse }: PhoneCall): string {
  return (finalResponse?.startLine ?? '').split(' ').slice(2).join(' ');
}

function assertAtOnce(call: PhoneCall): void {
  assert.equal(call.statuses.includes(183), false, 'nothing was spoken');
}

describe('112 and 911', () => {
  for (const number of ['112', '911']) {
    test(`${number}: a spoken notice, then 403`, async () => {
      const t = await start();
      const phone = await t.registered('100');
      const call = await phone.call(number);
      await hears(t, call, 'emergency');
      assert.equal(call.finalStatus, 403);
      assert.equal(reasonOf(call), 'Use your ordinary telephone for 112');
      await t.finish();
    });
  }

  test('is spoken in µ-law, over TCP and IPv6 too', async () => {
    const t = await start();
    const phone = await t.registered('100', {
      family: 'ipv6',
      transport: 'TCP',
      personality: { codecs: [PCMU, TELEPHONE_EVENT] },
    });
    await hears(t, await phone.call('112'), 'emergency');
    await t.finish();
  });

  test('is spoken to who is suspended, at his limits, or while the exchange drains', async () => {
    const t = await start();
    const suspended = await t.registered('100', { personality: {} });
    assert.ok((await t.console.suspensions.suspend({ scope: ['100'], what: ['call'] })).ok);
    await hears(t, await suspended.call('112'), 'emergency');
    const busy = await t.registered('101');
    assert.ok((await t.console.limits.set('101', { calls: 1 })).ok);
    const echo = await busy.call('9043');
    await t.until(() => echo.state === 'answered', 'echo');
    echo.media?.startSilence();
    await hears(t, await busy.call('112'), 'emergency');
    const draining = t.exchange.drain(600_000);
    await hears(t, await suspended.call('112'), 'emergency');
    await t.clock.until(echo.hangUp());
    await t.clock.until(draining);
    await t.finish();
  });

  test('is spoken even where refusals are silent', async () => {
    const t = await start({ spokenRefusals: false });
    const phone = await t.registered('100');
    await hears(t, await phone.call('112'), 'emergency');
    await t.finish();
  });

  for (const [how, personality] of [
    ['only codecs we cannot make', { codecs: [G729] }],
    ['encrypted sound only', { profile: 'RTP/SAVP' }],
  ] as const) {
    test(`a phone with ${how} gets the 403 with its reason at once`, async () => {
      const t = await start();
      const phone = await t.registered('100', { personality });
      const call = await phone.call('112');
      await t.until(() => call.state === 'ended', 'refused', 100);
      assertAtOnce(call);
      assert.equal(call.finalStatus, 403);
      assert.equal(reasonOf(call), 'Use your ordinary telephone for 112');
      await t.finish();
    });
  }

  test('a phone that makes no offer gets the 403 at once', async () => {
    const t = await start();
    const phone = await t.registered('100');
    const call = await phone.call('112', { offer: false });
    await t.until(() => call.state === 'ended', 'refused', 100);
    assertAtOnce(call);
    assert.equal(call.finalStatus, 403);
    await t.finish();
  });

  test('without a port left the 403 comes at once', async () => {
    const t = await ExchangeUnderTest.start({
      prompts: tonePrompts(2),
      mediaPorts: { from: 20_000, to: 20_001 },
    });
    const first = await t.registered('100');
    const echo = await first.call('9043');
    await t.until(() => echo.state === 'answered', 'echo');
    echo.media?.startSilence();
    const second = await t.registered('101');
    const call = await second.call('112');
    await t.until(() => call.state === 'ended', 'refused', 100);
    assert.equal(call.finalStatus, 403);
    await t.clock.until(echo.hangUp());
    await t.finish();
  });

  test('who hangs up during the notice is let go, and the ports with him', async () => {
    const t = await start();
    const phone = await t.registered('100');
    const call = await phone.call('112');
    await t.until(() => call.statuses.includes(183), 'early media');
    call.media?.startSilence();
    await t.clock.advance(500);
    call.cancel();
    await t.until(() => call.state === 'ended', 'cancelled');
    assert.equal(call.finalStatus, 487);
    await t.finish();
  });

  test('one extension hears one notice at a time: the second gets its 403 at once', async () => {
    const t = await start();
    const phone = await t.registered('100');
    const first = await phone.call('112');
    await t.until(() => first.statuses.includes(183), 'early media');
    const second = await phone.call('112');
    await t.until(() => second.state === 'ended', 'refused', 100);
    assertAtOnce(second);
    await hears(t, first, 'emergency');
    await t.finish();
  });

  test('the exchange that closes ends the notice with its status', async () => {
    const t = await start();
    const phone = await t.registered('100');
    const call = await phone.call('112');
    await t.until(() => call.statuses.includes(183), 'early media');
    await t.clock.until(t.exchange.close());
    await t.clock.advance(100);
    assert.equal(call.finalStatus, 403);
  });
});

describe('a refusal is heard', () => {
  const cases: readonly [what: string, dialled: string, prompt: PromptName, status: number][] = [
    ['a number that does not exist', '777', 'unknown-number', 404],
    ['an extension without a phone', '102', 'unreachable', 480],
  ];
  for (const [what, dialled, prompt, status] of cases) {
    test(`at ${what}`, async () => {
      const t = await start();
      await t.addExtension('102');
      const phone = await t.registered('100');
      const call = await phone.call(dialled);
      await hears(t, call, prompt);
      assert.equal(call.finalStatus, status);
      await t.finish();
    });
  }

  test('by who is suspended, with the time to wait in the status', async () => {
    const t = await start();
    const phone = await t.registered('100');
    assert.ok((await t.console.suspensions.suspend({ scope: ['100'], what: ['call'] })).ok);
    const call = await phone.call('101');
    await hears(t, call, 'suspended');
    assert.equal(call.finalStatus, 403);
    assert.ok(call.finalResponse && field(call.finalResponse, 'retry-after') === '3600');
    await t.finish();
  });

  test('at a conference that is closed', async () => {
    const t = await start();
    await t.addConference('900');
    assert.ok((await t.console.suspensions.suspend({ scope: ['900'] })).ok);
    const phone = await t.registered('100');
    await hears(t, await phone.call('900'), 'conference-closed');
    await t.finish();
  });

  test('who calls a suspended extension hears what he hears of one that is switched off', async () => {
    const t = await start();
    await t.registered('101');
    assert.ok((await t.console.suspensions.suspend({ scope: ['101'], what: ['called'] })).ok);
    const phone = await t.registered('100');
    const call = await phone.call('101');
    await hears(t, call, 'unreachable');
    assert.equal(call.finalStatus, 480);
    await t.finish();
  });

  test('but not where the setting says so', async () => {
    const t = await start({ spokenRefusals: false });
    const phone = await t.registered('100');
    const call = await phone.call('777');
    await t.until(() => call.state === 'ended', 'refused', 100);
    assertAtOnce(call);
    assert.equal(call.finalStatus, 404);
    await t.finish();
  });

  test('and is no call: it stands in no history and no count', async () => {
    const t = await start();
    const phone = await t.registered('100');
    await hears(t, await phone.call('777'), 'unknown-number');
    assert.deepEqual(t.journal.of('call-began'), []);
    assert.equal(t.counts.calls, 0);
    await t.finish();
  });
});

describe('who joins a conference', () => {
  async function enter(t: ExchangeUnderTest, number: string): Promise<PhoneCall> {
    const phone = await t.registered(number);
    const call = await phone.call('900');
    await t.until(() => call.state === 'answered', 'let in');
    call.media?.startSilence();
    return call;
  }

  test('is told that it is not private before he hears others, or they him', async () => {
    const t = await start();
    await t.addConference('900');
    const first = await enter(t, '100');
    await t.clock.advance(3_000);
    first.media?.startTone(440);
    const second = await enter(t, '101');
    second.media?.startTone(700);
    await t.clock.advance(1_500);
    assert.ok(second.media?.hears(PROMPT_HZ['not-private']));
    assert.equal(second.media?.hears(440), false);
    assert.equal(first.media?.hears(700), false);
    assert.equal(t.console.conferences.list()[0]?.participants, 1);
    await t.clock.advance(2_500);
    assert.equal(second.media?.hears(PROMPT_HZ['not-private']), false);
    assert.ok(second.media?.hears(440));
    assert.ok(first.media?.hears(700));
    for (const call of [first, second]) await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('hears it behind the PIN, and may leave meanwhile', async () => {
    const t = await start();
    await t.addConference('901', '123456');
    const phone = await t.registered('100');
    const call = await phone.call('901');
    await t.until(() => call.state === 'answered', 'let in');
    call.media?.startSilence();
    for (const key of '123456') {
      call.pressKey(key);
      await t.clock.advance(400);
    }
    await t.clock.advance(1_000);
    assert.ok(call.media?.hears(PROMPT_HZ['not-private']));
    await t.clock.until(call.sendDtmfInfo('#'));
    await t.clock.until(call.sendDtmfInfo('#'));
    await t.until(() => call.state === 'ended', 'left');
    assert.equal(t.journal.of('conference-joined').length, 0);
    await t.finish();
  });
});
