import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { readMessage, StreamReader } from '../../testkit/wire.ts';

const REQUEST = [
  'OPTIONS sip:100@hamvoip.example SIP/2.0',
  'Via: SIP/2.0/UDP 198.51.100.1:5060;branch=z9hG4bKx;rport',
  'Max-Forwards: 70',
  'From: <sip:100@hamvoip.example>;tag=1',
  'To: <sip:100@hamvoip.example>',
  'Call-ID: odd',
  'CSeq: 1 OPTIONS',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

let serial = 0;

/** The status of the one answer to these bytes; undefined for silence. Counts itself apart by branch and Call-ID. */
async function answerTo(t: ExchangeUnderTest, phone: Phone, text: string): Promise<number | undefined> {
  serial += 1;
  const before = phone.log.length;
  phone.sendRaw(
    text.replace('z9hG4bKx', `z9hG4bKx${serial}`).replace('Call-ID: odd', `Call-ID: odd${serial}`),
  );
  await t.clock.advance(1000);
  const answers = phone.log.slice(before + 1).filter(({ direction }) => direction === 'received');
  assert.ok(answers.length <= 1, `${answers.length} answers to ${JSON.stringify(text.slice(0, 60))}`);
  return answers[0]?.message?.status;
}

async function check(
  cases: readonly (readonly [name: string, text: string, expected: number | undefined])[],
): Promise<void> {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  for (const [name, text, expected] of cases) assert.equal(await answerTo(t, phone, text), expected, name);
  t.assertNoExceptions();
  assert.equal((await t.clock.until(phone.register())).status, 200, 'the exchange is well');
  phone.problems.length = 0;
  await t.finish();
}

test('keep-alives, other protocols and noise are swallowed in silence', async () => {
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

test('responses, ACKs and CANCELs that belong to nothing are swallowed in silence', async () => {
  const response = REQUEST.replace('OPTIONS sip:100@hamvoip.example SIP/2.0', 'SIP/2.0 200 OK');
  const ack = REQUEST.replaceAll('OPTIONS', 'ACK');
  const cancel = REQUEST.replaceAll('OPTIONS', 'CANCEL');
  await check([
    ['response', response, undefined],
    ['ACK', ack, undefined],
    ['CANCEL', cancel, undefined],
  ]);
});

test('what lacks a header it needs, or has it twice, gets 400', async () => {
  await check([
    ['no From', REQUEST.replace(/From: .*\r\n/, ''), 400],
    ['no To', REQUEST.replace(/To: .*\r\n/, ''), 400],
    ['no Call-ID', REQUEST.replace(/Call-ID: .*\r\n/, ''), 400],
    ['no CSeq', REQUEST.replace(/CSeq: .*\r\n/, ''), 400],
    ['CSeq of another method', REQUEST.replace('1 OPTIONS', '1 INVITE'), 400],
    ['CSeq too large', REQUEST.replace('1 OPTIONS', '99999999999 OPTIONS'), 400],
    ['two From', REQUEST.replace('To:', 'From: <sip:a@b.example>;tag=2\r\nTo:'), 400],
    ['two Call-ID', REQUEST.replace('To:', 'Call-ID: second\r\nTo:'), 400],
    [
      'unclosed bracket',
      REQUEST.replace('<sip:100@hamvoip.example>;tag=1', '<sip:100@hamvoip.example;tag=1'),
      400,
    ],
    ['unclosed quote', REQUEST.replace('From: ', 'From: "x '), 400],
    ['body shorter than told', REQUEST.replace('Content-Length: 0', 'Content-Length: 100'), 400],
    ['negative length', REQUEST.replace('Content-Length: 0', 'Content-Length: -1'), 400],
  ]);
});

test('what is well formed but cannot be has the status of its fault', async () => {
  await check([
    ['no hops left', REQUEST.replace('Max-Forwards: 70', 'Max-Forwards: 0'), 483],
    ['SIP 3.0', REQUEST.replace('SIP/2.0\r\nVia', 'SIP/3.0\r\nVia'), 505],
    [
      'a scheme nobody knows',
      REQUEST.replace('OPTIONS sip:100@hamvoip.example', 'OPTIONS nobodyKnows:x'),
      416,
    ],
    ['an extension nobody has', REQUEST.replace('To:', 'Require: nothingSupportsThis\r\nTo:'), 420],
  ]);
});

test('no Via, no answer', async () => {
  await check([['no Via', REQUEST.replace(/Via: .*\r\n/, ''), undefined]]);
});

test('folded lines, compact names, odd case and blanks are read', async () => {
  await check([
    ['folded', REQUEST.replace('From: ', 'From:\r\n   '), 401],
    [
      'compact',
      REQUEST.replace('Via:', 'v:')
        .replace('From:', 'f:')
        .replace('To:', 't:')
        .replace('Call-ID:', 'i:')
        .replace('Content-Length:', 'l:'),
      401,
    ],
    ['case', REQUEST.replace('From:', 'FROM :').replace('CSeq:', 'cSeQ  :'), 401],
    ['raw UTF-8 in a name', REQUEST.replace('From: ', 'From: "J\xc3\xbcrgen" '), 401],
    ['extra bytes after the body', `${REQUEST}extra`, 401],
    ['unknown headers', REQUEST.replace('To:', 'X-Thing: ;;,,<>"\r\nTo:'), 401],
  ]);
});

test('answers go to where the packet came from, whatever the Via says', async () => {
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

test('one unauthenticated request gets one answer, at most 600 bytes and three times its size', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  for (const method of ['REGISTER', 'INVITE', 'OPTIONS', 'MESSAGE', 'SUBSCRIBE']) {
    const request = REQUEST.replaceAll('OPTIONS', method).replace(
      'Content-Length',
      'Contact: <sip:1@198.51.100.1>\r\nContent-Length',
    );
    const before = phone.log.length;
    assert.equal(await answerTo(t, phone, request), 401);
    await t.clock.advance(40_000);
    const answers = phone.log.slice(before).filter(({ direction }) => direction === 'received');
    assert.equal(answers.length, 1, 'never sent again');
    const size = answers[0]?.text.length ?? 0;
    assert.ok(size <= 3 * request.length, `${method}: ${size} for ${request.length}`);
  }
  phone.problems.length = 0;
  await t.finish();
});

async function overTcp(t: ExchangeUnderTest) {
  const host = t.network.host('198.51.100.240');
  const connection = await t.clock.until(host.connectMemory(t.address()));
  const reader = new StreamReader();
  const statuses: (number | undefined)[] = [];
  let raw = '';
  const state = { closed: false };
  connection.onData = (bytes) => {
    raw += Buffer.from(bytes).toString('latin1');
    for (const message of reader.push(bytes)) statuses.push(readMessage(message)?.status);
  };
  connection.onClose = () => {
    state.closed = true;
  };
  const send = (text: string): void => connection.write(Buffer.from(text, 'latin1'));
  return { connection, statuses, state, send, raw: () => raw };
}

const TCP_REQUEST = REQUEST.replace('SIP/2.0/UDP', 'SIP/2.0/TCP');

test('over TCP requests are found byte by byte and several in one piece', async () => {
  const t = await ExchangeUnderTest.start();
  const peer = await overTcp(t);
  t.network.setConditions({ chunkBytes: 1 });
  peer.send(TCP_REQUEST);
  await t.clock.advance(100);
  t.network.setConditions({ chunkBytes: 65_536 });
  peer.send(
    TCP_REQUEST.replace('odd', 'odd2').replace('Kx', 'Ky') +
      TCP_REQUEST.replace('odd', 'odd3').replace('Kx', 'Kz'),
  );
  await t.clock.advance(100);
  assert.deepEqual(peer.statuses, [401, 401, 401]);
  peer.connection.destroy();
  await t.finish();
});

test('over TCP a double CRLF is answered with one', async () => {
  const t = await ExchangeUnderTest.start();
  const peer = await overTcp(t);
  peer.send('\r\n\r\n');
  await t.clock.advance(100);
  assert.equal(peer.raw(), '\r\n');
  peer.connection.destroy();
  await t.finish();
});

for (const [name, length] of [
  ['negative', 'Content-Length: -5'],
  ['huge', 'Content-Length: 99999999999'],
  ['missing the digits', 'Content-Length: abc'],
  ['told twice', 'Content-Length: 0\r\nContent-Length: 5'],
] as const) {
  test(`over TCP a length that is ${name} gets 400 and the connection is closed`, async () => {
    const t = await ExchangeUnderTest.start();
    const peer = await overTcp(t);
    peer.send(TCP_REQUEST.replace('Content-Length: 0', length));
    await t.clock.advance(6000);
    assert.ok(
      peer.statuses.every((status) => status === 400 || status === 413),
      peer.statuses.join(),
    );
    assert.ok(peer.state.closed, 'closed');
    assert.equal(t.counts.connections, 0);
    await t.finish();
  });
}

test('a connection that says nothing, or never ends what it began, is closed after ten seconds', async () => {
  for (const text of ['', 'OPTIONS sip:x SIP/2.0\r\nVia: ']) {
    const t = await ExchangeUnderTest.start();
    const peer = await overTcp(t);
    if (text !== '') peer.send(text);
    await t.clock.advance(9000);
    assert.equal(peer.state.closed, false);
    await t.clock.advance(7000);
    assert.ok(peer.state.closed);
    await t.finish();
  }
});

test('a stranger has at most twenty connections open', async () => {
  const t = await ExchangeUnderTest.start();
  const host = t.network.host('198.51.100.240');
  let open = 0;
  for (let i = 0; i < 30; i += 1) {
    const connection = await t.clock.until(host.connectStream(t.address()));
    open += 1;
    connection.onClose = () => {
      open -= 1;
    };
  }
  await t.clock.advance(100);
  assert.equal(open, 20);
  assert.equal(t.counts.connections, 20);
  await t.clock.advance(20_000);
  assert.equal(open, 0);
  await t.finish();
});

test('names from JavaScript’s own objects are ordinary names', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const call = await phone.call(name);
    await t.until(() => call.state === 'ended', 'it is refused');
    assert.equal(call.finalStatus, 404, name);
    const response = await t.clock.until(
      phone.ask('OPTIONS', 'sip:hamvoip.example', {
        extra: [[name, 'x']],
        from: `<sip:${name}@x.example>;tag=1`,
      }),
    );
    assert.ok((response.status ?? 0) >= 200);
  }
  await t.finish();
});

test('a header section of 60 kB does not stop the exchange', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  for (const bomb of [
    'a'.repeat(60_000),
    '('.repeat(60_000),
    '<sip:x@y>,'.repeat(6000),
    ';x=y'.repeat(15_000),
    '"\\'.repeat(30_000),
  ]) {
    const status = await answerTo(t, phone, REQUEST.replace('To:', `X-Bomb: ${bomb}\r\nTo:`));
    assert.ok(status === undefined || status === 400 || status === 401 || status === 513, String(status));
    await answerTo(t, phone, REQUEST.replace('From: ', `From: ${bomb}`));
  }
  t.assertNoExceptions();
  assert.equal((await t.clock.until(phone.register())).status, 200);
  phone.problems.length = 0;
  await t.finish();
});

test('an INVITE with a session nobody can read gets 400, 415 or 488', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const callee = await t.registered('101');
  for (const [type, body] of [
    ['application/sdp', 'v=0\r\n'],
    ['application/sdp', 'nonsense'],
    ['application/sdp', 'v=0\r\no=- 1 1 IN IP4 x\r\ns=-\r\nt=0 0\r\nm=video 4000 RTP/AVP 96\r\n'],
    ['text/plain', 'hello'],
  ] as const) {
    const response = await t.clock.until(
      phone.ask('INVITE', 'sip:101@hamvoip.example', {
        body,
        extra: [phone.contact, ['Content-Type', type]],
      }),
    );
    assert.ok([400, 415, 488].includes(response.status ?? 0), `${body}: ${response.status}`);
  }
  assert.equal(callee.isCalled, false);
  await t.finish();
});

test('a peer that sends and never reads is closed before it fills the memory', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const peer = await overTcp(t);
  peer.connection.pauseReading();
  for (let i = 0; i < 5000 && t.counts.connections > 0; i += 1) {
    peer.send(TCP_REQUEST.replace('odd', `odd${i}`).replace('Kx', `Kx${i}`));
    await t.clock.advance(1);
  }
  assert.equal(t.counts.connections, 0);
  await t.finish();
});
