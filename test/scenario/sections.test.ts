/** Descriptions with more in them than one plain audio line: RFC 3264 §6 and §8, RFC 8843, RFC 5761, T.38. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';

const VIDEO = ['m=video 40100 RTP/AVP 96', 'a=rtpmap:96 VP8/90000'];
const T38 = ['m=image 40200 udptl t38', 'a=T38FaxVersion:0'];
const APPLICATION = ['m=application 40300 UDP/BFCP *'];

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  readonly incoming: PhoneCall;
}

async function talking(furtherSections: readonly string[] = []): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { furtherSections } });
  const { call, incoming } = await t.talk(caller, await t.registered('101'));
  return { t, call, incoming };
}

async function hearEachOther({ t, call, incoming }: Stage): Promise<void> {
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440) && call.media?.hears(1000));
}

function sections(body: string): string[] {
  return body.split('\r\n').filter((line) => line.startsWith('m='));
}

async function endWell({ t, call }: Stage): Promise<void> {
  await t.clock.until(call.hangUp());
  await t.finish();
}

test('video, fax and application streams are refused with port 0 in their places, and the call goes on', async () => {
  const stage = await talking([...VIDEO, ...T38, ...APPLICATION]);
  const answered = sections(stage.call.finalResponse?.body ?? '');
  assert.match(answered[0] ?? '', /^m=audio [1-9]/);
  assert.deepEqual(answered.slice(1), [
    'm=video 0 RTP/AVP 96',
    'm=image 0 udptl t38',
    'm=application 0 UDP/BFCP *',
  ]);
  assert.equal(
    sections(stage.incoming.incomingInvite?.body ?? '').length,
    1,
    'the callee is offered sound only',
  );
  await hearEachOther(stage);
  const held = await stage.t.clock.until(stage.call.hold());
  assert.equal(sections(held.body).length, 4, 'also in a later answer');
  await endWell(stage);
});

test('video that is added later is refused, and the number of sections stays what it was in our own offers', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  const added = await t.clock.until(call.reinvite({ sdp: `${call.ownSession}${VIDEO.join('\r\n')}\r\n` }));
  assert.equal(added.status, 200);
  assert.deepEqual(sections(added.body).slice(1), ['m=video 0 RTP/AVP 96']);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  const offered = sections(call.phone.received('INVITE').at(-1)?.body ?? '');
  assert.deepEqual(offered.slice(1), ['m=video 0 RTP/AVP 96'], 'RFC 3264 §8: sections never go away');
  await t.clock.until(incoming.resume());
  await hearEachOther(stage);
  await endWell(stage);
});

test('a fax that wants the call for itself gets 488, and the call goes on as it was', async () => {
  const stage = await talking();
  const { t, call } = stage;
  const fax = call.ownSession.replace(/m=audio[\s\S]*/, `${T38.join('\r\n')}\r\n`);
  assert.equal((await t.clock.until(call.reinvite({ sdp: fax }))).status, 488);
  assert.equal((await t.clock.until(call.request('UPDATE', fax))).status, 488);
  await hearEachOther(stage);
  await endWell(stage);
});

test('of two audio sections the first that can be served is, the other is refused', async () => {
  const second = ['m=audio 40400 RTP/AVP 0', 'a=rtpmap:0 PCMU/8000'];
  const plain = await talking(second);
  assert.deepEqual(sections(plain.call.finalResponse?.body ?? '').slice(1), ['m=audio 0 RTP/AVP 0']);
  await hearEachOther(plain);
  await endWell(plain);

  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const probe = await caller.call('9043');
  await t.until(() => probe.state === 'answered', 'its own description is known');
  const sdp = probe.ownSession.replace(
    'm=audio',
    'm=audio 40500 RTP/SAVP 8\r\na=crypto:1 X inline:x\r\nm=audio',
  );
  await t.clock.until(probe.hangUp());
  const call = await caller.call('101', { sdp });
  await t.until(() => callee.isCalled, 'it rings');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'the plain one is served');
  const [first, other] = sections(call.finalResponse?.body ?? '');
  assert.match(first ?? '', /^m=audio 0 RTP\/SAVP/);
  assert.match(other ?? '', /^m=audio [1-9]\d* RTP\/AVP/);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('bundles, multiplexed RTCP and ICE are left aside, and nothing of them is copied', async () => {
  const t = await ExchangeUnderTest.start();
  const extraSdpLines = [
    'a=mid:0',
    'a=rtcp-mux',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:secretsecretsecretsecret',
    'a=ssrc:1 cname:x',
  ];
  const caller = await t.registered('100', { personality: { extraSdpLines } });
  const stage = { t, ...(await t.talk(caller, await t.registered('101'))) };
  const everything = `${stage.call.finalResponse?.body}${stage.incoming.incomingInvite?.body}`;
  assert.doesNotMatch(everything, /a=(group|mid|rtcp-mux|ice|ssrc)/);
  await hearEachOther(stage);
  await endWell(stage);
});

test('a payload number that changes its meaning within a call is understood', async () => {
  const stage = await talking();
  const { t, call, incoming } = stage;
  const renumbered = call.ownSession
    .replace(/RTP\/AVP .*/, 'RTP/AVP 110 8 101')
    .replace('a=rtpmap:8 PCMA/8000', 'a=rtpmap:110 PCMA/8000\r\na=rtpmap:8 PCMU/8000');
  const codecs = [
    { payloadType: 110, encoding: 'PCMA/8000' },
    { payloadType: 101, encoding: 'telephone-event/8000' },
  ];
  assert.equal((await t.clock.until(call.reinvite({ sdp: renumbered, codecs }))).status, 200);
  if (call.media) {
    call.media.codecs = codecs;
    call.media.receiveCodecs = codecs;
  }
  await hearEachOther({ t, call, incoming });
  await endWell(stage);
});

test('the length of packets that one phone wants is told to the other', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { ptimeMs: 30 } });
  const stage = { t, ...(await t.talk(caller, await t.registered('101'))) };
  assert.match(stage.incoming.incomingInvite?.body ?? '', /a=ptime:30/);
  await hearEachOther(stage);
  await endWell(stage);
});
