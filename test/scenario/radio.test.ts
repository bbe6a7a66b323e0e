import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewRadio } from '../../src/exchange/console/radios.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { UsrpRadio } from '../../testkit/usrp-radio.ts';

const RADIO = '203.0.113.77';
const STRANGER = '203.0.113.78';
const LOCAL_PORT = 32_001;
const REPEATER: NewRadio = {
  name: 'repeater',
  conference: '900',
  address: RADIO,
  remotePort: 34_001,
  localPort: LOCAL_PORT,
};

async function setUp(change: Partial<NewRadio> = {}) {
  const t = await ExchangeUnderTest.start();
  const { clock } = t;
  const radio = await UsrpRadio.open({ network: t.network.host(RADIO), clock, address: RADIO, port: 34_001 });
  radio.remote = t.address('ipv4', LOCAL_PORT);
  const added = await t.console.radios.add({ ...REPEATER, ...change });
  assert.ok(added.ok, added.ok ? '' : added.error.message);
  await clock.advance(100);
  const finish = async (calls: readonly PhoneCall[]): Promise<void> => {
    radio.close();
    for (const call of calls) await clock.until(call.hangUp());
    await t.finish();
  };
  return { t, radio, finish };
}

async function enter(t: ExchangeUnderTest, number: string): Promise<PhoneCall> {
  const call = await (await t.registered(number)).call('900');
  await t.until(() => call.state === 'answered', `${number} is let in`);
  call.media?.startSilence();
  await t.clock.advance(2000);
  return call;
}

function stateOf(t: ExchangeUnderTest): string {
  return t.console.radios.list()[0]?.state ?? 'gone';
}

async function press(t: ExchangeUnderTest, call: PhoneCall, keys: string): Promise<void> {
  for (const key of keys) {
    call.pressKey(key);
    await t.clock.advance(400);
  }
}

test('who talks on the radio is heard in the bridge, who talks in the bridge is on the air', async () => {
  const { t, radio, finish } = await setUp();
  const call = await enter(t, '100');
  assert.equal(stateOf(t), 'idle');
  radio.startTone(900);
  await t.clock.advance(1500);
  assert.equal(stateOf(t), 'receiving');
  assert.ok(Math.abs((call.media?.amplitudeOf(900, 1000) ?? 0) - 6000) < 600);
  assert.equal(radio.isKeyed, false, 'its own sound does not come back');
  radio.unkey();
  await t.clock.advance(1500);
  call.media?.startTone(500, 4000);
  await t.clock.advance(1500);
  assert.equal(stateOf(t), 'sending');
  assert.ok(Math.abs(radio.amplitudeOf(500, 1000) - 4000) < 400);
  call.media?.startSilence();
  await t.clock.advance(2000);
  assert.equal(stateOf(t), 'idle');
  assert.deepEqual(
    radio.keying.map(({ keyed }) => keyed),
    [true, false],
  );
  assert.deepEqual(
    t.journal.of('radio-receiving').map(({ on }) => on),
    [true, false],
  );
  await finish([call]);
});

test('frames go out every 20 ms while it is keyed, and a courtesy tone ends it', async () => {
  for (const courtesyTone of [true, false]) {
    const { t, radio, finish } = await setUp({ courtesyTone });
    const call = await enter(t, '100');
    call.media?.startTone(500, 4000);
    await t.clock.advance(2000);
    call.media?.startSilence();
    await t.clock.advance(1500);
    const gaps = radio.heard.slice(1).map(({ atMs }, index) => atMs - (radio.heard[index]?.atMs ?? 0));
    assert.ok(
      gaps.every((gap) => gap === 20),
      `${gaps}`,
    );
    const last = radio.heard.slice(-6).flatMap(({ samples }) => [...samples]);
    assert.equal(Math.max(...last) > 2000, courtesyTone);
    await finish([call]);
  }
});

test('the end of a transmission in the bridge is told by a tone, too', async () => {
  const { t, radio, finish } = await setUp();
  const call = await enter(t, '100');
  radio.startTone(500);
  await t.clock.advance(1500);
  radio.unkey();
  await t.clock.advance(600);
  assert.ok((call.media?.amplitudeOf(1000, 500) ?? 0) > 200);
  await finish([call]);
});

test('nothing that comes from another address is heard, and nothing is sent there', async () => {
  const { t, radio, finish } = await setUp();
  const { clock } = t;
  const call = await enter(t, '100');
  const stranger = await UsrpRadio.open({
    network: t.network.host(STRANGER),
    clock,
    address: STRANGER,
    port: 34_001,
  });
  stranger.remote = radio.remote;
  stranger.startTone(900);
  await clock.advance(1500);
  assert.ok((call.media?.loudness(1000) ?? 0) < 20);
  assert.equal(stateOf(t), 'idle');
  stranger.unkey();
  call.media?.startTone(500);
  await clock.advance(1000);
  assert.equal(stranger.keying.length, 0);
  assert.equal(radio.isKeyed, true);
  call.media?.startSilence();
  stranger.close();
  await finish([call]);
});

test('keyed by *99 it transmits the one who keyed it and nobody else, until #', async () => {
  const { t, radio, finish } = await setUp({ transmits: 'keyed' });
  const calls = [await enter(t, '100'), await enter(t, '101')] as const;
  const [holder, other] = calls;
  holder.media?.startTone(500, 4000);
  other.media?.startTone(800, 4000);
  await t.clock.advance(1000);
  assert.equal(radio.keying.length, 0, 'talking alone does not key it');
  await press(t, holder, '*99');
  await t.clock.advance(1500);
  assert.ok(Math.abs(radio.amplitudeOf(500, 1000) - 4000) < 400);
  assert.ok(radio.amplitudeOf(800, 1000) < 100);
  assert.ok(other.media?.hears(500), 'the bridge hears on');
  await press(t, holder, '#');
  await t.clock.advance(500);
  assert.equal(radio.isKeyed, false);
  assert.equal(holder.state, 'answered');
  await press(t, holder, '#');
  await t.until(() => holder.state === 'ended', 'the second # leaves', 3000);
  await finish([other]);
});

test('who leaves while he has keyed the radio takes his hand off it', async () => {
  const { t, radio, finish } = await setUp({ transmits: 'keyed' });
  const call = await enter(t, '100');
  await press(t, call, '*99');
  assert.equal(radio.isKeyed, true);
  await t.clock.until(call.hangUp());
  await t.clock.advance(1000);
  assert.equal(radio.isKeyed, false);
  await finish([]);
});

test('*99 in a bridge without such a radio is refused', async () => {
  const { t, radio, finish } = await setUp();
  const call = await enter(t, '100');
  await t.clock.advance(1000);
  await press(t, call, '*99');
  assert.ok((call.media?.amplitudeOf(330, 300) ?? 0) > 300);
  assert.equal(radio.keying.length, 0);
  await finish([call]);
});

test('neither side talks longer than the radio may', async () => {
  const { t, radio, finish } = await setUp({ talkLimitS: 10 });
  const call = await enter(t, '100');
  call.media?.startTone(500);
  await t.clock.advance(9_000);
  assert.equal(radio.isKeyed, true);
  await t.clock.advance(3_000);
  assert.equal(radio.isKeyed, false);
  call.media?.startSilence();
  await t.clock.advance(2_000);
  radio.startTone(900);
  await t.clock.advance(9_000);
  assert.ok(call.media?.hears(900, 500));
  await t.clock.advance(3_000);
  assert.equal(call.media?.hears(900, 1000), false);
  radio.unkey();
  await t.clock.advance(2_000);
  radio.startTone(900);
  await t.clock.advance(1_000);
  assert.ok(call.media?.hears(900, 500));
  await finish([call]);
});

test('a radio whose last packet is lost falls silent by itself', async () => {
  const { t, radio, finish } = await setUp();
  const call = await enter(t, '100');
  radio.startTone(900);
  await t.clock.advance(1000);
  radio.vanish();
  await t.clock.advance(1500);
  assert.equal(stateOf(t), 'idle');
  assert.ok((call.media?.loudness(500) ?? 0) < 20);
  await finish([call]);
});

test('a radio outlives a crash, is silent while its bridge is suspended, and goes with its bridge', async () => {
  const { t, radio, finish } = await setUp();
  await t.restart('crash');
  await t.clock.advance(100);
  assert.equal(stateOf(t), 'idle');
  const suspended = await t.console.suspensions.suspend({ scope: ['900'], what: ['conference'] });
  assert.ok(suspended.ok);
  await t.clock.advance(1000);
  assert.equal(stateOf(t), 'off');
  assert.ok((await t.console.suspensions.resume(['900'])).ok);
  await t.clock.advance(1000);
  assert.equal(stateOf(t), 'idle');
  assert.ok((await t.console.conferences.remove('900')).ok);
  assert.deepEqual(t.console.radios.list(), []);
  radio.startTone(900);
  await t.clock.advance(500);
  await finish([]);
});

test('a port that another program has is said, and taken as soon as it is free', async () => {
  const t = await ExchangeUnderTest.start();
  const other = await t.host.bindDatagram({ address: t.address().address, port: LOCAL_PORT }, () => {});
  assert.ok((await t.console.radios.add(REPEATER)).ok);
  await t.clock.advance(100);
  assert.deepEqual([t.console.radios.list()[0]?.state, t.console.radios.list()[0]?.portTaken], ['off', true]);
  other.close();
  await t.clock.advance(6_000);
  assert.deepEqual(
    [t.console.radios.list()[0]?.state, t.console.radios.list()[0]?.portTaken],
    ['idle', false],
  );
  await t.finish();
});

test('what cannot be a radio is refused', async () => {
  const { t, finish } = await setUp();
  for (const [change, code] of [
    [{ name: 'Re peater' }, 'name-invalid'],
    [{}, 'name-taken'],
    [{ name: 'other' }, 'name-taken'],
    [{ name: 'other', conference: '901' }, 'not-found'],
    [{ name: 'other', address: 'radio.example.net' }, 'address-invalid'],
    [{ name: 'other', address: '224.0.0.1' }, 'address-invalid'],
    [{ name: 'other', address: '255.255.255.255' }, 'address-invalid'],
    [{ name: 'other', address: '0.0.0.0' }, 'address-invalid'],
    [{ name: 'other', address: 'ff02::1' }, 'address-invalid'],
    [{ name: 'other', remotePort: 53 }, 'setting-invalid'],
    [{ name: 'other', localPort: 70_000 }, 'setting-invalid'],
    [{ name: 'other', talkLimitS: 5 }, 'setting-invalid'],
  ] as const) {
    const added = await t.console.radios.add({ ...REPEATER, ...change });
    assert.equal(added.ok ? 'added' : added.error.code, code, JSON.stringify(change));
  }
  const { ok } = await t.console.radios.remove('repeater');
  assert.ok(ok);
  const again = await t.console.radios.remove('repeater');
  assert.equal(again.ok ? '' : again.error.code, 'not-found');
  await finish([]);
});

test('when a radio was last heard and what was lost of it is known, also while it only says that it is there', async () => {
  const { t, radio, finish } = await setUp();
  const standing = () => {
    const view = t.console.radios.list()[0];
    assert.ok(view);
    return {
      heardAgoMs: view.lastHeardAtMs && t.clock.wallTime() - view.lastHeardAtMs,
      received: view.received,
      lost: view.lost,
    };
  };
  assert.deepEqual(standing(), { heardAgoMs: null, received: 0, lost: 0 });
  radio.startTone(900);
  await t.clock.advance(1_000);
  radio.lose(5);
  await t.clock.advance(1_000);
  radio.unkey();
  await t.clock.advance(1_000);
  const { received, lost } = standing();
  assert.ok(received > 90 && lost === 5, `${received} received, ${lost} lost`);
  radio.lose(1_000_000);
  radio.startTone(900);
  await t.clock.advance(500);
  radio.unkey();
  await t.clock.advance(1_000);
  assert.equal(standing().lost, 5, 'a peer that counts from elsewhere lost nothing');
  await t.clock.advance(60_000);
  radio.unkey();
  await t.clock.advance(6_000);
  const { heardAgoMs } = standing();
  assert.ok(heardAgoMs !== null && heardAgoMs <= 6_000, `${heardAgoMs} ms ago`);
  await finish([]);
});

test('who only pings is there, and pings and call signs between frames do not disturb the sound', async () => {
  const { t, radio, finish } = await setUp();
  const call = await enter(t, '100');
  // Tag, length, three numbers, slot, colour code, the call sign.
  const whoTalks = Buffer.concat([
    Buffer.from([8, 22, 0, 0, 1, 0, 0, 0, 2, 0, 0, 3, 1, 1]),
    Buffer.from('PX0AAA\0'),
  ]);
  radio.sendBeside(3, Buffer.from('PING'));
  await t.clock.advance(6_000);
  const [idle] = t.console.radios.list();
  assert.ok(idle?.lastHeardAtMs !== null, 'a ping is a sign of life');
  assert.deepEqual([idle?.state, idle?.received], ['idle', 0]);
  radio.sendBeside(2, whoTalks);
  radio.startTone(900);
  for (let second = 0; second < 3; second++) {
    radio.sendBeside(3, Buffer.from('PING'));
    radio.sendBeside(2, whoTalks);
    await t.clock.advance(1_000);
  }
  assert.ok(Math.abs((call.media?.amplitudeOf(900, 2_000) ?? 0) - 6000) < 600);
  assert.equal(t.console.radios.list()[0]?.talker, 'PX0AAA');
  radio.unkey();
  await t.clock.advance(1_000);
  assert.deepEqual([t.console.radios.list()[0]?.talker, t.console.radios.list()[0]?.lost], [null, 0]);
  assert.doesNotMatch(JSON.stringify(t.journal.of('radio-receiving')), /PX0AAA/);
  assert.deepEqual(
    t.journal.of('radio-receiving').map(({ on }) => on),
    [true, false],
  );
  await finish([call]);
});

test('a radio is changed while it is linked: it goes to the other bridge and port, and lasts', async () => {
  const { t, radio, finish } = await setUp();
  await t.addConference('901');
  const change = { conference: '901', localPort: LOCAL_PORT + 1, talkLimitS: 60 };
  const changed = await t.clock.until(t.console.radios.change('repeater', change));
  assert.ok(changed.ok);
  await t.clock.advance(100);
  radio.remote = t.address('ipv4', LOCAL_PORT + 1);
  const call = await (await t.registered('100')).call('901');
  await t.until(() => call.state === 'answered', 'he is let in');
  call.media?.startSilence();
  await t.clock.advance(2_000);
  radio.startTone(900);
  await t.clock.advance(1_500);
  assert.ok((call.media?.amplitudeOf(900, 1_000) ?? 0) > 5_000);
  const [stored] = (await t.store.load()).radios;
  assert.deepEqual(
    [stored?.conference, stored?.localPort, stored?.talkLimitS, stored?.transmits],
    ['901', LOCAL_PORT + 1, 60, 'voice'],
  );
  const unknown = await t.clock.until(t.console.radios.change('repeater', { conference: '999' }));
  assert.equal(!unknown.ok && unknown.error.code, 'not-found');
  await finish([call]);
});
