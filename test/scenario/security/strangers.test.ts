/** Security requirements SR-24 to SR-26: a stranger is answered once, briefly, and where he is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import { ALL_MODELS } from '../../../testkit/personalities/all-models.ts';
import { field, type WireMessage } from '../../../testkit/wire.ts';
import { placeOf } from '../phones/stage.ts';
import { answerTo, check, REQUEST } from './bare-request.ts';

test('SR-24 nothing is remembered of a stranger: no transaction, no dialog, no timer', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  await t.addExtension('100');
  const timers = t.clock.pendingTimers;
  const host = t.network.host('198.51.100.200');
  const socket = await host.bindDatagram({ address: '198.51.100.200', port: 5060 }, () => {});
  for (let i = 0; i < 1000; i += 1) {
    const method = ['REGISTER', 'INVITE', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE'][i % 5] ?? '';
    const text = REQUEST.replaceAll('OPTIONS', method)
      .replace('z9hG4bKx', `z9hG4bKx${i}`)
      .replace('To:', 'Contact: <sip:1@198.51.100.200>\r\nTo:');
    socket.send(Buffer.from(text), t.address());
  }
  await t.clock.advance(50);
  assert.equal(t.clock.pendingTimers, timers);
  assert.equal(t.counts.transactions + t.counts.dialogs + t.counts.calls, 0);
  socket.close();
  await t.finish();
});

test('SR-24 keep-alives, other protocols and noise are swallowed in silence', async () => {
  const stun = Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  await check([
    ['one CRLF', '\r\n', undefined],
    ['two CRLF', '\r\n\r\n', undefined],
    ['a zero byte', '\0', undefined],
    ['nothing', '', undefined],
    ['STUN', stun.toString('latin1'), undefined],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', undefined],
    ['noise', '\xff\xfe\x00\x80'.repeat(300), undefined],
    ['half a line', 'INVITE', undefined],
    ['words', 'hello hello hello\r\n\r\n', undefined],
  ]);
});

test('SR-24 responses, ACKs and CANCELs that belong to nothing are swallowed in silence', async () => {
  const response = REQUEST.replace('OPTIONS sip:100@hamvoip.example SIP/2.0', 'SIP/2.0 200 OK');
  const ack = REQUEST.replaceAll('OPTIONS', 'ACK');
  const cancel = REQUEST.replaceAll('OPTIONS', 'CANCEL');
  await check([
    ['response', response, undefined],
    ['ACK', ack, undefined],
    ['CANCEL', cancel, undefined],
  ]);
});

const SCANNERS: readonly (readonly [what: string, request: string])[] = [
  [
    'as short as can be',
    'OPTIONS sip:a SIP/2.0\r\nv:SIP/2.0/UDP a\r\nf:<sip:a>\r\nt:<sip:a>\r\ni:a\r\nCSeq:1 OPTIONS\r\n\r\n',
  ],
  ['as scanners ask', REQUEST],
  ...[
    'REGISTER',
    'INVITE',
    'SUBSCRIBE',
    'MESSAGE',
    'PUBLISH',
    'INFO',
    'NOTIFY',
    'REFER',
    'BYE',
    'UPDATE',
    'PRACK',
    'FOO',
  ].map(
    (method) =>
      [
        `of method ${method}`,
        REQUEST.replaceAll('OPTIONS', method).replace(
          'Content-Length',
          'Contact: <sip:1@198.51.100.1>\r\nContent-Length',
        ),
      ] as const,
  ),
  ['that is refused for its length', REQUEST.replace('Content-Length: 0', 'Content-Length: -1')],
  ['that wants what nobody has', REQUEST.replace('To:', `Require: ${'x'.repeat(100)}\r\nTo:`)],
  ['with three Via', REQUEST.replace('Via:', 'Via: SIP/2.0/UDP a\r\nVia: SIP/2.0/UDP b\r\nVia:')],
];

for (const [what, request] of SCANNERS)
  test(`SR-24 a request ${what} draws one answer, at most 600 bytes and three times its size`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100');
    const before = phone.log.length;
    phone.sendRaw(request);
    await t.clock.advance(40_000);
    const answers = phone.log.slice(before + 1).filter(({ direction }) => direction === 'received');
    assert.ok(answers.length <= 1, 'never sent again');
    for (const { text } of answers) {
      assert.ok(text.length <= 600, `${text.length} bytes`);
      assert.ok(text.length <= 3 * request.length, `${text.length} for ${request.length}`);
    }
    await t.finish({ lossy: true });
  });

test('SR-24 every phone of the field gets its challenge, in 600 bytes but for one that writes at length', async () => {
  const longer: string[] = [];
  for (const model of ALL_MODELS) {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', placeOf(t, model));
    assert.equal((await t.clock.until(phone.register({ credentials: 'none' }))).status, 401, model.name);
    const [asked, answered] = phone.log;
    assert.ok(asked && answered && answered.text.length <= 2 * asked.text.length, model.name);
    if (answered.text.length > 600) longer.push(model.name);
    await t.finish();
  }
  assert.deepEqual(longer, ['Avaya 9608']);
});

test('SR-24 nobody is answered who gives a group, a broadcast or a system port as his place', async () => {
  const places = [
    '224.0.0.1:5060',
    '255.255.255.255:5060',
    '239.255.255.250:1900',
    '[ff02::1]:5060',
    '198.51.100.1:53',
  ];
  await check(
    places.map((place) => [
      place,
      REQUEST.replace('198.51.100.1:5060', place).replace(';rport', ''),
      undefined,
    ]),
  );
});

test('SR-25 answers go to where the packet came from, whatever the Via says', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const sentTo = new Set<string>();
  t.network.tap(({ from, to }) => {
    if (from.address === '192.0.2.10') sentTo.add(to.address);
  });
  const elsewhere = REQUEST.replace('198.51.100.1:5060', '203.0.113.66:4000').replace(
    ';rport',
    ';maddr=203.0.113.67;received=203.0.113.68',
  );
  assert.equal(await answerTo(t, phone, elsewhere), 401);
  assert.deepEqual([...sentTo], [phone.address]);
  phone.problems.length = 0;
  await t.finish();
});

test('SR-25 nothing is carried to another domain, by Request-URI or by Route', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const callee = await t.registered('101');
  const sentTo = new Set<string>();
  t.network.tap(({ from, to }) => {
    if (from.address === t.address().address) sentTo.add(to.address);
  });
  const status = async (
    method: string,
    uri: string,
    routes: readonly string[] = [],
  ): Promise<number | undefined> => {
    const extra = [phone.contact, ...routes.map((route) => ['Route', route] as const)];
    const to = method === 'REGISTER' ? `<${phone.addressOfRecord}>` : `<${uri}>`;
    return (await t.clock.until(phone.ask(method, uri, { extra, to }))).status;
  };
  for (const method of ['INVITE', 'MESSAGE', 'REGISTER', 'SUBSCRIBE', 'PUBLISH']) {
    assert.equal(await status(method, 'sip:101@elsewhere.example'), 403, method);
    assert.equal(await status(method, `sip:101@${DOMAIN}`, ['<sip:203.0.113.66;lr>']), 403, method);
    assert.equal(
      await status(method, `sip:101@${DOMAIN}`, [`<sip:${DOMAIN};lr>, <sip:elsewhere.example;lr>`]),
      403,
      method,
    );
  }
  assert.equal(await status('OPTIONS', `sip:${DOMAIN}`, [`<sip:${DOMAIN};lr>`]), 200, 'we may be its proxy');
  assert.equal(callee.isCalled, false);
  assert.deepEqual([...sentTo], [phone.address]);
  await t.finish();
});

test('SR-25 a Contact that points back at us makes no loop', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const caller = await t.registered('101');
  const here = `<sip:100@${t.address().address}:5060>`;
  assert.equal((await t.clock.until(phone.register({ contact: here }))).status, 200);
  let sent = 0;
  t.network.tap(({ from }) => {
    if (from.address === t.address().address) sent += 1;
  });
  const call = await caller.call('100');
  await t.clock.advance(3000);
  assert.ok(sent <= 10, `${sent} messages`);
  call.cancel();
  await t.clock.advance(40_000);
  assert.equal(call.state, 'ended');
  await t.finish({ lossy: true });
});

const OWN_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

test('SR-26 names of JavaScript’s own objects are ordinary names, wherever they stand', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  await t.registered('101');
  for (const name of OWN_NAMES) {
    const call = await phone.call(name);
    await t.until(() => call.state === 'ended', 'it is refused');
    assert.equal(call.finalStatus, 404, name);
    const asked = (method: string, uri: string, parts: object): Promise<WireMessage> =>
      t.clock.until(phone.ask(method, uri, parts));
    for (const response of [
      await asked('OPTIONS', `sip:${DOMAIN}`, {
        extra: [
          [name, 'x'],
          ['Supported', name],
        ],
      }),
      await asked('SUBSCRIBE', `sip:100@${DOMAIN}`, {
        extra: [['Event', `${name};${name}=${name}`], ['Accept', name], phone.contact],
      }),
      await asked('REGISTER', `sip:${DOMAIN}`, {
        to: `<${phone.addressOfRecord}>;${name}=x`,
        extra: [
          ['Contact', `"${name}" <sip:${name}@198.51.100.9;${name}=${name}>;${name}=${name};expires=60`],
        ],
      }),
    ])
      assert.ok((response.status ?? 0) >= 200, name);
    phone.credentials.username = name;
    const stranger = await t.clock.until(
      phone.ask('OPTIONS', `sip:${DOMAIN}`, { from: `<sip:${name}@${DOMAIN}>;tag=1`, credentials: 'none' }),
    );
    assert.ok([200, 401].includes(stranger.status ?? 0));
    phone.credentials.username = '100';
  }
  t.assertNoExceptions();
  assert.equal(Object.keys(Object.prototype).length, 0);
  await t.finish();
});

test('SR-26 such names in a session description harm nobody', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100', {
    personality: {
      extraSdpLines: OWN_NAMES.flatMap((name) => [`a=${name}:${name}`, `a=rtpmap:97 ${name}/8000`]),
    },
  });
  const { call, incoming } = await t.talk(phone, await t.registered('101'));
  assert.equal(field(incoming.incomingInvite ?? assert.fail(), 'content-type'), 'application/sdp');
  await t.clock.until(call.hangUp());
  await t.finish();
});
