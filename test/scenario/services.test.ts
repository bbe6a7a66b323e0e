/** The numbers behind which the exchange itself answers: what is said, in which language, and what keys do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PromptName } from '../../src/media/prompts/prompt.ts';
import { readRtcp, writeRtcp } from '../../src/rtp/rtcp.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G722, OPUS, PCMA, PCMU, type PhoneCodec, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { PROMPT_HZ, tonePrompts } from '../../testkit/tone-prompts.ts';

/** Of one prompt: short, so that a line of many is said in moments. */
const PROMPT_S = 0.4;

function start(settings = {}): Promise<ExchangeUnderTest> {
  return ExchangeUnderTest.start({ prompts: tonePrompts(PROMPT_S), settings });
}

async function dial(
  t: ExchangeUnderTest,
  number: string,
  codecs?: readonly PhoneCodec[],
): Promise<PhoneCall> {
  return dialOn(
    t,
    await t.registered('301', codecs === undefined ? {} : { personality: { codecs } }),
    number,
  );
}

async function dialOn(t: ExchangeUnderTest, phone: Phone, number: string): Promise<PhoneCall> {
  const call = await phone.call(number);
  await t.until(() => call.state === 'answered', `${number} is answered`);
  call.media?.startSilence();
  return call;
}

/** Waits until the exchange hangs up. */
async function untilItEnds(t: ExchangeUnderTest, call: PhoneCall): Promise<void> {
  await t.until(() => call.state === 'ended', 'the exchange hangs up', 60_000);
  assert.equal(call.endedBy, 'them');
}

/** What was said, without the language, which has to be this one throughout. */
function said(t: ExchangeUnderTest, language = 'en'): string {
  const names = t.spoken.map((prompt) => {
    assert.ok(prompt.startsWith(`${language}/`), prompt);
    return prompt.slice(language.length + 1);
  });
  return names.join(' ').replaceAll('number-', '').replaceAll('letter-', '');
}

const NOON = Date.UTC(2026, 10, 27, 12, 5);

function setClock(t: ExchangeUnderTest, wallTimeMs: number): void {
  t.clock.jumpWallTime(wallTimeMs - t.clock.wallTime());
}

describe('the clock', () => {
  for (const number of ['*60', '9060']) {
    test(`${number} tells date and time of the club, and universal time, three times`, async () => {
      const t = await start();
      setClock(t, NOON);
      const call = await dial(t, number);
      await untilItEnds(t, call);
      const line = 'the-time friday november 20 7 13 hours 5 universal-time 12 hours 5';
      assert.equal(said(t), [line, line, line].join(' '));
      await t.finish();
    });
  }

  test('goes on while it is told', async () => {
    const t = await start();
    setClock(t, NOON - 3_000);
    await untilItEnds(t, await dial(t, '*60'));
    assert.match(said(t), /12 hours 4 .*12 hours 5/);
    await t.finish();
  });

  test('of a club elsewhere, on the other side of midnight', async () => {
    const t = await start({ timeZone: 'Pacific/Auckland', language: 'nl' });
    setClock(t, NOON);
    await untilItEnds(t, await dial(t, '*60'));
    assert.match(said(t, 'nl'), /^the-time saturday 8 and 20 november 1 hours 5 universal-time 12 hours 5 /);
    await t.finish();
  });

  for (const codec of [PCMA, PCMU, G722, OPUS]) {
    test(`is heard in ${codec.encoding}`, async () => {
      const t = await start();
      const call = await dial(t, '*60', [codec, TELEPHONE_EVENT]);
      await t.clock.advance(300);
      assert.ok(call.media?.hears(PROMPT_HZ['the-time'], 200));
      await untilItEnds(t, call);
      await t.finish();
    });
  }

  test('# ends it, by RFC 4733 and by INFO', async () => {
    for (const how of ['rtp', 'info'] as const) {
      const t = await start();
      const call = await dial(t, '*60');
      await t.clock.advance(500);
      if (how === 'rtp') call.pressKey('#');
      else await t.clock.until(call.sendDtmfInfo('#'));
      await t.until(() => call.state === 'ended', 'the exchange hangs up', 1_000);
      await t.finish();
    }
  });

  test('whoever hangs up, at any moment, leaves nothing behind', async () => {
    for (const afterMs of [0, 10, 390, 400, 410, 3_000, 4_500, 5_500]) {
      const t = await start();
      const call = await dial(t, '*60');
      await t.clock.advance(afterMs);
      await t.clock.until(call.hangUp());
      await t.finish();
    }
  });

  test('a phone that holds the line and comes back hears it go on', async () => {
    const t = await start();
    const call = await dial(t, '*60');
    await t.clock.until(call.reinvite({ direction: 'sendonly' }));
    await t.clock.advance(1_000);
    await t.clock.until(call.reinvite({ direction: 'sendrecv' }));
    await untilItEnds(t, call);
    assert.equal(t.spoken.filter((prompt) => prompt === 'en/the-time').length, 3);
    await t.finish();
  });

  test('without recordings the call ends all the same', async () => {
    const t = await ExchangeUnderTest.start();
    await untilItEnds(t, await dial(t, '*60'));
    await t.finish();
  });
});

describe('the own number', () => {
  test('is read with the call sign in the spelling alphabet', async () => {
    const t = await start();
    await untilItEnds(t, await dial(t, '*65'));
    const line = 'your-number 3 0 1 your-callsign p x 0 d a b';
    assert.equal(said(t), `${line} ${line}`);
    await t.finish();
  });

  test('in the language of the extension, kept through a restart and given back', async () => {
    const t = await start();
    await t.addExtension('301');
    assert.ok((await t.console.languages.set('301', 'nl')).ok);
    await t.restart('crash');
    await untilItEnds(t, await dial(t, '9065'));
    assert.match(said(t, 'nl'), /^your-number/);
    t.spoken.length = 0;
    assert.ok((await t.console.languages.set('301', null)).ok);
    await untilItEnds(t, await dial(t, '9065'));
    assert.match(said(t, 'en'), /^your-number/);
    await t.finish();
  });
});

describe('a language of its own', () => {
  test('is that of refusals and of the display', async () => {
    const t = await start();
    await t.addExtension('301');
    await t.console.languages.set('301', 'nl');
    const phone = await t.registered('301');
    const call = await phone.call('777');
    await t.until(() => call.state === 'ended', 'refused');
    assert.equal(said(t, 'nl'), 'unknown-number');
    assert.match(call.finalResponse?.startLine ?? '', /Nummer bestaat niet/);
    await t.finish();
  });

  test('is that of the notice in a conference, for each participant', async () => {
    const t = await start();
    for (const number of ['301', '302']) await t.addExtension(number);
    await t.console.languages.set('301', 'nl');
    for (const number of ['301', '302']) {
      const phone = await t.registered(number);
      const call = await phone.call('900');
      await t.until(() => call.state === 'answered', 'answered');
      call.media?.startSilence();
    }
    await t.clock.advance(2_000);
    assert.deepEqual(t.spoken, ['nl/not-private', 'en/not-private']);
    assert.equal(t.console.conferences.list()[0]?.participants, 2);
    for (const { calls } of t.phones) for (const call of calls) await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('goes with the extension, and is refused for one that is not there', async () => {
    const t = await start();
    await t.addExtension('301');
    await t.console.languages.set('301', 'nl');
    assert.ok((await t.console.extensions.remove('301')).ok);
    assert.equal((await t.console.languages.set('301', 'nl')).ok, false);
    await t.addExtension('301');
    const shown = t.console.languages.show('301');
    assert.deepEqual(shown.ok && shown.value, { extension: '301', own: null, effective: 'en' });
    t.fault.refuses = 'full';
    const refused = await t.console.languages.set('301', 'nl');
    assert.equal(refused.ok || refused.error.code, 'store-failed');
    t.fault.refuses = undefined;
    await t.finish();
  });
});

describe('the outage notice', () => {
  const cases: readonly [what: 'call' | 'register' | 'conference', line: PromptName][] = [
    ['register', 'outage-registration'],
    ['conference', 'outage-conferences'],
  ];

  test('says that everything works', async () => {
    const t = await start();
    await untilItEnds(t, await dial(t, '*55'));
    assert.equal(said(t), 'all-works all-works');
    await t.finish();
  });

  for (const [what, line] of cases) {
    test(`says what was taken away from everyone: ${what}`, async () => {
      const t = await start();
      const phone = await t.registered('301');
      const suspended = await t.console.suspensions.suspend({ scope: 'all', what: [what] });
      assert.ok(suspended.ok);
      const call = await phone.call('9055');
      await t.until(() => call.state === 'answered', 'answered');
      call.media?.startSilence();
      await untilItEnds(t, call);
      assert.equal(said(t), `outage ${line} outage ${line}`);
      await t.finish();
    });
  }

  test('knows of a disk that takes nothing', async () => {
    const t = await start();
    const phone = await t.registered('301');
    t.fault.refuses = 'full';
    await t.answerWithin(1_000, phone.register());
    const call = await phone.call('*55');
    await t.until(() => call.state === 'answered', 'answered');
    call.media?.startSilence();
    await untilItEnds(t, call);
    assert.match(said(t), /^outage outage-registration/);
    t.fault.refuses = undefined;
    await t.finish();
  });
});

describe('the outage notice, of what administrators announced', () => {
  const DAY_MS = 86_400_000;

  /** What one round of the notice says at this moment. */
  async function notice(t: ExchangeUnderTest, phone: Phone): Promise<string> {
    const before = t.spoken.length;
    await untilItEnds(t, await dialOn(t, phone, '*55'));
    const words = t.spoken.slice(before).map((prompt) => prompt.slice('en/'.length));
    const round = words.slice(0, words.length / 2);
    assert.deepEqual(words, [...round, ...round]);
    return round.join(' ');
  }

  test('tells what an open incident troubles, each part once, until it is closed', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const incident = { kind: 'incident', text: 'Wie belt hoort niets.' } as const;
    const first = await t.console.incidents.open({
      ...incident,
      title: 'Geluid',
      parts: ['calls', 'website'],
    });
    const second = await t.console.incidents.open({ ...incident, title: 'Bellen', parts: ['calls'] });
    assert.ok(first.ok && second.ok);
    assert.equal(await notice(t, phone), 'outage outage-calls outage-website');
    assert.ok((await t.console.incidents.close(first.value.id, 'Het was de schijf.')).ok);
    assert.equal(await notice(t, phone), 'outage outage-calls');
    assert.ok((await t.console.incidents.close(second.value.id, 'Het was de router.')).ok);
    assert.equal(await notice(t, phone), 'all-works');
    await t.finish();
  });

  test('tells of work in the week before it, of its parts while it goes on, and of nothing behind it', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const fromMs = t.clock.wallTime() + 8 * DAY_MS;
    const planned = await t.console.incidents.open({
      kind: 'maintenance',
      title: 'Nieuwe schijf',
      parts: ['conferences'],
      fromMs,
      untilMs: fromMs + 2 * 3_600_000,
      text: 'Een avond zonder conferenties.',
    });
    assert.ok(planned.ok);
    assert.equal(await notice(t, phone), 'all-works');
    setClock(t, fromMs - 6 * DAY_MS);
    assert.equal(await notice(t, phone), 'all-works planned-maintenance');
    setClock(t, fromMs);
    assert.equal(await notice(t, phone), 'planned-maintenance outage-conferences');
    const broken = { kind: 'incident', title: 'Stil', parts: ['conferences'], text: 'Stil.' } as const;
    const incident = await t.console.incidents.open(broken);
    assert.ok(incident.ok);
    assert.equal(await notice(t, phone), 'outage outage-conferences planned-maintenance');
    assert.ok((await t.console.incidents.close(incident.value.id, 'Over.')).ok);
    setClock(t, fromMs + 3 * 3_600_000);
    assert.equal(await notice(t, phone), 'all-works');
    await t.finish();
  });
});

describe('the key test', () => {
  test('says back what it receives, by RFC 4733 and by INFO, and does not wait to finish its first line', async () => {
    const t = await start();
    const call = await dial(t, '*45');
    await t.clock.advance(100);
    for (const key of '1*#') {
      call.pressKey(key);
      await t.clock.advance(800);
    }
    await t.clock.until(call.sendDtmfInfo('D'));
    await t.clock.advance(200);
    assert.ok(call.media?.hears(PROMPT_HZ['letter-d'], 100));
    await t.clock.until(call.sendDtmfInfo('0'));
    await t.clock.advance(1_000);
    assert.equal(said(t), 'press-keys 1 star hash d 0');
    assert.equal(call.state, 'answered');
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test('a phone that never stops pressing fills no memory', async () => {
    const t = await start();
    const call = await dial(t, '9045');
    for (let i = 0; i < 60; i++) await t.clock.until(call.sendDtmfInfo('5'));
    await t.clock.advance(60_000);
    assert.ok(t.spoken.length < 60, `${t.spoken.length} said`);
    await t.clock.until(call.hangUp());
    await t.finish();
  });
});

describe('the call quality', () => {
  /** Answers each sender report of the exchange as a phone that has lost so much and took its time. */
  function reportBack({ media }: PhoneCall, lost: number): void {
    const [report] = media?.rtcp.splice(0) ?? [];
    const facts = report && readRtcp(report);
    if (media === undefined || facts?.senderReportTime === undefined) return;
    media.sendRtcp(
      writeRtcp({
        ssrc: media.ssrc,
        cname: 'phone',
        sent: undefined,
        report: {
          ssrc: facts.senderSsrc,
          fractionLost: 0,
          lost,
          highestSequence: 0,
          jitter: 0,
          lastSenderReport: facts.senderReportTime,
          delaySinceSenderReport: 0,
        },
      }),
    );
  }

  test('of a good line, and that nothing is known of a call before', async () => {
    const t = await start();
    await untilItEnds(t, await dial(t, '*44'));
    assert.match(
      said(t),
      /^measure measured to-exchange 0 percent packet-loss 0 milliseconds jitter quality excellent 4 point 4 out-of-five no-previous-call$/,
    );
    await t.finish();
  });

  test('in both directions, with the delay, where the phone reports by RTCP', async () => {
    const t = await start({ language: 'nl' });
    const call = await dial(t, '9044');
    for (let i = 0; i < 300 && call.state === 'answered'; i++) {
      await t.clock.advance(100);
      reportBack(call, 1);
    }
    assert.match(
      said(t, 'nl'),
      / to-exchange 0 percent packet-loss .* jitter to-phone \d.* percent packet-loss delay [\d and]+ milliseconds quality /,
    );
    await t.finish();
  });

  test('of a bad line, and of the call before', async () => {
    const t = await ExchangeUnderTest.start({
      prompts: tonePrompts(PROMPT_S),
      conditions: { delayMs: 20, jitterMs: 30 },
    });
    const first = await dial(t, '9043');
    await t.clock.advance(6_000);
    await t.clock.until(first.hangUp());
    await untilItEnds(t, await dialOn(t, first.phone, '*44'));
    const line =
      'to-exchange 0 percent packet-loss [\\d ]+ milliseconds jitter quality [a-z]+ [\\d a-z]+ out-of-five';
    assert.match(said(t), new RegExp(`^measure measured ${line} previous-call ${line}$`));
    await t.finish({ lossy: true });
  });

  test('of a phone that sends nothing', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const call = await phone.call('*44');
    await t.until(() => call.state === 'answered', 'answered');
    await untilItEnds(t, call);
    assert.equal(said(t), 'measure nothing-heard no-previous-call');
    await t.finish();
  });

  test('# does not wait for it, and ends it', async () => {
    const t = await start();
    const call = await dial(t, '*44');
    await t.clock.advance(6_000);
    call.pressKey('#');
    await t.clock.advance(500);
    assert.match(said(t), /^measure measured /);
    call.pressKey('#');
    await t.until(() => call.state === 'ended', 'the exchange hangs up', 1_000);
    await t.finish();
  });

  test('who hangs up meanwhile leaves nothing behind', async () => {
    for (const afterMs of [100, 5_000, 18_000]) {
      const t = await start();
      const call = await dial(t, '*44');
      await t.clock.advance(afterMs);
      await t.clock.until(call.hangUp());
      await t.finish();
    }
  });

  test('a spoken refusal is no call before', async () => {
    const t = await start();
    const phone = await t.registered('301');
    const refused = await phone.call('777');
    await t.until(() => refused.statuses.includes(183), 'early media');
    refused.media?.startSilence();
    await t.until(() => refused.state === 'ended', 'refused');
    await untilItEnds(t, await dialOn(t, phone, '*44'));
    assert.match(said(t), /no-previous-call$/);
    await t.finish();
  });
});

describe('the milliwatt', () => {
  /** Amplitude of a sine at 0 dBm0 in samples of 16 bit: 3.14 dB below full scale in A-law, 3.17 dB in µ-law. */
  const PEAK = 22_742;

  for (const codec of [PCMA, PCMU, G722, OPUS]) {
    test(`is 1004 Hz at 0 dBm0 in ${codec.encoding}, without a gap`, async () => {
      const t = await start();
      const call = await dial(t, '*46', [codec, TELEPHONE_EVENT]);
      await t.clock.advance(5_000);
      const level = 20 * Math.log10((call.media?.amplitudeOf(1004, 3_000) ?? 0) / PEAK);
      const tolerance = codec === PCMA || codec === PCMU ? 0.1 : 0.5;
      assert.ok(Math.abs(level) < tolerance, `${level.toFixed(3)} dBm0`);
      await t.clock.until(call.hangUp());
      await t.finish();
    });
  }

  test('ends by itself after five minutes', async () => {
    const t = await start();
    const call = await dial(t, '9046');
    await t.clock.advance(299_000);
    assert.equal(call.state, 'answered');
    await t.until(() => call.state === 'ended', 'it ends', 2_000);
    await t.finish();
  });
});

test('who forwards his calls to such a number is refused: they are for who dials them', async () => {
  const t = await start();
  await t.addExtension('301');
  for (const to of ['*60', '*65', '*45', '*46', '*55']) {
    const set = await t.console.callFeatures.set('301', { forwardAlways: to });
    assert.equal(set.ok || set.error.code, 'forward-invalid', to);
  }
  await t.finish();
});
