/** What phones in the field do that an exchange may trip over, worst first, and that ours does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, type PhoneSetUp } from '../../../testkit/exchange-under-test.ts';
import { FRITZBOX, HT801, OBI, PAP2T, SPA } from '../../../testkit/personalities/adapters.ts';
import {
  CISCO_7940,
  CISCO_7970,
  FANVIL,
  GXP,
  POLYCOM,
  SNOM,
  YEALINK,
} from '../../../testkit/personalities/desk-phones.ts';
import type { PhoneModel } from '../../../testkit/personalities/phone-model.ts';
import {
  ASTERISK,
  BARESIP,
  BRIA,
  GROUNDWIRE,
  LINPHONE,
  MICROSIP,
  ZOIPER,
} from '../../../testkit/personalities/programs.ts';
import type { Phone } from '../../../testkit/phone.ts';
import type { Personality } from '../../../testkit/phone-personality.ts';
import { G722, PCMA, PCMU, TELEPHONE_EVENT } from '../../../testkit/phone-sdp.ts';
import { type Field, field } from '../../../testkit/wire.ts';
import { assertEnds, assertKeysAreUnderstood, assertTelephones, placeOf } from './stage.ts';

/** Registers, calls both ways, holds both ways, hangs up, dials a key, unregisters; `then` looks at what is special. */
function quirk(
  name: string,
  phones: readonly (PhoneModel | Partial<Personality>)[],
  then: (t: ExchangeUnderTest, odd: Phone, plain: Phone) => void | Promise<void> = () => {},
  place: PhoneSetUp = {},
): void {
  for (const one of phones) {
    const model = 'stands' in one ? (one as PhoneModel) : undefined;
    test(model ? `${name}: ${model.name}` : name, async () => {
      const t = await ExchangeUnderTest.start();
      const setUp = model ? placeOf(t, model) : { personality: one as Partial<Personality> };
      const odd = await t.registered('100', { ...setUp, ...place });
      const plain = await t.registered('101');
      await assertTelephones(t, odd, plain);
      await assertKeysAreUnderstood(t, odd);
      await then(t, odd, plain);
      assert.equal((await t.clock.until(odd.unregister())).status, 200);
      await t.finish();
    });
  }
}

/** An hour and more of a phone's own life: nothing refused, the binding there. */
async function assertStaysRegistered(t: ExchangeUnderTest, phone: Phone, forMs: number): Promise<void> {
  phone.registration.keep();
  await t.clock.advance(forMs);
  phone.registration.stop();
  assert.deepEqual([...new Set(phone.registration.outcomes)], [200]);
}

const HOUR_MS = 3_600_000;

quirk('1. Contact shows a private address, packets come from elsewhere', [YEALINK, GXP, CISCO_7940]);

quirk('2. Via without rport', [PAP2T, POLYCOM, CISCO_7940], (_t, odd) => {
  for (const { direction, message } of odd.log)
    if (direction === 'sent' && message?.method) assert.doesNotMatch(message.text, /;rport/);
});

quirk('3. sends from a high port and hears only 5060', [CISCO_7970], async (t, odd, plain) => {
  await t.restart('crash');
  const call = await plain.call('100');
  await t.until(() => call.state === 'ringing', 'it can be called after a restart');
  call.cancel();
  await t.until(() => odd.incoming.state === 'ended', 'and stops ringing');
});

quirk('4. a nonce is used again unasked, with a rising count', [HT801, BARESIP, SNOM], async (t, odd) => {
  const before = odd.received(401).length;
  assert.equal((await t.clock.until(odd.register())).status, 200);
  assert.equal(odd.received(401).length, before, 'and taken without another challenge');
});

quirk(
  '4. a nonce is used again without a count, or with one that does not rise',
  [LINPHONE, FRITZBOX, { reusesNonce: true, qop: false }],
  async (t, odd) => {
    const before = odd.received(401).length;
    assert.equal((await t.clock.until(odd.register())).status, 200);
    assert.equal((await t.clock.until(odd.register())).status, 200);
    const challenges = odd.received(401).slice(before);
    assert.ok(challenges.length >= 1);
    assert.ok(
      challenges.every((challenge) => /stale=true/i.test(field(challenge, 'www-authenticate'))),
      'it is told that only the nonce is old',
    );
    assert.equal(odd.received(403).length, 0);
  },
);

quirk(
  '5. a challenge to an old nonce without stale is taken for a wrong password',
  [BARESIP],
  async (t, odd) => {
    await assertStaysRegistered(t, odd, 3 * HOUR_MS);
    await t.restart('crash');
    await assertStaysRegistered(t, odd, 2 * HOUR_MS);
  },
);

quirk('6. sulks for twenty minutes after a 403', [HT801, SPA], async (t, odd) => {
  await assertStaysRegistered(t, odd, 2 * HOUR_MS);
  await t.restart('close');
  // Its own refresh comes within the hour; a refusal meanwhile would cost it twenty minutes.
  await assertStaysRegistered(t, odd, HOUR_MS);
  assert.equal(odd.received(403).length, 0);
});

test('6. a phone with a wrong password gets its 403 last, with the time it is for', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { ...placeOf(t, HT801), password: 'mistyped' });
  phone.registration.keep();
  await t.until(() => phone.registration.outcomes.includes(403), 'it is refused', HOUR_MS);
  assert.deepEqual(new Set(phone.registration.outcomes.slice(0, -1)), new Set([401]));
  assert.equal(field(phone.received(403)[0] ?? assert.fail(), 'retry-after'), '3600');
  phone.credentials.password = 'correct horse 100';
  await t.until(() => t.counts.registrations === 1, 'it comes back when the ban is over', 2 * HOUR_MS);
  phone.registration.stop();
  await t.finish();
});

quirk('7. only the first challenge is read', [MICROSIP, { algorithm: 'first' }], (_t, odd) => {
  const challenges = (odd.received(401)[0]?.headers ?? []).filter(([name]) => name === 'www-authenticate');
  assert.deepEqual(
    challenges.map(([, value]) => /algorithm=([\w-]+)/.exec(value)?.[1]),
    ['MD5', 'SHA-256'],
  );
});

quirk(
  '8. parameters of the Contact come back letter by letter as Request-URI',
  [FRITZBOX, SNOM, BRIA, MICROSIP, LINPHONE],
  (_t, odd) => {
    const invites = odd.received('INVITE');
    assert.ok(invites.length > 0);
    for (const { requestUri } of invites) assert.equal(requestUri, odd.contactUri);
  },
);

quirk('9. no Request-URI but the registered Contact is known', [CISCO_7940, { wantsItsContact: true }]);

quirk(
  '10. an INVITE longer than a packet',
  [ZOIPER, { ...LINPHONE.personality, profile: 'RTP/AVP' }],
  async (t, odd, plain) => {
    const longest = { sent: 0, received: 0 };
    t.network.tap(({ bytes, from }) => {
      const way = from.address === t.address().address ? 'sent' : 'received';
      longest[way] = Math.max(longest[way], bytes.length);
    });
    const { call, incoming } = await t.talk(odd, plain);
    assert.ok(longest.sent < 1300, `what we send the other phone stays small: ${longest.sent}`);
    await assertEnds(t, incoming, call);
  },
);

test('10. an offer of every codec and five kilobytes becomes a small one for the other phone', async () => {
  const t = await ExchangeUnderTest.start();
  const extraSdpLines = Array.from(
    { length: 60 },
    (_, i) => `a=candidate:${i} 1 UDP 2130706431 192.168.1.20 ${40_000 + i} typ host generation 0`,
  );
  const large = await t.registered('100', {
    ...placeOf(t, ZOIPER),
    personality: { ...ZOIPER.personality, extraSdpLines },
  });
  const plain = await t.registered('101');
  await assertTelephones(t, large, plain);
  assert.ok((large.log.find(({ message }) => message?.method === 'INVITE')?.text.length ?? 0) > 5000);
  const [invite] = plain.received('INVITE');
  assert.ok((invite?.text.length ?? 0) < 1300, `${invite?.text.length} bytes`);
  await t.finish();
});

quirk('11. several rates of telephone-event', [ZOIPER, MICROSIP, LINPHONE], (_t, _odd, plain) => {
  for (const { body } of plain.received('INVITE')) {
    const rates = [...body.matchAll(/telephone-event\/(\d+)/g)].map(([, rate]) => rate);
    assert.deepEqual(rates, ['8000'], 'the other phone is offered the one that goes with its codec');
  }
});

quirk('11. another number for telephone-event', [
  { codecs: [PCMA, { payloadType: 127, encoding: 'telephone-event/8000' }] },
]);

quirk('12. AVPF, and the same audio once more encrypted', [LINPHONE], (_t, odd) => {
  const answers = odd.received(200).filter(({ body }) => body !== '');
  assert.ok(answers.length > 0);
  for (const { body } of answers) {
    const sections = body.split('\r\n').filter((line) => line.startsWith('m='));
    assert.match(sections[0] ?? '', /^m=audio [1-9]\d* RTP\/AVPF /);
    assert.match(sections[1] ?? '', /^m=audio 0 RTP\/SAVPF/);
    assert.match(sections[2] ?? '', /^m=video 0 RTP\/AVPF/);
  }
});

quirk('13. compact header names mixed with long ones', [PAP2T, SPA], (_t, odd) => {
  assert.match(odd.sentText, /^v: [\s\S]*^CSeq: /m);
});

quirk('14. headers in any order, Via last, some behind Content-Length', [OBI, CISCO_7970]);

for (const kind of ['CRLF', 'double CRLF', 'empty', 'zero byte', 'OPTIONS', 'NOTIFY'] as const) {
  quirk(`15. ${kind} to hold the router open`, [{ keepAlive: { kind, everyS: 15 } }], async (t, odd) => {
    const before = odd.received(401).length;
    await assertStaysRegistered(t, odd, 125_000);
    const asks = kind === 'OPTIONS' || kind === 'NOTIFY';
    const pongs = odd.received(200).filter((response) => field(response, 'cseq').endsWith(kind));
    assert.equal(pongs.length, asks ? 8 : 0, 'a request is answered 200, the rest swallowed');
    assert.ok(odd.received(401).length - before <= 1, 'nothing but the REGISTER was challenged');
  });
}

const TIMERS: readonly Field[] = [
  ['Session-Expires', '3600;refresher=uas'],
  ['Min-SE', '90'],
];

quirk('16. Session-Expires though nobody asked', [
  SNOM,
  ASTERISK,
  { supported: 'timer', extraHeaders: { INVITE: TIMERS } },
]);

quirk('17. Supported: 100rel by default', [POLYCOM, SNOM, FRITZBOX, { supported: '100rel, (null)' }]);

quirk('18. c=, direction, rtpmap and fmtp where each firmware likes them', [
  CISCO_7940,
  POLYCOM,
  GXP,
  ZOIPER,
  YEALINK,
]);

quirk('19. packets of 30 ms', [PAP2T, GROUNDWIRE, { ptimeMs: 30 }]);
quirk('19. packets of 10 ms', [{ ptimeMs: 10 }]);

quirk('20. numbers in o= that never change', [GXP, HT801, ZOIPER, { fixedOrigin: '0 0' }]);

quirk('21. no Contact in requests within a call', [FANVIL]);

quirk(
  '22. odd grammar: names without quotes, To without brackets, folded lines, padded lengths, (null), raw UTF-8',
  [PAP2T, FANVIL, LINPHONE, POLYCOM, SNOM, GXP, CISCO_7970, BRIA],
);

test('22. a tel URI is the number it holds', async () => {
  const t = await ExchangeUnderTest.start();
  const odd = await t.registered('100', placeOf(t, GXP));
  const plain = await t.registered('101');
  const call = await odd.call('tel:101');
  await t.until(() => plain.isCalled, 'it rings');
  call.cancel();
  await t.until(() => plain.incoming.state === 'ended', 'and stops');
  await t.finish();
});

quirk('22. credentials without quotes, or with quotes around everything', [
  { digestWording: { quoted: [], separator: ',' } },
  {
    digestWording: {
      quoted: ['username', 'realm', 'nonce', 'uri', 'response', 'algorithm', 'qop', 'nc', 'cnonce'],
      separator: ' , ',
    },
  },
]);

for (const expiryPlace of ['header', 'contact', 'both'] as const)
  quirk(
    `23. the time of a registration in ${expiryPlace}`,
    [{ expiryPlace, expiresS: 600 }],
    async (t, odd) => {
      const response = await t.clock.until(odd.register());
      assert.match(field(response, 'contact'), /;expires=600/);
    },
  );

test('23. a Grandstream that clears everything at its start costs the other phones no longer than their refresh', async () => {
  const t = await ExchangeUnderTest.start();
  const app = await t.phone('100', placeOf(t, MICROSIP));
  app.registration.keep();
  await t.until(() => t.counts.registrations === 1, 'the app is registered');
  const desk = await t.registered('100', { personality: GXP.personality });
  assert.equal(t.counts.registrations, 2);
  // RFC 3261 §10.2.2 has `*` mean every binding: whoever lost a phone relies on it.
  const cleared = await t.clock.until(desk.register({ contact: '*', expires: 0 }));
  assert.equal(cleared.status, 200);
  assert.equal(t.counts.registrations, 0);
  assert.equal((await t.clock.until(desk.register())).status, 200);
  await t.until(() => t.counts.registrations === 2, 'the app comes back', 300_000);
  app.registration.stop();
  await t.finish();
});

test('23. a Snom is never told less than the fifteen seconds it takes for a mistake', async () => {
  const t = await ExchangeUnderTest.start();
  const snom = await t.registered('100', placeOf(t, SNOM));
  await t.clock.advance(3_595_000);
  assert.equal((await t.clock.until(snom.register())).status, 200);
  const [, granted = ''] =
    /;expires=(\d+)/.exec(field(snom.received(200).at(-1) ?? assert.fail(), 'contact')) ?? [];
  assert.ok(Number(granted) >= 60);
  await t.finish();
});

const UNASKED: readonly (readonly [
  what: string,
  method: string,
  headers: readonly Field[],
  user?: string,
])[] = [
  [
    'its settings, as at the start of a desk phone',
    'SUBSCRIBE',
    [
      ['Event', 'ua-profile;profile-type="device"'],
      ['Expires', '0'],
    ],
  ],
  [
    'its mailbox for ever',
    'SUBSCRIBE',
    [
      ['Event', 'message-summary'],
      ['Expires', '2147483647'],
    ],
  ],
  [
    'keys of a big exchange',
    'SUBSCRIBE',
    [
      ['Event', 'as-feature-event'],
      ['Expires', '3600'],
    ],
  ],
  [
    'a quality report',
    'PUBLISH',
    [
      ['Event', 'vq-rtcpxr'],
      ['Content-Type', 'application/vq-rtcpxr'],
      ['Expires', '0'],
    ],
  ],
  [
    'an alarm',
    'REFER',
    [
      ['Refer-To', '<cid:alarm@192.168.1.20>'],
      ['Content-Type', 'application/x-cisco-alarm+xml'],
    ],
  ],
  ['a call to itself when the receiver is lifted', 'INVITE', [['Expires', '30']], '100'],
];

for (const [what, method, headers, user] of UNASKED)
  quirk(`24. asks unasked: ${what}`, [{ ...GXP.personality, extraHeaders: {} }], async (t, odd) => {
    const uri = user === undefined ? `sip:${odd.domain}` : `sip:${user}@${odd.domain};avaya-cm-fnu=off-hook`;
    const extra: Field[] = [...headers, odd.contact];
    const response = await t.answerWithin(3000, odd.ask(method, uri, { extra }));
    assert.ok(response?.status !== undefined && response.status !== 400, 'it gets its answer at once');
    assert.equal(t.journal.of('authentication-failed').filter(({ counted }) => counted).length, 0);
    assert.equal(t.counts.registrations, 2);
  });

test('25. two accounts of one device with one Call-ID are kept apart', async () => {
  const t = await ExchangeUnderTest.start();
  const device = await t.registered('101', { personality: GXP.personality });
  const second = await t.registered('102', {
    address: device.address,
    port: 5062,
    personality: GXP.personality,
  });
  const caller = await t.registered('100');
  const callDevice = await caller.call('101');
  const callSecond = await caller.call('102');
  await t.until(() => device.isCalled && second.isCalled, 'both ring');
  assert.notEqual(device.incoming.callId, second.incoming.callId);
  callDevice.cancel();
  callSecond.cancel();
  await t.until(() => second.incoming.state === 'ended' && device.incoming.state === 'ended', 'both stop');
  await assertTelephones(t, device, caller);
  await assertTelephones(t, second, device);
  await t.finish();
});

quirk('codecs nobody knows among known ones', [
  {
    codecs: [
      { payloadType: 110, encoding: 'speex/8000' },
      PCMU,
      { payloadType: 3, encoding: 'GSM/8000' },
      G722,
      TELEPHONE_EVENT,
    ],
  },
]);
quirk('only SHA-256', [{ algorithm: 'SHA-256' }]);
quirk('digest without qop', [{ qop: false }]);
quirk('hold by inactive, by address 0.0.0.0, by nothing said', [
  { holdStyle: 'inactive' },
  { holdStyle: 'zero-address' },
  { holdStyle: 'unsaid' },
]);
quirk('rings without saying Trying, or answers without ringing', [{ sendsTrying: false }, { rings: false }]);
quirk('keys by INFO, or both ways at once', [{ keyStyle: 'info' }, { keyStyle: 'both' }]);
