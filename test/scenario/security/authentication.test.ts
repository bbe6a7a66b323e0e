/** Security requirements SR-1 to SR-6: who may ask anything, and what a stranger learns. */
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { mock, test } from 'node:test';
import { authorization, type Challenge } from '../../../testkit/digest-client.ts';
import { DOMAIN, ExchangeUnderTest, passwordOf } from '../../../testkit/exchange-under-test.ts';
import { SNOM } from '../../../testkit/personalities/desk-phones.ts';
import { MICROSIP } from '../../../testkit/personalities/programs.ts';
import type { Phone } from '../../../testkit/phone.ts';
import type { Draft } from '../../../testkit/phone-types.ts';
import { type Field, field, type WireMessage } from '../../../testkit/wire.ts';

const METHODS = [
  'REGISTER',
  'INVITE',
  'OPTIONS',
  'SUBSCRIBE',
  'MESSAGE',
  'PUBLISH',
  'NOTIFY',
  'INFO',
  'REFER',
  'UPDATE',
  'PRACK',
  'BYE',
];

const EXTRA: readonly Field[] = [
  ['Contact', '<sip:1@198.51.100.1>'],
  ['Event', 'presence'],
  ['Refer-To', '<sip:101@hamvoip.example>'],
  ['RAck', '1 1 INVITE'],
];

/** Status line, names in their order, form of the challenge: what two answers may be told apart by. */
function shapeOf({ startLine, headers }: WireMessage): string {
  const form = (value: string): string => value.replace(/nonce="[^"]*"/, 'nonce');
  return [
    startLine,
    ...headers.map(([name, value]) => (name === 'www-authenticate' ? `${name} ${form(value)}` : name)),
  ].join('\n');
}

/** As asked by somebody at an address of his own, who claims to be `number`. */
async function asked(
  t: ExchangeUnderTest,
  method: string,
  number: string,
  password: string | undefined,
): Promise<WireMessage> {
  const stranger = await t.phone('100', password === undefined ? {} : { password });
  stranger.credentials.username = number;
  const aor = `sip:${number}@${DOMAIN}`;
  const tag = method === 'BYE' || method === 'UPDATE' || method === 'PRACK' ? ';tag=there' : '';
  const response = await t.clock.until(
    stranger.ask(method, aor, {
      from: `<${aor}>;tag=x`,
      to: `<${aor}>${tag}`,
      callId: 'the-same-length',
      extra: EXTRA,
      credentials: password === undefined ? 'none' : 'when-asked',
    }),
  );
  stranger.close();
  return response;
}

async function threeKindsOfAccount(t: ExchangeUnderTest): Promise<readonly string[]> {
  for (const number of ['100', '200', '300']) await t.addExtension(number);
  const suspended = await t.console.suspensions.suspend({
    scope: ['200'],
    reasonShown: false,
    untilShown: false,
  });
  assert.ok(suspended.ok);
  await t.console.extensions.remove('300');
  return ['100', '200', '300', '777'];
}

test('SR-1 a stranger gets the same 401 for every method, whether the number exists, is suspended, was removed or never was', async () => {
  const t = await ExchangeUnderTest.start();
  const shapes = new Map<string, string>();
  for (const number of await threeKindsOfAccount(t))
    for (const method of METHODS) {
      const response = await asked(t, method, number, undefined);
      assert.equal(response.status, 401, `${method} ${number}`);
      shapes.set(shapeOf(response), `${method} ${number}`);
    }
  assert.equal(shapes.size, 1, [...shapes.keys()].join('\n---\n'));
  await t.finish({ lossy: true });
});

test('SR-1 so it is for who gives a wrong password', async () => {
  const t = await ExchangeUnderTest.start();
  const shapes = new Map<string, string>();
  for (const number of await threeKindsOfAccount(t))
    for (const method of METHODS) {
      const response = await asked(t, method, number, 'guess');
      assert.equal(response.status, 401, `${method} ${number}`);
      shapes.set(shapeOf(response), `${method} ${number}`);
    }
  const unasked = shapeOf(await asked(t, 'REGISTER', '100', undefined));
  assert.deepEqual([...shapes.keys()], [unasked], 'and it is that of who gave none');
  await t.finish({ lossy: true });
});

test('SR-1 only the right password of a suspended extension learns that it is suspended', async () => {
  const t = await ExchangeUnderTest.start();
  await threeKindsOfAccount(t);
  const holder = await t.phone('200');
  const response = await t.clock.until(holder.register());
  assert.equal(response.status, 403);
  assert.equal(field(response, 'retry-after'), '3600');
  await t.finish();
});

test('SR-2 a wrong password costs the same hashing whether the number exists or not', async () => {
  const t = await ExchangeUnderTest.start();
  await threeKindsOfAccount(t);
  let serial = 0;
  const hashed = async (number: string, algorithm: 'MD5' | 'SHA-256'): Promise<string> => {
    // Addresses of one length, because they are hashed, too.
    serial += 1;
    const address = `203.0.113.${100 + serial}`;
    const phone = await t.phone('100', { address, password: 'guess', personality: { algorithm } });
    phone.credentials.username = number;
    const aor = `sip:${number}@${DOMAIN}`;
    const challenge = await t.clock.until(phone.askForChallenge());
    const draft = { method: 'REGISTER', uri: `sip:${DOMAIN}` };
    const value = authorization(challenge, phone.credentials, draft, { nc: 1, cnonce: 'abc' });
    const work = mock.method(crypto, 'hash');
    syncBuiltinESMExports();
    try {
      const response = await t.clock.until(
        phone.ask('REGISTER', draft.uri, {
          from: `<${aor}>;tag=x`,
          to: `<${aor}>`,
          extra: [['Authorization', value], phone.contact],
          credentials: 'none',
        }),
      );
      assert.equal(response.status, 401);
      return work.mock.calls
        .map(
          ({ arguments: [name, data] }) =>
            `${name} ${typeof data === 'string' ? data.length : data.byteLength}`,
        )
        .join(', ');
    } finally {
      work.mock.restore();
      syncBuiltinESMExports();
      phone.close();
    }
  };
  for (const algorithm of ['MD5', 'SHA-256'] as const) {
    const work = new Set<string>();
    // The first failure of all makes the exchange watch for more, which is one signature each.
    await hashed('888', algorithm);
    for (const number of ['100', '200', '300', '777']) work.add(await hashed(number, algorithm));
    assert.equal(work.size, 1, [...work].join('\n'));
    assert.notEqual([...work][0], '', 'there was something to count');
  }
  await t.finish({ lossy: true });
});

/** A REGISTER of 100 with credentials made by hand. */
async function registerWith(
  t: ExchangeUnderTest,
  phone: Phone,
  challenge: Challenge,
  changes: {
    method?: string;
    uri?: string;
    username?: string;
    nc?: number;
    wording?: (value: string) => string;
    draft?: Partial<Draft>;
  } = {},
): Promise<WireMessage> {
  const {
    method = 'REGISTER',
    uri = `sip:${DOMAIN}`,
    username = '100',
    nc = 1,
    wording = (text) => text,
  } = changes;
  const secret = { username, password: passwordOf(username) };
  const value = wording(authorization(challenge, secret, { method, uri }, { nc, cnonce: 'abc' }));
  return t.clock.until(
    phone.ask('REGISTER', `sip:${DOMAIN}`, {
      to: `<${phone.addressOfRecord}>`,
      extra: [phone.contact, ['Authorization', value]],
      credentials: 'none',
      ...changes.draft,
    }),
  );
}

const isStale = (response: WireMessage): boolean => /stale=true/i.test(field(response, 'www-authenticate'));

test('SR-3 a nonce is for one address, for a minute, and for one use of each count', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const elsewhere = await t.phone('100', { address: '203.0.113.77' });

  const foreign = await t.clock.until(elsewhere.askForChallenge());
  const refused = await registerWith(t, phone, foreign);
  assert.equal(refused.status, 401);
  assert.equal(isStale(refused), false, 'a nonce of another address is no nonce of ours');

  const old = await t.clock.until(phone.askForChallenge());
  await t.clock.advance(60_001);
  const late = await registerWith(t, phone, old);
  assert.equal(late.status, 401);
  assert.ok(isStale(late));

  const challenge = await t.clock.until(phone.askForChallenge());
  assert.equal((await registerWith(t, phone, challenge, { nc: 5 })).status, 200);
  for (const nc of [5, 4, 1]) {
    const replayed = await registerWith(t, phone, challenge, { nc });
    assert.equal(replayed.status, 401, `nc ${nc}`);
    assert.ok(isStale(replayed));
  }
  assert.equal((await registerWith(t, phone, challenge, { nc: 6 })).status, 200);
  assert.equal(t.journal.of('authentication-failed').filter(({ counted }) => counted).length, 0);
  await t.finish();
});

test('SR-3 a response is for one method, one Request-URI, one realm and one extension', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('101');
  const attempts: readonly (readonly [
    what: string,
    changes: Parameters<typeof registerWith>[3],
    status: number,
  ])[] = [
    ['another method', { method: 'INVITE' }, 401],
    ['another Request-URI', { uri: 'sip:elsewhere.example' }, 401],
    [
      'another realm',
      { wording: (value) => value.replace(/realm="[^"]*"/, 'realm="elsewhere.example"') },
      401,
    ],
    ['another extension in To', { draft: { to: `<sip:101@${DOMAIN}>` } }, 403],
    ['another extension in From', { draft: { from: `<sip:101@${DOMAIN}>;tag=x` } }, 403],
    ['the right one', {}, 200],
  ];
  for (const [what, changes, status] of attempts) {
    const phone = await t.phone('100');
    const challenge = await t.clock.until(phone.askForChallenge());
    assert.equal((await registerWith(t, phone, challenge, changes)).status, status, what);
  }
  assert.equal(t.counts.registrations, 1);
  await t.finish();
});

test('SR-3 a recorded REGISTER that is played back is never accepted', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const recorded = phone.log.findLast(
    ({ direction, text }) => direction === 'sent' && text.includes('Authorization'),
  );
  assert.ok(recorded);
  await t.clock.until(phone.unregister());
  await t.clock.advance(33_000);
  const before = phone.received(200).length;
  for (const change of [
    (text: string) => text,
    (text: string) =>
      text.replace(/branch=[^;\r]+/, 'branch=z9hG4bKplayedback').replace(/CSeq: \d+/, 'CSeq: 90'),
    (text: string) => text.replace(/nc=\d+/, 'nc=00000009').replace(/branch=[^;\r]+/, 'branch=z9hG4bKagain'),
  ]) {
    phone.sendRaw(change(recorded.text));
    await t.clock.advance(1000);
  }
  assert.equal(phone.received(200).length, before);
  assert.equal(t.counts.registrations, 0);
  await t.finish({ lossy: true });
});

test('SR-4 both algorithms are offered, MD5 first unless set otherwise, with qop auth', async () => {
  for (const digest of [['MD5', 'SHA-256'] as const, ['SHA-256', 'MD5'] as const]) {
    const t = await ExchangeUnderTest.start({ settings: { digest } });
    const phone = await t.phone('100');
    assert.equal((await t.clock.until(phone.register())).status, 200);
    const challenges = (phone.received(401)[0]?.headers ?? []).filter(
      ([name]) => name === 'www-authenticate',
    );
    assert.deepEqual(
      challenges.map(([, value]) => /algorithm=([\w-]+), qop="auth"$/.exec(value)?.[1]),
      digest,
    );
    await t.finish();
  }
});

test('SR-4 the phones of an extension may be held to SHA-256', async () => {
  const t = await ExchangeUnderTest.start();
  const weak = await t.phone('100', { personality: { algorithm: 'MD5' } });
  const strong = await t.phone('100', { personality: { algorithm: 'SHA-256' } });
  assert.ok((await t.console.limits.set('100', { digest: 'SHA-256' })).ok);
  for (let i = 0; i < 5; i += 1) assert.equal((await t.clock.until(weak.register())).status, 401);
  assert.equal((await t.clock.until(strong.register())).status, 200);
  assert.equal(t.counts.bans, 0, 'an old phone is no attacker');
  assert.ok((await t.console.limits.set('100', { digest: null })).ok);
  assert.equal((await t.clock.until(weak.register())).status, 200);
  await t.finish();
});

test('SR-4 a secret made by the exchange has a hundred bits and is shown once', async () => {
  const t = await ExchangeUnderTest.start();
  const added = await t.console.extensions.add({ number: '400', callsign: 'PX0EAA', name: 'Jan' });
  assert.ok(added.ok);
  const { password } = added.value;
  assert.ok(
    new Set(password).size > 1 && password.length * Math.log2(32) >= 100,
    `${password.length} characters`,
  );
  const shown = JSON.stringify([t.console.extensions.show('400'), t.console.extensions.list()]);
  assert.ok(!shown.includes(password));
  await t.finish();
});

test('SR-5 nobody registers or calls as another, with whatever right password', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('101');
  const other = `sip:101@${DOMAIN}`;
  for (const [method, uri, parties] of [
    ['REGISTER', `sip:${DOMAIN}`, { to: `<${other}>`, from: `<${other}>;tag=a` }],
    ['REGISTER', `sip:${DOMAIN}`, { to: `<${other}>` }],
    ['INVITE', `sip:9043@${DOMAIN}`, { from: `<${other}>;tag=a` }],
    ['MESSAGE', other, { from: `"Jan" <${other}>;tag=a` }],
  ] as const) {
    const phone = await t.phone('100');
    const response = await t.clock.until(phone.ask(method, uri, { ...parties, extra: [phone.contact] }));
    assert.equal(response.status, 403, method);
  }
  assert.equal(t.counts.registrations, 0);
  await t.finish();
});

test('SR-6 what is no call needs a password like one', async () => {
  const t = await ExchangeUnderTest.start();
  const registered = await t.registered('100');
  for (const method of ['MESSAGE', 'SUBSCRIBE', 'PUBLISH', 'REFER', 'INFO', 'NOTIFY', 'OPTIONS']) {
    const stranger = await t.phone('101');
    const asked = stranger.ask(method, `sip:100@${DOMAIN}`, { credentials: 'none', extra: EXTRA });
    assert.equal((await t.clock.until(asked)).status, 401, method);
  }
  assert.equal(registered.received('MESSAGE').length + registered.received('NOTIFY').length, 0);
  await t.finish();
});

test('SR-6 a keep-alive of a registered phone is answered without, one of a stranger is not', async () => {
  const t = await ExchangeUnderTest.start();
  const phones = [await t.registered('100'), await t.phone('101')] as const;
  for (const [phone, status] of [
    [phones[0], 200],
    [phones[1], 401],
  ] as const)
    for (const [method, extra] of [
      ['OPTIONS', []],
      ['NOTIFY', [['Event', 'keep-alive']]],
    ] as const) {
      const asked = phone.ask(method, `sip:${DOMAIN}`, { credentials: 'none', extra });
      assert.equal((await t.clock.until(asked)).status, status, method);
    }
  for (const junk of ['\r\n\r\n', '\r\n', '\0', '']) {
    const before = phones[0].log.length;
    phones[0].sendRaw(junk);
    await t.clock.advance(500);
    assert.equal(phones[0].log.length, before + 1, 'swallowed');
  }
  await t.finish();
});

test('SR-6 a refreshing phone of the field is challenged at most once for each nonce', async () => {
  const t = await ExchangeUnderTest.start();
  for (const { personality } of [SNOM, MICROSIP]) {
    const phone = await t.registered('100', { personality });
    const before = phone.received(401).length;
    for (let i = 0; i < 3; i += 1) assert.equal((await t.clock.until(phone.register())).status, 200);
    assert.equal(phone.received(401).length, before);
  }
  await t.finish();
});
