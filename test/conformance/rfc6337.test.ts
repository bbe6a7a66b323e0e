/**
 * Offer and answer in SIP: RFC 6337. Table 1 names the six ways of an offer and its answer; each is walked on both sides
 * of the exchange, before and within a call as the table allows. Then who may not offer when (§2, RFC 3261 §14,
 * RFC 3311 §5), and what becomes of a refused offer (Table 2).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { PCMU } from '../../testkit/phone-sdp.ts';
import { type Field, field, type WireMessage } from '../../testkit/wire.ts';

const ABLE = { supported: '100rel' };
const ALLOW: readonly Field[] = [['Allow', 'INVITE, ACK, CANCEL, BYE, PRACK, UPDATE']];

interface Stage {
  readonly t: ExchangeUnderTest;
  readonly call: PhoneCall;
  readonly incoming: PhoneCall;
}

async function arrived(offer = true): Promise<Stage> {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: ABLE });
  const callee = await t.registered('101', { personality: { rings: false } });
  const call = await caller.call('101', { offer, headers: ALLOW });
  await t.until(() => callee.isCalled, 'the INVITE is there');
  return { t, call, incoming: callee.incoming };
}

/** Both have agreed before the answer. */
async function early(): Promise<Stage> {
  const stage = await arrived();
  await stage.incoming.ringReliably(183, { media: true });
  await stage.t.until(() => stage.call.prackResponses.length === 1, 'both agree');
  return stage;
}

async function established(stage?: Stage): Promise<Stage> {
  const { t, call, incoming } = stage ?? (await arrived());
  await incoming.answer();
  await t.until(() => call.state === 'answered' && incoming.acknowledged, 'it is answered');
  return { t, call, incoming };
}

/** Sound both ways shows that both sides hold the same to be agreed. */
async function agree({ t, call, incoming }: Stage): Promise<void> {
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440), 'the callee hears the caller');
  assert.ok(call.media?.hears(1000), 'the caller hears the callee');
  await t.clock.until(call.hangUp());
  await t.finish();
}

function described(message: WireMessage | undefined): boolean {
  return /^v=0/.test(message?.body ?? '');
}

/** RAck for the last reliable response the caller got. */
function rackOf(call: PhoneCall): Field {
  const last = call.phone.received(183).at(-1) ?? assert.fail('no 183');
  return ['RAck', `${field(last, 'rseq')} ${field(last, 'cseq')}`];
}

describe('Table 1', () => {
  test('pattern 1: offer in the INVITE, answer in the 2xx', async () => {
    const stage = await established();
    assert.ok(described(stage.incoming.incomingInvite) && described(stage.call.finalResponse));
    await agree(stage);
  });

  test('pattern 1 within a call', async () => {
    const stage = await established();
    const { t, call, incoming } = stage;
    for (const side of [call, incoming]) {
      const answer = await t.clock.until(side.reinvite({ direction: 'sendonly' }));
      assert.match(answer.body, /a=recvonly/);
      assert.match((await t.clock.until(side.reinvite({ direction: 'sendrecv' }))).body, /a=sendrecv/);
    }
    await agree(stage);
  });

  test('pattern 2: offer in the 2xx, answer in the ACK', async () => {
    const stage = await established(await arrived(false));
    assert.ok(!described(stage.incoming.incomingInvite) && described(stage.call.finalResponse));
    assert.ok(described(stage.incoming.phone.received('ACK').at(-1)));
    await agree(stage);
  });

  test('pattern 2 within a call', async () => {
    const stage = await established();
    for (const side of [stage.call, stage.incoming]) {
      const offer = await stage.t.clock.until(side.reinvite({ offer: false }));
      assert.equal(offer.status, 200);
      assert.ok(described(offer));
      await stage.t.clock.advance(100);
    }
    await agree(stage);
  });

  test('pattern 3: offer in the INVITE, answer in a reliable 1xx', async () => {
    const stage = await early();
    assert.ok(described(stage.call.phone.received(183)[0]));
    assert.ok(!described(stage.incoming.phone.received('PRACK')[0]));
    await stage.incoming.answer({ sdp: '' });
    await stage.t.until(() => stage.call.state === 'answered', 'it is answered');
    assert.ok(!described(stage.call.finalResponse), '§3.1.1: what is settled is not said again');
    await agree(stage);
  });

  test('pattern 4: offer in a reliable 1xx, answer in the PRACK', async () => {
    const stage = await arrived(false);
    await stage.incoming.ringReliably(183, { media: true });
    await stage.t.until(() => stage.incoming.ringing.isAcknowledged, 'the answer is there');
    assert.ok(described(stage.call.phone.received(183)[0]));
    assert.ok(described(stage.incoming.phone.received('PRACK')[0]));
    await stage.incoming.answer({ sdp: '' });
    await stage.t.until(() => stage.call.state === 'answered', 'it is answered');
    assert.ok(!described(stage.call.finalResponse));
    assert.ok(!described(stage.incoming.phone.received('ACK').at(-1)));
    await agree(stage);
  });

  test('pattern 5: offer in the PRACK, answer in its 2xx', async () => {
    const stage = await arrived();
    const { t, call, incoming } = stage;
    call.acknowledgesRinging = false;
    await incoming.ringReliably(183, { media: true });
    await t.until(() => call.statuses.includes(183), 'there is something to acknowledge');
    const offer = call.ownSession.replace(/RTP\/AVP .*/, 'RTP/AVP 0 101');
    const answer = await t.clock.until(call.request('PRACK', offer, [rackOf(call)]));
    assert.equal(answer.status, 200);
    assert.match(answer.body, /RTP\/AVP 0 101/);
    await incoming.answer({ sdp: '' });
    await t.until(() => call.state === 'answered', 'it is answered');
    if (call.media) call.media.codecs = [PCMU];
    await t.until(() => incoming.phone.received('INVITE').length === 2, 'the callee is told what is left');
    await t.clock.advance(100);
    await agree(stage);
  });

  for (const when of ['before', 'within'] as const) {
    test(`pattern 6: offer in an UPDATE, answer in its 2xx, ${when} the call`, async () => {
      const stage = await early();
      const { t, call, incoming } = stage;
      if (when === 'within') await established(stage);
      for (const side of [call, incoming]) {
        const held = side.ownSession.replace(/a=(sendrecv|recvonly)/, 'a=inactive');
        assert.match((await t.clock.until(side.request('UPDATE', held))).body, /a=inactive/);
        const back = held.replace('a=inactive', 'a=sendrecv');
        assert.match((await t.clock.until(side.request('UPDATE', back))).body, /a=sendrecv/);
      }
      if (when === 'before') await established(stage);
      await agree(stage);
    });
  }
});

describe('offers that may not be made', () => {
  test('before the first answer: an UPDATE gets 500 with Retry-After', async () => {
    const { t, call } = await arrived();
    await t.until(() => call.statuses.includes(100) || call.state !== 'ended', 'it is under way');
    call.cancel();
    await t.until(() => call.state === 'ended', 'it is over');
    await t.finish();

    const stage = await arrived();
    stage.incoming.ring();
    await stage.t.until(() => stage.call.state === 'ringing', 'there is a dialog');
    const answer = await stage.t.clock.until(stage.call.request('UPDATE', stage.call.ownSession));
    assert.equal(answer.status, 500);
    assert.match(field(answer, 'retry-after'), /^\d+$/);
    await established(stage);
    await agree(stage);
  });

  test('while the INVITE has no final response: a second INVITE gets 500 with Retry-After', async () => {
    const stage = await early();
    const answer = await stage.t.clock.until(stage.call.request('INVITE', stage.call.ownSession));
    assert.equal(answer.status, 500);
    assert.match(field(answer, 'retry-after'), /^\d+$/);
    await established(stage);
    await agree(stage);
  });

  for (const [first, second] of [
    ['INVITE', 'INVITE'],
    ['INVITE', 'UPDATE'],
    ['UPDATE', 'INVITE'],
    ['UPDATE', 'UPDATE'],
  ] as const) {
    test(`${second} that meets our ${first} gets 491, behind an own ${first} 500`, async () => {
      const stage = await established(await early());
      const { t, call, incoming } = stage;
      incoming.onReinvite = () => true;
      const sdp = call.ownSession.replace('a=sendrecv', 'a=inactive');
      const pending = first === 'INVITE' ? call.reinvite({ sdp }) : call.request('UPDATE', sdp);
      pending.catch(() => {});
      await t.until(
        () => incoming.phone.received(first).length > (first === 'INVITE' ? 1 : 0),
        'it is passed on',
      );
      const meeting = await t.clock.until(incoming.request(second, incoming.ownSession));
      assert.equal(meeting.status, 491);
      const behind = await t.clock.until(call.request(second, call.ownSession));
      assert.equal(behind.status, 500);
      assert.match(field(behind, 'retry-after'), /^\d+$/);
      await t.clock.until(call.hangUp());
      assert.equal((await t.clock.until(pending)).status, 487);
      for (const phone of t.phones) phone.problems.length = 0;
      await t.finish();
    });
  }
});

describe('Table 2: offers that are refused', () => {
  const useless = (call: PhoneCall): string => call.ownSession.replace(/RTP\/AVP .*/, 'RTP/AVP 18');

  test('in an INVITE within a call, an UPDATE or a PRACK: 488, and what was agreed stays', async () => {
    const stage = await arrived();
    const { t, call, incoming } = stage;
    call.acknowledgesRinging = false;
    await incoming.ringReliably(183, { media: true });
    await t.until(() => call.statuses.includes(183), 'there is something to acknowledge');
    assert.equal((await t.clock.until(call.request('PRACK', useless(call), [rackOf(call)]))).status, 488);
    assert.equal((await t.clock.until(call.request('UPDATE', useless(call)))).status, 488);
    await established(stage);
    assert.equal((await t.clock.until(call.request('UPDATE', useless(call)))).status, 488);
    assert.equal((await t.clock.until(call.reinvite({ sdp: useless(call) }))).status, 488);
    await agree(stage);
  });

  test('in a 2xx: the ACK answers it all the same, and the call ends', async () => {
    const { t, call, incoming } = await arrived(false);
    await incoming.answer({ sdp: incoming.ownSession.replace(/m=audio[^\r]*/, 'm=audio 40000 RTP/AVP 18') });
    await t.until(() => call.state === 'ended', 'it comes to nothing');
    assert.equal(call.finalStatus, 488);
    await t.until(() => incoming.state === 'ended', 'the callee is told');
    await t.finish();
  });
});
