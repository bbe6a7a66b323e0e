import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import type { Personality } from '../../../testkit/phone-personality.ts';
import { PCMA, PCMU, TELEPHONE_EVENT, USUAL_SDP } from '../../../testkit/phone-sdp.ts';
import type { Field } from '../../../testkit/wire.ts';
import { assertKeysAreUnderstood, assertTelephones } from './stage.ts';

/** Habits of phones in the field (shared/phones); each has to work against a well-behaved one, both ways. */
const HABITS: Readonly<
  Record<
    string,
    { personality?: Partial<Personality>; nat?: 'cone' | 'symmetric'; headers?: readonly Field[] }
  >
> = {
  'private addresses everywhere, behind a router': { nat: 'cone' },
  'behind a router that takes a new port for every destination': { nat: 'symmetric' },
  'no rport, compact names, as old adapters': {
    nat: 'cone',
    personality: { rport: false, compactHeaders: true },
  },
  'a nonce used again with a rising count': { personality: { reusesNonce: true } },
  'only SHA-256': { personality: { algorithm: 'SHA-256' } },
  'digest without qop': { personality: { qop: false } },
  'parameters in Contact': { personality: { contactParameters: ';line=abc;uniq=DEAD;ob' } },
  'o= that never changes': { personality: { fixedOrigin: '8000 8000' } },
  'o= of zeros': { personality: { fixedOrigin: '0 0' } },
  'c= in the media section only and no rtpmap': {
    personality: { sdpWording: { ...USUAL_SDP, connection: 'media', mapsStatic: false } },
  },
  'packets of 30 ms': { personality: { ptimeMs: 30 } },
  'packets of 10 ms': { personality: { ptimeMs: 10 } },
  'no Contact in requests within a call': { personality: { contactInDialog: false } },
  'several rates of telephone-event': {
    personality: { codecs: [PCMA, TELEPHONE_EVENT, { payloadType: 97, encoding: 'telephone-event/48000' }] },
  },
  'another number for telephone-event': {
    personality: { codecs: [PCMA, { payloadType: 127, encoding: 'telephone-event/8000' }] },
  },
  'codecs nobody knows': {
    personality: {
      codecs: [
        { payloadType: 110, encoding: 'speex/8000' },
        PCMU,
        { payloadType: 3, encoding: 'GSM/8000' },
        TELEPHONE_EVENT,
      ],
    },
  },
  AVPF: { personality: { profile: 'RTP/AVPF' } },
  'session timers and 100rel offered unasked': {
    personality: { supported: '100rel, timer, replaces, outbound, path, (null)' },
    headers: [
      ['Session-Expires', '3600;refresher=uas'],
      ['Min-SE', '90'],
    ],
  },
  'ICE candidates and other lines in SDP': {
    personality: {
      extraSdpLines: [
        'a=ice-ufrag:abcd',
        'a=candidate:1 1 UDP 2130706431 192.168.1.20 40000 typ host',
        'a=rtcp-xr:rcvr-rtt=all:10000',
        'a=ssrc:12345 cname:phone@192.168.1.20',
        'b=AS:64',
        'a=rtcp-mux',
      ],
    },
  },
  'holds with inactive': { personality: { holdStyle: 'inactive' } },
  'holds with address 0.0.0.0': { personality: { holdStyle: 'zero-address' } },
  'rings without saying Trying': { personality: { sendsTrying: false } },
  'answers without ringing': { personality: { rings: false } },
};

for (const [habit, { personality = {}, nat, headers = [] }] of Object.entries(HABITS)) {
  test(`a phone with ${habit} calls, is called, holds and is understood`, async () => {
    const t = await ExchangeUnderTest.start();
    const place =
      nat === undefined ? {} : { nat: t.nat('203.0.113.200', { kind: nat }), address: '192.168.1.20' };
    const extraHeaders = { INVITE: headers };
    const odd = await t.registered('100', { personality: { extraHeaders, ...personality }, ...place });
    const plain = await t.registered('101');
    await assertTelephones(t, odd, plain);
    await assertKeysAreUnderstood(t, odd);
    assert.equal((await t.clock.until(odd.unregister())).status, 200);
    await t.finish();
  });
}

test('two accounts of one device with one Call-ID are kept apart', async () => {
  const t = await ExchangeUnderTest.start();
  const device = await t.registered('101');
  const second = await t.registered('102', { address: device.address, port: 5062 });
  const caller = await t.registered('100');
  const callDevice = await caller.call('101');
  const callSecond = await caller.call('102');
  await t.until(() => device.isCalled && second.isCalled, 'both ring');
  assert.notEqual(device.incoming.callId, second.incoming.callId);
  callDevice.cancel();
  callSecond.cancel();
  await t.finish();
});
