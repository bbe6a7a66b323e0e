/** Calls as SIPp plays them: its side is a scenario, which fails at anything else than it says. */
import assert from 'node:assert/strict';
import { until } from '../waiting.ts';
import {
  answered,
  calling,
  DIALOG,
  hangingUp,
  hungUpOn,
  played,
  reachable,
  type SippStage,
} from './sipp-flow.ts';
import { ALLOW, type SippSteps, type Step } from './sipp-scenario.ts';
import { assertTalk, called, ended } from './stage.ts';
import { keysTold } from './stories.ts';

export async function callsAndIsCalled(stage: SippStage): Promise<void> {
  const { a, seat } = stage;
  const out = (steps: SippSteps): Step[] => [...calling(steps, a.number), ...hangingUp(steps, a.number, 3)];
  await played(stage, out, async () => {
    const call = await answered(a);
    await ended(call);
  });
  const incoming = (steps: SippSteps): Step[] => [
    steps.awaitRequest('INVITE', [{ header: 'From:', pattern: `sip:${a.number}@` }]),
    steps.reply(180, 'Ringing', { tag: true }),
    steps.reply(200, 'OK', { tag: true, headers: [ALLOW], body: steps.sdp() }),
    steps.awaitRequest('ACK'),
    ...hungUpOn(steps),
  ];
  await reachable(stage, incoming, async () => {
    const call = await a.call(seat.number);
    await until('the caller is answered', () => call.state === 'answered');
    assert.ok(call.statuses.includes(180));
    assert.equal((await call.hangUp()).status, 200);
  });
}

export async function holds(stage: SippStage): Promise<void> {
  const { a } = stage;
  const main = (steps: SippSteps): Step[] => {
    const offer = (cseq: number, direction: string, answer: string): Step[] => [
      steps.request('INVITE', a.number, { ...DIALOG, cseq, body: steps.sdp({ direction }) }),
      steps.response(100, { optional: true }),
      steps.response(200, { expect: [{ pattern: `a=${answer}` }] }),
      steps.request('ACK', a.number, { ...DIALOG, cseq }),
    ];
    const take = (offered: string, direction: string): Step[] => [
      steps.awaitRequest('INVITE', [{ pattern: `a=${offered}` }]),
      steps.reply(200, 'OK', { body: steps.sdp({ direction }) }),
      steps.awaitRequest('ACK'),
    ];
    return [
      ...calling(steps, a.number),
      ...offer(3, 'sendonly', 'recvonly'),
      ...offer(4, 'sendrecv', 'sendrecv'),
      ...take('sendonly', 'recvonly'),
      ...take('sendrecv', 'sendrecv'),
      ...hungUpOn(steps),
    ];
  };
  await played(stage, main, async (run) => {
    const call = await answered(a);
    await run.exchanged(/CSeq: 4 ACK/);
    await until('the other side may hold', async () => (await call.hold()).status === 200);
    assert.equal(call.remoteSession?.direction, 'recvonly');
    await until('and go on', async () => (await call.resume()).status === 200);
    await call.hangUp();
  });
}

export async function transfersBlind(stage: SippStage): Promise<void> {
  const { a, b } = stage;
  const main = (steps: SippSteps): Step[] => [
    ...calling(steps, a.number),
    steps.request('REFER', a.number, {
      ...DIALOG,
      cseq: 3,
      headers: [`Refer-To: <sip:${b.number}@${steps.host}>`],
    }),
    steps.response(202),
    ...steps.takeUntil('NOTIFY', 'SIP/2.0 200'),
    ...hungUpOn(steps),
  ];
  await played(stage, main, async (run) => {
    const call = await answered(a);
    const third = await answered(b);
    await run.done();
    await assertTalk(call, third);
    await call.hangUp();
    await ended(third);
  });
}

export async function transfersAttended(stage: SippStage): Promise<void> {
  const { a, b } = stage;
  // SIPp knows both dialogs as one call of its own by what stands behind the slashes.
  const second = 'second///[call_id]';
  const main = (steps: SippSteps): Step[] => {
    const learn = (name: string) => [
      { header: 'To:', pattern: 'tag=([^;]*)', name: `${name}tag` },
      { header: 'Contact:', pattern: '<([^>]*)>', name: `${name}target` },
    ];
    const within = (name: string) => ({ uri: `[$${name}target]`, toTag: `;tag=[$${name}tag]` });
    return [
      ...steps.authorized('INVITE', a.number, { cseq: 1, body: steps.sdp() }),
      ...steps.ringing(),
      steps.response(200, { expect: learn('a') }),
      steps.request('ACK', a.number, { ...within('a'), cseq: 2 }),
      steps.request('INVITE', a.number, {
        ...within('a'),
        cseq: 3,
        body: steps.sdp({ direction: 'sendonly' }),
      }),
      steps.response(100, { optional: true }),
      steps.response(200),
      steps.request('ACK', a.number, { ...within('a'), cseq: 3 }),
      ...steps.authorized('INVITE', b.number, { cseq: 1, callId: second, body: steps.sdp() }),
      ...steps.ringing(),
      steps.response(200, { expect: learn('b') }),
      steps.request('ACK', b.number, { ...within('b'), cseq: 2, callId: second }),
      steps.request('REFER', a.number, {
        ...within('a'),
        cseq: 4,
        headers: [
          `Refer-To: <sip:${b.number}@${steps.host}?Replaces=second%2F%2F%2F[call_id]%3Bto-tag%3D[$btag]%3Bfrom-tag%3D[pid]x[call_number]>`,
        ],
      }),
      steps.response(202),
      // The end of the second call comes together with the first report: over TCP SIPp must have taken both before it
      // says anything.
      steps.awaitForLater('NOTIFY', [{ pattern: 'SIP/2.0 100' }]),
      ...hungUpOn(steps),
      steps.reply(200, 'OK', { later: true }),
      ...steps.takeUntil('NOTIFY', 'SIP/2.0 200'),
      ...hungUpOn(steps),
    ];
  };
  await played(stage, main, async (run) => {
    const call = await answered(a);
    const other = await answered(b);
    await run.done();
    await assertTalk(call, other);
    await other.hangUp();
    await ended(call);
  });
}

export async function cancels(stage: SippStage): Promise<void> {
  const { a, seat } = stage;
  const main = (steps: SippSteps): Step[] => [
    ...steps.authorized('INVITE', a.number, { cseq: 1, body: steps.sdp() }),
    steps.response(100, { optional: true }),
    steps.response(180),
    steps.request('CANCEL', a.number, { cseq: 2, sameTransaction: true }),
    steps.response(200),
    steps.response(487),
    steps.acknowledgeRefusal(a.number, { cseq: 2 }),
  ];
  await played(stage, main, async () => {
    await until('the other side is called', () => a.isCalled);
    await ended(a.incoming);
  });
  const incoming = (steps: SippSteps): Step[] => [
    steps.awaitForLater('INVITE'),
    steps.reply(180, 'Ringing', { tag: true }),
    steps.awaitRequest('CANCEL'),
    steps.reply(200, 'OK', { tag: true }),
    steps.reply(487, 'Request Terminated', { tag: true, later: true }),
    steps.awaitRequest('ACK'),
  ];
  await reachable(stage, incoming, async (run) => {
    const call = await a.call(seat.number);
    await until('the caller hears that it rings', () => call.statuses.includes(180));
    call.cancel();
    await ended(call);
    assert.equal(call.finalStatus, 487);
    await run.exchanged(/\nACK /);
  });
}

export async function isBusy(stage: SippStage): Promise<void> {
  const { a, seat } = stage;
  const main = (steps: SippSteps): Step[] => [
    ...steps.authorized('INVITE', a.number, { cseq: 1, body: steps.sdp() }),
    ...steps.ringing(),
    steps.response(486),
    steps.acknowledgeRefusal(a.number, { cseq: 2 }),
  ];
  await played(stage, main, async () => (await called(a)).reject(486, 'Busy Here'));
  const incoming = (steps: SippSteps): Step[] => [
    steps.awaitRequest('INVITE'),
    steps.reply(486, 'Busy Here', { tag: true }),
    steps.awaitRequest('ACK'),
  ];
  await reachable(stage, incoming, async () => {
    const call = await a.call(seat.number);
    await ended(call);
    assert.equal(call.finalStatus, 486);
  });
}

export async function pressesKeys(stage: SippStage): Promise<void> {
  const { a } = stage;
  const main = (steps: SippSteps): Step[] => [
    ...calling(steps, a.number),
    steps.request('INFO', a.number, {
      ...DIALOG,
      cseq: 3,
      contentType: 'application/dtmf-relay',
      body: 'Signal=5\nDuration=160',
    }),
    steps.response(200),
    steps.awaitRequest('INFO', [{ pattern: 'Signal= *7' }]),
    steps.reply(200, 'OK'),
    ...hungUpOn(steps),
  ];
  await played(stage, main, async () => {
    const call = await answered(a);
    call.media?.startSilence();
    await until('the other side is told of the key', () => keysTold(call).includes('5'));
    assert.equal((await call.sendDtmfInfo('7')).status, 200);
    await call.hangUp();
  });
}

/** 60 s are too few, 90 are not; the exchange is to refresh and does. */
export async function refreshesSession(stage: SippStage): Promise<void> {
  const { a } = stage;
  const main = (steps: SippSteps): Step[] => {
    const timed = (cseq: number, value: string): Step[] =>
      steps.authorized('INVITE', a.number, {
        cseq,
        body: steps.sdp(),
        headers: [ALLOW, 'Supported: timer', `Session-Expires: ${value}`],
      });
    return [
      ...timed(1, '60'),
      steps.response(422, { expect: [{ header: 'Min-SE:', pattern: '90' }] }),
      steps.acknowledgeRefusal(a.number, { cseq: 2 }),
      ...timed(3, '90;refresher=uas'),
      ...steps.ringing(),
      steps.response(200, {
        target: true,
        expect: [{ header: 'Session-Expires:', pattern: '90;refresher=uas' }],
      }),
      steps.request('ACK', a.number, { ...DIALOG, cseq: 4 }),
      // In the silence the exchange also asks whether anybody is there.
      ...steps.takeBefore('OPTIONS', 'UPDATE', [{ header: 'Session-Expires:', pattern: '90;refresher=uac' }]),
      steps.reply(200, 'OK', { headers: ['Require: timer', 'Session-Expires: 90;refresher=uac'] }),
      ...hungUpOn(steps),
    ];
  };
  await played(stage, main, async (run) => {
    const call = await answered(a);
    await run.exchanged(/\nUPDATE [\s\S]*CSeq: \d+ UPDATE[\s\S]*CSeq: \d+ UPDATE/);
    assert.equal(call.state, 'answered');
    await call.hangUp();
  });
}

export async function ringsReliably(stage: SippStage): Promise<void> {
  const { a, seat } = stage;
  a.onCall = (call) => void call.ringReliably(183, { media: true });
  const main = (steps: SippSteps): Step[] => [
    ...steps.authorized('INVITE', a.number, {
      cseq: 1,
      body: steps.sdp(),
      headers: [ALLOW, 'Supported: 100rel'],
    }),
    steps.response(100, { optional: true }),
    steps.response(183, { target: true, expect: [{ header: 'RSeq:', pattern: ' *([0-9]+)', name: 'rseq' }] }),
    steps.request('PRACK', a.number, { ...DIALOG, cseq: 3, headers: ['RAck: [$rseq] 2 INVITE'] }),
    steps.response(200),
    steps.response(200),
    steps.request('ACK', a.number, { ...DIALOG, cseq: 2 }),
    ...hungUpOn(steps),
  ];
  await played(stage, main, async (run) => {
    const call = await called(a);
    await until('the phone is acknowledged', () => call.ringing.isAcknowledged);
    await run.exchanged(/CSeq: 3 PRACK[\s\S]*CSeq: 3 PRACK/);
    await call.answer();
    await until('the answer is acknowledged', () => call.acknowledged);
    await call.hangUp();
  });
  const incoming = (steps: SippSteps): Step[] => [
    steps.awaitForLater('INVITE', [{ header: 'Supported:', pattern: '100rel' }]),
    steps.reply(180, 'Ringing', { tag: true, headers: [ALLOW, 'Require: 100rel', 'RSeq: 1'] }),
    steps.awaitRequest('PRACK', [{ header: 'RAck:', pattern: '^ *1 ' }]),
    steps.reply(200, 'OK'),
    steps.reply(200, 'OK', { later: true, tag: true, headers: [ALLOW], body: steps.sdp() }),
    steps.awaitRequest('ACK'),
    ...hungUpOn(steps),
  ];
  await reachable(stage, incoming, async () => {
    const call = await a.call(seat.number, { headers: [['Supported', '100rel']] });
    await until('the caller is answered', () => call.state === 'answered');
    assert.equal((await call.hangUp()).status, 200);
  });
}

/** More than 4,000 bytes. */
export async function offersMuch(stage: SippStage): Promise<void> {
  const { a } = stage;
  const lines = Array.from({ length: 100 }, (_, index) => `a=x-unknown-to-everybody-${index}:nothing at all`);
  const main = (steps: SippSteps): Step[] => [
    ...calling(steps, a.number, { body: steps.sdp({ lines }) }),
    ...hungUpOn(steps),
  ];
  await played(stage, main, async () => {
    const call = await answered(a);
    await call.hangUp();
  });
}
