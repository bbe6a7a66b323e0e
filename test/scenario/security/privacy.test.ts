/** Security requirement SR-27: nobody learns where another one is, or what he calls with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, nameOf } from '../../../testkit/exchange-under-test.ts';
import type { Phone } from '../../../testkit/phone.ts';

/** Everything by which one phone could be known: nothing of it may stand in any message to the other. */
function secretsOf(phone: Phone): string[] {
  const secrets = [
    phone.address,
    phone.personality.userAgent,
    phone.personality.sessionName,
    nameOf(phone.number),
  ];
  for (const { direction, text } of phone.log) {
    // What the phone wrote itself; what it copied from the exchange is not its own.
    if (direction !== 'sent') continue;
    if (!text.startsWith('SIP/2.0')) {
      for (const match of text.matchAll(/^(?:Call-ID: (\S+)|From: .*;tag=(\w+)|Via: .*branch=(\w+))/gm)) {
        secrets.push(...match.slice(1).filter((value) => value !== undefined));
      }
    }
    for (const match of text.matchAll(/cnonce="(\w+)"|nonce="([^"]+)"|response="(\w+)"/g)) {
      secrets.push(...match.slice(1).filter((value) => value !== undefined));
    }
  }
  for (const call of phone.calls) secrets.push(call.localTag, call.callId);
  return [...new Set(secrets)];
}

function assertNothingOf(secretive: Phone, curious: Phone): void {
  const seen = curious.receivedText;
  for (const secret of secretsOf(secretive)) {
    assert.ok(!seen.includes(secret), `${curious.number} was sent ${secret} of ${secretive.number}`);
  }
}

test('SR-27 through a whole call neither phone sees anything of the other: address, maker, Call-ID, tags, sessions', async () => {
  const t = await ExchangeUnderTest.start();
  const headers = [
    ['Subject', 'hush-subject'],
    ['Organization', 'hush-organization'],
    ['X-Real-IP', '198.51.100.1'],
    ['P-Asserted-Identity', '"hush-asserted" <sip:900@hush.example>'],
    ['Remote-Party-ID', '"hush-rpid" <sip:900@hush.example>'],
    ['Alert-Info', '<http://hush.example/ring.wav>'],
    ['Call-Info', '<http://hush.example/photo.jpg>;purpose=icon'],
    ['Reply-To', '<sip:hush@hush.example>'],
    ['Server', 'hush-server'],
    ['Warning', '399 hush.example "hush-warning"'],
  ] as const;
  const caller = await t.registered('100', {
    personality: { displayName: 'Jan Hush', extraSdpLines: ['a=tool:hush-tool', 'a=ice-ufrag:hush'] },
  });
  const callee = await t.registered('101');
  const call = await caller.call('101', { headers });
  await t.until(() => call.state === 'ringing', 'it rings');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  call.media?.startTone(440);
  callee.incoming.media?.startTone(1000);
  await t.clock.advance(2000);
  await t.clock.until(call.hold());
  await t.clock.until(call.resume());
  await t.clock.until(call.sendDtmfInfo('1'));
  await t.clock.until(callee.incoming.hold());
  await t.clock.until(callee.incoming.hangUp());
  await t.clock.advance(1000);
  assertNothingOf(caller, callee);
  assertNothingOf(callee, caller);
  assert.doesNotMatch(callee.receivedText, /hush/i);
  await t.finish();
});

test('SR-27 a refusal tells the caller nothing of the phone that refused', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  callee.incoming.reject(486, 'hush-reason', [
    ['Server', 'hush'],
    ['Warning', '399 198.51.100.2 "hush"'],
    ['Error-Info', '<http://hush.example/>'],
    ['Retry-After', '60 (hush)'],
  ]);
  await t.until(() => call.state === 'ended', 'the caller is told');
  assertNothingOf(callee, caller);
  assert.doesNotMatch(caller.receivedText, /hush/i);
  await t.finish();
});

test('SR-27 control characters and quotes from one phone never reach another', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { displayName: 'x\\"\\r\\nEvil: 1' } });
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.clock.advance(500);
  assert.doesNotMatch(callee.receivedText, /Evil/);
  call.cancel();
  await t.finish();
});

test('SR-27 what a registered phone wrote about itself comes back to nobody else, and its own 200 lists only its bindings', async () => {
  const t = await ExchangeUnderTest.start();
  const one = await t.registered('100');
  const other = await t.registered('101');
  await t.clock.until(other.register({ contact: null, expires: undefined }));
  assertNothingOf(one, other);
  await t.finish();
});

test('SR-27 no fact in the journal holds an address, a name or a call sign', async () => {
  const t = await ExchangeUnderTest.start();
  const { call } = await t.talk(await t.registered('100'), await t.registered('101'));
  await t.clock.until(call.hangUp());
  const wrong = await t.phone('102', { password: 'wrong' });
  for (let i = 0; i < 3; i += 1) await t.clock.until(wrong.register());
  const text = JSON.stringify(t.journal.facts);
  assert.doesNotMatch(text, /198\.51|192\.0\.2|Surname|PX0/);
  await t.finish();
});

test('SR-27 RTCP of one phone never tells the other its address', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  const name = `user@${call.phone.address}`;
  const cname = Buffer.concat([
    Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 1]),
    Buffer.from([0x81, 202, 0, 7, 0, 0, 0, 1, 1, name.length]),
    Buffer.from(name.padEnd(22, '\0')),
  ]);
  for (let second = 0; second < 20; second += 1) {
    call.media?.sendRtcp(cname);
    await t.clock.advance(1000);
  }
  const heard = incoming.media?.rtcp.map((bytes) => Buffer.from(bytes).toString('latin1')).join('') ?? '';
  assert.doesNotMatch(heard, /198\.51\.100/);
  await t.clock.until(call.hangUp());
  await t.finish();
});
