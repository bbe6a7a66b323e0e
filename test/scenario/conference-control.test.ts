import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConferenceChange, ConferenceParticipant } from '../../src/exchange/console/conferences.ts';
import type { PromptId } from '../../src/media/prompts/prompt.ts';
import { callsignOf, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G722, PCMA, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { PROMPT_HZ, tonePrompts } from '../../testkit/tone-prompts.ts';

async function bridge(
  change: ConferenceChange = {},
  prompts: ReadonlyMap<PromptId, Uint8Array> = new Map(),
): Promise<ExchangeUnderTest> {
  const t = await ExchangeUnderTest.start({ prompts });
  for (const number of ['100', '101', '102', '103']) await t.addExtension(number);
  assert.ok((await t.console.conferences.change('900', change)).ok);
  return t;
}

async function call(t: ExchangeUnderTest, number: string): Promise<PhoneCall> {
  const known = t.phones.find((phone) => phone.number === number);
  return (known ?? (await t.registered(number))).call('900');
}

async function enter(t: ExchangeUnderTest, number: string): Promise<PhoneCall> {
  const before = t.console.conferences.list()[0]?.participants ?? 0;
  const entering = await call(t, number);
  await t.until(() => entering.state === 'answered', `${number} is answered`);
  entering.media?.startSilence();
  await t.until(
    () => t.console.conferences.list()[0]?.participants === before + 1,
    `${number} is in`,
    15_000,
  );
  await t.clock.advance(1500);
  return entering;
}

async function press(t: ExchangeUnderTest, pressing: PhoneCall, keys: string): Promise<void> {
  for (const key of keys) {
    pressing.pressKey(key);
    await t.clock.advance(400);
  }
  await t.clock.advance(1500);
}

function people(t: ExchangeUnderTest): readonly ConferenceParticipant[] {
  const shown = t.console.conferences.show('900');
  assert.ok(shown.ok);
  return shown.value.participants;
}

function person(t: ExchangeUnderTest, extension: string): ConferenceParticipant {
  return people(t).find((one) => one.extension === extension) ?? assert.fail(`${extension} is not there`);
}

async function audited(t: ExchangeUnderTest): Promise<string[]> {
  const rows = await t.console.audit.list({ limit: 50 });
  assert.ok(rows.ok);
  return rows.value.map(({ actor, action, target }) => `${actor} ${action} ${target}`);
}

async function hangUpAll(t: ExchangeUnderTest, calls: readonly PhoneCall[]): Promise<void> {
  for (const one of calls) if (one.state === 'answered') await t.clock.until(one.hangUp());
  await t.finish();
}

test('who talks is seen with call sign and time, five times a second at most, and the room forgets it', async () => {
  const t = await bridge();
  const calls = [await enter(t, '100'), await enter(t, '101')];
  calls[0]?.media?.startTone(440);
  await t.clock.advance(2000);
  const talking = person(t, '100');
  assert.equal(talking.callsign, callsignOf('100'));
  assert.equal(talking.isTalking, true);
  assert.ok(talking.talkedMs > 1500 && talking.talkedMs < 2500, `${talking.talkedMs}`);
  assert.deepEqual([person(t, '101').isTalking, person(t, '101').talkedMs], [false, 0]);
  calls[0]?.media?.startSilence();
  await t.clock.advance(1000);
  assert.equal(person(t, '100').isTalking, false);
  assert.deepEqual(
    t.journal.of('conference-talking').map(({ extension, talking }) => [extension, talking]),
    [
      ['100', true],
      ['100', false],
    ],
  );
  for (const one of calls) await t.clock.until(one.hangUp());
  assert.deepEqual(people(t), []);
  await t.finish();
});

test('the keys 6 and 4 change what one hears, 9 and 7 how loud one is', async () => {
  const t = await bridge();
  const calls = [await enter(t, '100'), await enter(t, '101')] as const;
  for (const [index, one] of calls.entries()) one.media?.startTone([440, 700][index] ?? 0, 3000);
  const heardDb = (by: PhoneCall, hz: number) =>
    20 * Math.log10((by.media?.amplitudeOf(hz, 800) ?? 0) / 3000);
  await press(t, calls[0], '44');
  assert.ok(Math.abs(heardDb(calls[0], 700) + 6) < 1, `${heardDb(calls[0], 700)}`);
  await press(t, calls[0], '6666');
  assert.ok(Math.abs(heardDb(calls[0], 700) - 6) < 1);
  assert.ok(Math.abs(heardDb(calls[1], 440)) < 1);
  await press(t, calls[0], '77');
  assert.ok(Math.abs(heardDb(calls[1], 440) + 6) < 1);
  await press(t, calls[0], '999999999');
  assert.ok(Math.abs(heardDb(calls[1], 440) - 12) < 1, 'and no further than 12 dB');
  await hangUpAll(t, calls);
});

test('*5 raises a hand and takes it down again; who gets to talk has no need of it', async () => {
  const t = await bridge();
  const calls = [await enter(t, '100'), await enter(t, '101')] as const;
  await press(t, calls[1], '*5');
  assert.notEqual(person(t, '101').handRaisedAtMs, null);
  await press(t, calls[1], '*5');
  assert.equal(person(t, '101').handRaisedAtMs, null);
  await press(t, calls[1], '*5');
  calls[1].media?.startTone(440);
  await t.clock.advance(600);
  assert.equal(person(t, '101').handRaisedAtMs, null);
  assert.deepEqual(
    t.journal.of('conference-hand').map(({ raised }) => raised),
    [true, false, true, false],
  );
  await hangUpAll(t, calls);
});

test('a moderator mutes everyone by *1, himself excepted; who comes later is muted too; each may unmute himself', async () => {
  const t = await bridge({ moderators: ['100'] });
  const calls = [await enter(t, '100'), await enter(t, '101')];
  const [moderator, member] = calls;
  assert.ok(moderator && member);
  await press(t, moderator, '*1');
  assert.deepEqual(
    people(t).map(({ isMuted }) => isMuted),
    [false, true],
  );
  calls.push(await enter(t, '102'));
  assert.equal(person(t, '102').isMuted, true);
  calls[2]?.media?.startTone(700);
  await t.clock.advance(1500);
  assert.equal(moderator.media?.hears(700), false);
  await press(t, calls[2] as PhoneCall, '1');
  assert.equal(person(t, '102').isMuted, false);
  assert.equal(moderator.media?.hears(700), true);
  await press(t, moderator, '*1');
  assert.equal(person(t, '101').isMuted, false);
  const acts = (await audited(t)).filter((row) => row.startsWith('extension:'));
  assert.deepEqual(acts, ['extension:100 conference.unmute 900', 'extension:100 conference.mute 900']);
  await hangUpAll(t, calls);
});

test('the keys of moderators do nothing for others', async () => {
  const t = await bridge({ moderators: ['100'] });
  const calls = [await enter(t, '100'), await enter(t, '101')] as const;
  for (const keys of ['*1', '*2', '*3']) await press(t, calls[1], keys);
  assert.deepEqual(
    people(t).map(({ isMuted }) => isMuted),
    [false, false],
  );
  assert.deepEqual(
    (await audited(t)).filter((row) => row.startsWith('extension:')),
    [],
  );
  await hangUpAll(t, calls);
});

test('*2 locks the bridge: only moderators come in, until it is unlocked or empty', async () => {
  const t = await bridge({ moderators: ['100', '103'] });
  const calls = [await enter(t, '100'), await enter(t, '101')];
  await press(t, calls[0] as PhoneCall, '*2');
  const late = await call(t, '102');
  await t.until(() => late.state === 'ended', 'it is refused', 20_000);
  assert.equal(late.finalStatus, 403);
  calls.push(await enter(t, '103'));
  for (const one of calls) await t.clock.until(one.hangUp());
  await t.clock.advance(1000);
  calls.push(await enter(t, '102'));
  await hangUpAll(t, calls);
});

test('*3 sends away who came last and is no moderator', async () => {
  const t = await bridge({ moderators: ['100', '103'] });
  const calls = [
    await enter(t, '100'),
    await enter(t, '101'),
    await enter(t, '102'),
    await enter(t, '103'),
  ] as const;
  await press(t, calls[0], '*3');
  await t.until(() => calls[2].state === 'ended', 'the last is sent away', 3000);
  assert.deepEqual(
    people(t).map(({ extension }) => extension),
    ['100', '101', '103'],
  );
  await press(t, calls[0], '*3');
  await press(t, calls[0], '*3');
  assert.deepEqual(
    people(t).map(({ extension }) => extension),
    ['100', '103'],
  );
  await hangUpAll(t, calls);
});

test('an administrator mutes one, sends one away and ends the bridge; each is an act in the log', async () => {
  const t = await bridge();
  const calls = [await enter(t, '100'), await enter(t, '101'), await enter(t, '102')] as const;
  const { console } = t;
  assert.ok((await console.conferences.control('900', { kind: 'mute', participant: '101' })).ok);
  assert.equal(person(t, '101').isMuted, true);
  const byCall = person(t, '102').call;
  assert.ok((await console.conferences.control('900', { kind: 'remove', participant: byCall })).ok);
  await t.until(() => calls[2].state === 'ended', 'it is sent away', 3000);
  const gone = await console.conferences.control('900', { kind: 'mute', participant: '102' });
  assert.equal(gone.ok ? '' : gone.error.code, 'not-found');
  assert.ok((await console.conferences.control('900', { kind: 'end' })).ok);
  await t.until(() => calls.every(({ state }) => state === 'ended'), 'all are sent away', 3000);
  assert.deepEqual((await audited(t)).slice(0, 3), [
    'host conference.end 900',
    'host conference.remove 900',
    'host conference.mute 900',
  ]);
  await t.finish();
});

test('a change is heard by those in the room at once, and survives a restart', async () => {
  const t = await bridge();
  const calls = [await enter(t, '100'), await enter(t, '101')] as const;
  calls[0].media?.startTone(440);
  await t.clock.advance(8_000);
  assert.equal(calls[1].media?.hears(440), true);
  assert.ok((await t.console.conferences.change('900', { talkLimitS: 10, rogerBeep: true })).ok);
  await t.clock.advance(4_000);
  assert.equal(calls[1].media?.hears(440), false);
  for (const one of calls) await t.clock.until(one.hangUp());
  await t.restart('crash');
  const shown = t.console.conferences.show('900');
  assert.ok(shown.ok);
  assert.deepEqual([shown.value.record.talkLimitS, shown.value.record.rogerBeep], [10, true]);
  await t.finish();
});

test('the notice is heard at every joining, or once in a day where the bridge wants it so', async () => {
  for (const notice of ['always', 'daily'] as const) {
    const t = await bridge({ notice }, tonePrompts(2));
    await t.clock.until((await enter(t, '100')).hangUp());
    const isTold = async (): Promise<boolean> => {
      const again = await call(t, '100');
      await t.until(() => again.state === 'answered', 'it is answered');
      again.media?.startSilence();
      await t.clock.advance(1500);
      const told = again.media?.hears(PROMPT_HZ['not-private'], 1000) === true;
      assert.equal(person(t, '100').isInside, !told);
      await t.clock.until(again.hangUp());
      return told;
    };
    assert.equal(await isTold(), notice === 'always');
    await t.clock.advance(86_400_000);
    assert.equal(await isTold(), true, 'another day');
    await t.finish();
  }
});

test('who gives up his extension moderates nothing any more', async () => {
  const t = await bridge({ moderators: ['100', '101'] });
  assert.ok((await t.console.extensions.remove('100')).ok);
  assert.deepEqual(t.console.conferences.list()[0]?.moderators, ['101']);
  const stranger = await t.console.conferences.change('900', { moderators: ['100'] });
  assert.equal(stranger.ok ? '' : stranger.error.code, 'moderator-invalid');
  await t.finish();
});

test('3 says how many are here, to who asks alone', async () => {
  const t = await bridge({}, tonePrompts(2));
  const calls = [await enter(t, '100'), await enter(t, '101')] as const;
  await t.clock.advance(2000);
  calls[0].pressKey('3');
  await t.clock.advance(1700);
  assert.ok(calls[0].media?.hears(PROMPT_HZ['participants-here'], 1000));
  assert.equal(calls[1].media?.hears(PROMPT_HZ['participants-here'], 1000), false);
  await t.clock.advance(2000);
  assert.ok(calls[0].media?.hears(PROMPT_HZ['number-2'], 1000));
  await hangUpAll(t, calls);
});

test('at the door of a bridge with a PIN one is asked for it, told when it is wrong, and told who listens', async () => {
  const t = await bridge({ pin: '482913' }, tonePrompts(2));
  const door = await call(t, '100');
  await t.until(() => door.state === 'answered', 'it is answered');
  door.media?.startSilence();
  await t.clock.advance(1700);
  assert.ok(door.media?.hears(PROMPT_HZ['enter-pin'], 1000));
  await press(t, door, '111111');
  assert.ok(door.media?.hears(PROMPT_HZ['wrong-pin'], 1000));
  await press(t, door, '482913');
  assert.ok(door.media?.hears(PROMPT_HZ['not-private'], 1000), 'and not the rest of what was said before');
  assert.equal(people(t)[0]?.isInside, false);
  await t.clock.advance(1500);
  assert.equal(people(t)[0]?.isInside, true);
  await hangUpAll(t, [door]);
});

test('three wrong PINs are the last words', async () => {
  const t = await bridge({ pin: '482913' }, tonePrompts(2));
  const door = await call(t, '100');
  await t.until(() => door.state === 'answered', 'it is answered');
  door.media?.startSilence();
  for (const wrong of ['111111', '222222', '333333']) await press(t, door, wrong);
  assert.ok(door.media?.hears(PROMPT_HZ['too-many-pins'], 1000));
  await press(t, door, '482913');
  await t.until(() => door.state === 'ended', 'and the call ends', 3000);
  assert.deepEqual(people(t), []);
  await t.finish();
});

test('a notice that is cut off by a change of codec is said again, whole, before anything is heard', async () => {
  const t = await bridge({}, tonePrompts(2));
  const talker = await enter(t, '100');
  talker.media?.startTone(440);
  const late = await (await t.registered('101', { personality: { codecs: [PCMA, TELEPHONE_EVENT] } })).call(
    '900',
  );
  await t.until(() => late.state === 'answered', 'it is answered');
  late.media?.startSilence();
  await t.clock.advance(1000);
  assert.equal((await t.clock.until(late.reinvite({ codecs: [G722, TELEPHONE_EVENT] }))).status, 200);
  await t.clock.advance(1700);
  assert.ok(late.media?.hears(PROMPT_HZ['not-private'], 1000));
  assert.equal(late.media?.hears(440, 1000), false);
  assert.equal(person(t, '101').isInside, false);
  await t.clock.advance(2000);
  assert.ok(late.media?.hears(440, 1000));
  await hangUpAll(t, [talker, late]);
});

test('who stands at the door when the PIN is taken away comes in', async () => {
  const t = await bridge({ pin: '482913' }, tonePrompts(2));
  const door = await call(t, '100');
  await t.until(() => door.state === 'answered', 'it is answered');
  door.media?.startSilence();
  await t.clock.advance(500);
  assert.ok((await t.console.conferences.change('900', { pin: null })).ok);
  await t.clock.advance(1700);
  assert.ok(door.media?.hears(PROMPT_HZ['not-private'], 1000));
  await t.clock.advance(1500);
  assert.equal(person(t, '100').isInside, true);
  await hangUpAll(t, [door]);
});
