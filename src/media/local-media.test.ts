import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../testkit/memory-network.ts';
import { RtpProbe } from '../../testkit/rtp-probe.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import type { Network } from '../base/sockets.ts';
import { DEFAULT_SOUND } from './conference/conference-sound.ts';
import { LocalMedia } from './local-media.ts';
import type { MediaStream, StreamFact, StreamPlan } from './media-plane.ts';

const SERVER = '198.51.100.1';
const SERVER_V6 = '2001:db8::1';
const PHONE = '192.0.2.10';

function setUp(ports = { from: 20_000, to: 20_007 }) {
  const clock = new FakeClock();
  const random = seededRandom(5);
  const network = new MemoryNetwork({ clock, random });
  const host = network.host([SERVER, SERVER_V6]);
  const addresses = { ipv4: SERVER, ipv6: SERVER_V6 };
  const media = new LocalMedia({ network: host, clock, random, ports, addresses });
  return { clock, random, network, host, media };
}

async function open(media: LocalMedia, family: 'ipv4' | 'ipv6' = 'ipv4'): Promise<MediaStream> {
  const opened = await media.openStream(family);
  assert.ok(opened.ok);
  return opened.value;
}

function plan(changes: Partial<StreamPlan> = {}): StreamPlan {
  return {
    announced: { address: PHONE, port: 4000 },
    signallingAddress: PHONE,
    receive: [
      { number: 8, encoding: 'PCMA/8000' },
      { number: 101, encoding: 'telephone-event/8000' },
    ],
    send: [
      { number: 8, encoding: 'PCMA/8000' },
      { number: 101, encoding: 'telephone-event/8000' },
    ],
    ptimeMs: 20,
    direction: 'sendrecv',
    ...changes,
  };
}

test('ports are even, different and drawn from the range', async () => {
  const { media } = setUp({ from: 20_001, to: 20_009 });
  const streams = [await open(media), await open(media), await open(media), await open(media)];
  assert.deepEqual(streams.map(({ port }) => port).sort(), [20_002, 20_004, 20_006, 20_008]);
  assert.equal(media.totals.portsUsed, 8);
  assert.deepEqual(await media.openStream('ipv4'), { ok: false, error: 'out-of-ports' });
  assert.ok((await media.openStream('ipv6')).ok);
  await media.close();
});

test('the ports of a call cannot be foretold from those before', async () => {
  const { media } = setUp({ from: 20_000, to: 40_999 });
  const ports: number[] = [];
  for (let i = 0; i < 50; i++) ports.push((await open(media)).port);
  const steps = ports.slice(1).map((port, index) => Math.abs(port - (ports[index] ?? 0)));
  assert.ok(steps.filter((step) => step < 100).length < 5);
  await media.close();
});

test('a closed pair drains two to four seconds, then can be had again', async () => {
  const { clock, host, media } = setUp({ from: 20_000, to: 20_001 });
  const stream = await open(media);
  stream.close();
  stream.close();
  await clock.advance(1990);
  assert.equal(host.openSockets, 2);
  assert.equal((await media.openStream('ipv4')).ok, false);
  await clock.advance(2020);
  assert.equal(host.openSockets, 0);
  assert.equal(media.totals.portsUsed, 0);
  assert.ok((await media.openStream('ipv4')).ok);
  await media.close();
});

test('ports that others have bound are passed over', async () => {
  const { clock, host, media } = setUp({ from: 20_000, to: 20_005 });
  await host.bindDatagram({ address: SERVER, port: 20_001 }, () => {});
  const other = await host.bindDatagram({ address: SERVER, port: 20_002 }, () => {});
  const stream = await open(media);
  assert.equal(stream.port, 20_004);
  assert.equal((await media.openStream('ipv4')).ok, false);
  other.close();
  await clock.advance(61_000);
  assert.equal((await open(media)).port, 20_002);
  await media.close();
  assert.equal(host.openSockets, 1);
});

test('nothing is left after close, and nothing opens any more', async () => {
  const { clock, host, media } = setUp();
  const stream = await open(media);
  stream.configure(plan());
  stream.join('600', { muted: false, announceTone: true, sound: DEFAULT_SOUND });
  stream.play('join');
  (await open(media)).close();
  await clock.advance(100);
  await media.close();
  await media.close();
  await clock.advance(10);
  assert.equal(clock.pendingTimers, 0);
  assert.equal(host.openSockets, 0);
  assert.equal((await media.openStream('ipv4')).ok, false);
});

test('no timer runs while no stream is open', async () => {
  const { clock, media } = setUp();
  const stream = await open(media);
  stream.close();
  await clock.advance(5000);
  assert.equal(clock.pendingTimers, 0);
  await media.close();
});

test('echo sends back what is heard, keys too, and reports the keys', async () => {
  const { clock, random, network, media } = setUp();
  const stream = await open(media);
  const facts: StreamFact[] = [];
  stream.onFact = (fact) => facts.push(fact);
  const send = [
    { number: 8, encoding: 'PCMA/8000' },
    { number: 96, encoding: 'telephone-event/8000' },
  ];
  stream.configure(plan({ send }));
  stream.echo();
  const probe = await RtpProbe.open({
    network: network.host(PHONE),
    clock,
    random,
    address: PHONE,
    port: 4000,
  });
  probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
  probe.codecs = plan().receive.map(({ number, encoding }) => ({ payloadType: number, encoding }));
  probe.startTone(440);
  await clock.advance(500);
  assert.ok(probe.hears(440));
  probe.pressKey('*', 100);
  await clock.advance(400);
  assert.deepEqual(facts, [{ kind: 'dtmf', digit: '*', durationMs: 100 }]);
  assert.ok(probe.packets.some(({ payloadType }) => payloadType === 96));
  await media.close();
});

test('keys are reported before a stream is connected, for a PIN', async () => {
  const { clock, random, network, media } = setUp();
  const stream = await open(media);
  const facts: StreamFact[] = [];
  stream.onFact = (fact) => facts.push(fact);
  stream.configure(plan());
  const probe = await RtpProbe.open({
    network: network.host(PHONE),
    clock,
    random,
    address: PHONE,
    port: 4000,
  });
  probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
  probe.codecs = plan().receive.map(({ number, encoding }) => ({ payloadType: number, encoding }));
  probe.startSilence();
  probe.pressKey('4', 100);
  await clock.advance(500);
  assert.deepEqual(facts, [{ kind: 'dtmf', digit: '4', durationMs: 100 }]);
  assert.equal(probe.packets.length, 0);
  await media.close();
});

test('echo works over IPv6', async () => {
  const { clock, random, network, media } = setUp();
  const stream = await open(media, 'ipv6');
  const address = '2001:db8:1::10';
  stream.configure(plan({ announced: { address, port: 4000 }, signallingAddress: address }));
  stream.echo();
  const probe = await RtpProbe.open({ network: network.host(address), clock, random, address, port: 4000 });
  probe.remote = { family: 'ipv6', address: SERVER_V6, port: stream.port };
  probe.codecs = [{ payloadType: 8, encoding: 'PCMA/8000' }];
  probe.startTone(440);
  await clock.advance(500);
  assert.ok(probe.hears(440));
  await media.close();
});

test('an attacker from elsewhere is neither heard nor sent to, before the phone speaks, while and after', async () => {
  const { clock, random, network, media } = setUp();
  const stream = await open(media);
  stream.configure(plan());
  stream.echo();
  const at = async (address: string) => {
    const probe = await RtpProbe.open({ network: network.host(address), clock, random, address, port: 4000 });
    probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
    probe.codecs = [{ payloadType: 8, encoding: 'PCMA/8000' }];
    return probe;
  };
  const attacker = await at('203.0.113.66');
  const phone = await at(PHONE);
  attacker.startTone(1000);
  await clock.advance(2000);
  phone.startTone(440);
  await clock.advance(2000);
  assert.ok(phone.hears(440) && !phone.hears(1000));
  phone.stop();
  await clock.advance(5000);
  phone.startTone(440);
  await clock.advance(1000);
  assert.equal(attacker.packets.length, 0);
  assert.equal(phone.packets.length, phone.sent - 1);
  assert.ok(phone.packets.every(({ payload }) => payload.length === 160));
  await media.close();
});

test('a third party named in SDP gets fifty packets and no more', async () => {
  const { clock, random, network, media } = setUp();
  const victim = '203.0.113.77';
  const talking = await open(media);
  const silent = await open(media);
  talking.configure(plan());
  silent.configure(plan({ announced: { address: victim, port: 4000 } }));
  talking.relayTo(silent);
  const seen: number[] = [];
  network.tap(({ to }) => {
    if (to.address === victim) seen.push(to.port);
  });
  const phone = await RtpProbe.open({
    network: network.host(PHONE),
    clock,
    random,
    address: PHONE,
    port: 4000,
  });
  phone.remote = { family: 'ipv4', address: SERVER, port: talking.port };
  phone.codecs = [{ payloadType: 8, encoding: 'PCMA/8000' }];
  phone.startTone(440);
  await clock.advance(20_000);
  assert.equal(seen.length, 50);
  silent.configure(plan({ announced: { address: victim, port: 5000 } }));
  await clock.advance(2000);
  assert.equal(seen.length, 50);
  await media.close();
});

test('a phone that may only listen keeps its sound by its RTCP', async () => {
  const { clock, random, network, media } = setUp();
  const stream = await open(media);
  stream.configure(plan({ direction: 'recvonly' }));
  stream.join('600', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
  const phone = await RtpProbe.open({
    network: network.host(PHONE),
    clock,
    random,
    address: PHONE,
    port: 4000,
  });
  phone.remote = { family: 'ipv4', address: SERVER, port: stream.port };
  await clock.advance(3000);
  assert.ok(phone.packets.length <= 50);
  phone.sendRtcp(Uint8Array.of(0x80, 201, 0, 1, 0, 0, 0, 9));
  await clock.advance(2000);
  assert.ok(phone.packets.length > 140);
  await media.close();
});

test('two of our own streams are not led into each other', async () => {
  const { clock, network, media } = setUp();
  const one = await open(media);
  const two = await open(media);
  one.configure(plan({ announced: { address: SERVER, port: two.port }, signallingAddress: SERVER }));
  one.join('600', { muted: false, announceTone: true, sound: DEFAULT_SOUND });
  let packets = 0;
  network.tap(() => packets++);
  await clock.advance(1000);
  assert.equal(packets, 0);
  await media.close();
});

test('packets may gather while they only wait for a conference, and not while any is passed on', async () => {
  const { clock, random, host } = setUp();
  const gathered: number[] = [];
  const network: Network = {
    bindDatagram: (...args) => host.bindDatagram(...args),
    listenStream: (...args) => host.listenStream(...args),
    mayGather: (ms) => gathered.push(ms),
  };
  const ports = { from: 20_000, to: 20_007 };
  const media = new LocalMedia({ network, clock, random, ports, addresses: { ipv4: SERVER } });
  const seated = await open(media);
  seated.configure(plan());
  await clock.advance(1000);
  seated.join('900', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
  await clock.advance(1000);
  const [one, other] = [await open(media), await open(media)];
  one.relayTo(other);
  await clock.advance(1000);
  one.close();
  await clock.advance(1000);
  assert.deepEqual(gathered, [2, 5, 2, 5]);
  await media.close();
});
