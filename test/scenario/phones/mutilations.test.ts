/** What routers do to SIP on its way, and that phones behind them telephone all the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, type PhoneSetUp } from '../../../testkit/exchange-under-test.ts';
import {
  ANNOUNCES_A_CLOSED_PORT,
  announcesElsewhere,
  CORRUPTS_RPORT,
  FORGETS_THE_LENGTH,
  forgets,
  LOSES_REQUESTS,
  onlyOnPort,
  REPLACES_BLINDLY,
  REWRITES_CALL_ID_TOO,
  REWRITES_VIA_AND_CONTACT,
} from '../../../testkit/meddling-routers.ts';
import type { ApplicationGateway, NatOptions } from '../../../testkit/memory-nat.ts';
import { HT801, PAP2T } from '../../../testkit/personalities/adapters.ts';
import { GXP, POLYCOM, YEALINK } from '../../../testkit/personalities/desk-phones.ts';
import type { PhoneModel } from '../../../testkit/personalities/phone-model.ts';
import { MICROSIP, ZOIPER } from '../../../testkit/personalities/programs.ts';
import type { Phone } from '../../../testkit/phone.ts';
import { field } from '../../../testkit/wire.ts';
import { assertEnds, assertKeysAreUnderstood, assertTelephones } from './stage.ts';

const EXTRA_PORT = 5070;

interface Place extends Omit<NatOptions, 'publicAddress' | 'gateway'> {
  readonly publicAddress?: string;
  readonly address?: string;
  readonly exchangePort?: number;
}

function behind(
  t: ExchangeUnderTest,
  model: PhoneModel,
  gateway: ApplicationGateway,
  place: Place = {},
): PhoneSetUp {
  const {
    publicAddress = '203.0.113.200',
    address = '192.168.1.20',
    exchangePort = 5060,
    ...options
  } = place;
  const { personality, transport } = model;
  return {
    personality,
    transport,
    address,
    exchangePort,
    nat: t.nat(publicAddress, { ...options, gateway }),
  };
}

/** Counts the packets that were changed, so that no story is told about a router that does nothing. */
function counting(
  { outbound, inbound }: ApplicationGateway,
  damage: { packets: number },
): ApplicationGateway {
  const watched =
    (pass: ApplicationGateway['outbound']): Required<ApplicationGateway>['outbound'] =>
    (packet) => {
      const passed = pass ? pass(packet) : packet.bytes;
      if (!passed || Buffer.compare(passed, packet.bytes) !== 0) damage.packets += 1;
      return passed;
    };
  return { outbound: watched(outbound), inbound: watched(inbound) };
}

function mutilation(
  name: string,
  gateway: ApplicationGateway,
  models: readonly PhoneModel[],
  place: Place = {},
  then: (t: ExchangeUnderTest, odd: Phone, plain: Phone) => void | Promise<void> = () => {},
): void {
  for (const model of models)
    test(`${name}: ${model.name}`, async () => {
      const t = await ExchangeUnderTest.start({ settings: { sipExtraPorts: [EXTRA_PORT] } });
      const damage = { packets: 0 };
      const odd = await t.registered('100', behind(t, model, counting(gateway, damage), place));
      const plain = await t.registered('101');
      await assertTelephones(t, odd, plain);
      await assertKeysAreUnderstood(t, odd);
      const isLeftAlone = place.kind === 'symmetric' || place.exchangePort === EXTRA_PORT;
      assert.equal(damage.packets === 0, isLeftAlone, `${damage.packets} packets were changed`);
      await then(t, odd, plain);
      assert.equal((await t.clock.until(odd.unregister())).status, 200);
      assert.equal(t.counts.registrations, 1);
      await t.finish();
    });
}

mutilation('1. Contact and Via carry the public address', REWRITES_VIA_AND_CONTACT, [YEALINK, PAP2T, ZOIPER]);

mutilation('2. Call-ID as well', REWRITES_CALL_ID_TOO, [YEALINK, POLYCOM]);

mutilation('3. the source port is another for every destination, Via untouched', {}, [YEALINK, PAP2T], {
  kind: 'symmetric',
});

mutilation('4. every private address is replaced, in candidates too', REPLACES_BLINDLY, [
  {
    ...MICROSIP,
    personality: {
      ...MICROSIP.personality,
      extraSdpLines: ['a=ice-ufrag:abcd', 'a=candidate:1 1 UDP 2130706431 192.168.1.20 40002 typ host'],
    },
  },
]);

mutilation('5. the body became longer, its length stayed', FORGETS_THE_LENGTH, [YEALINK, GXP, PAP2T], {
  address: '10.0.0.2',
});

mutilation('5. the body became shorter, its length stayed', FORGETS_THE_LENGTH, [YEALINK, GXP, PAP2T], {
  publicAddress: '203.0.113.5',
  address: '192.168.100.200',
});

mutilation('6. answers tell the phone a wrong port', CORRUPTS_RPORT, [MICROSIP, ZOIPER], {}, (t) => {
  assert.ok(t.counts.registrations <= 3, 'its past Contacts do not pile up');
});

test('7. requests go to a wrong port while the phone goes on registering: the caller is told, and the next mapping works', async () => {
  const t = await ExchangeUnderTest.start();
  const broken = { value: true };
  const gateway: ApplicationGateway = {
    inbound: (packet) => (broken.value ? LOSES_REQUESTS.inbound?.(packet) : packet.bytes),
  };
  const place = behind(t, HT801, gateway);
  const odd = await t.registered('100', place);
  const plain = await t.registered('101');
  const call = await plain.call('100');
  await t.until(() => call.state === 'ended', 'the caller is told', 40_000);
  assert.ok([408, 480].includes(call.finalStatus ?? 0), `${call.finalStatus}`);
  assert.equal(odd.isCalled, false);

  broken.value = false;
  place.nat?.forgetMappings();
  assert.equal((await t.clock.until(odd.register())).status, 200);
  assert.equal(t.counts.registrations, 2, 'the new mapping took the place of the old');
  await assertTelephones(t, odd, plain);
  await t.finish();
});

mutilation('8. SDP announces a port that is closed, the sound comes from another', ANNOUNCES_A_CLOSED_PORT, [
  YEALINK,
  GXP,
  PAP2T,
]);

test('9. one of several phones behind a router vanishes: the others ring, and nobody waits for it', async () => {
  const t = await ExchangeUnderTest.start();
  const gateway: { current: ApplicationGateway } = { current: {} };
  const nat = t.nat('203.0.113.200', {
    gateway: {
      inbound: (packet) => (gateway.current.inbound ? gateway.current.inbound(packet) : packet.bytes),
    },
  });
  const { personality } = GXP;
  const lost = await t.registered('100', { nat, address: '192.168.1.20', personality });
  const other = await t.registered('100', { nat, address: '192.168.1.21', personality: YEALINK.personality });
  const neighbour = await t.registered('102', {
    nat,
    address: '192.168.1.22',
    personality: POLYCOM.personality,
  });
  const plain = await t.registered('101');
  gateway.current = forgets('192.168.1.20');

  const { call, incoming } = await t.talk(plain, other);
  await assertEnds(t, call, incoming);
  await assertTelephones(t, neighbour, plain);
  assert.equal(lost.isCalled, false);

  gateway.current = {};
  assert.equal((await t.clock.until(lost.register())).status, 200);
  await assertTelephones(t, neighbour, lost);
  await t.finish({ lossy: true });
});

const HELPER = onlyOnPort(5060, announcesElsewhere('198.51.100.77'));

mutilation('10. a helper of the kernel sends the sound elsewhere', HELPER, [YEALINK, GXP]);

mutilation(
  '10. which leaves another port alone',
  HELPER,
  [YEALINK],
  { exchangePort: EXTRA_PORT },
  (_t, odd) => {
    const [invite] = odd.log.flatMap(({ direction, message }) =>
      direction === 'sent' && message?.method === 'INVITE' ? [message] : [],
    );
    assert.match(field(invite ?? assert.fail(), 'via'), /192\.168\.1\.20/);
  },
);
