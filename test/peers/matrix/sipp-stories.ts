/** The rows of the table as SIPp plays them: its side is a scenario, which fails at anything else than it says. */
import assert from 'node:assert/strict';
import type { Phone } from '../../../testkit/phone.ts';
import type { PhoneCall } from '../../../testkit/phone-call.ts';
import type { Installation } from '../installation.ts';
import { until } from '../waiting.ts';
import type { Seat } from './peer.ts';
import type { RowName } from './rows.ts';
import { SippRun } from './sipp-run.ts';
import { ALLOW, type RequestOptions, SippSteps, type Step } from './sipp-scenario.ts';
import { assertTalk, called, ended } from './stage.ts';
import { assertIsRegistered, keysTold } from './stories.ts';

export interface SippStage {
  readonly installation: Installation;
  readonly seat: Seat;
  readonly a: Phone;
  readonly b: Phone;
}

const DIALOG = { uri: '[next_url]', toTag: '[peer_tag_param]' } as const;
const TEXT = 'text/plain;charset=UTF-8';

/** Until the answer is acknowledged. The next CSeq is 3. */
function calling(steps: SippSteps, target: string, options: Partial<RequestOptions> = {}): Step[] {
  return [
    ...steps.authorized('INVITE', target, { cseq: 1, body: steps.sdp(), headers: [ALLOW], ...options }),
    steps.response(100, { optional: true }),
    steps.response(180),
    steps.response(200, { target: true }),
    steps.request('ACK', target, { ...DIALOG, cseq: 2 }),
  ];
}

function hangingUp(steps: SippSteps, target: string, cseq: number): Step[] {
  return [steps.request('BYE', target, { ...DIALOG, cseq }), steps.response(200)];
}

function hungUpOn(steps: SippSteps): Step[] {
  return [steps.awaitRequest('BYE'), steps.reply(200, 'OK')];
}

/** Registers, and stays. */
function staying(seat: Seat): string {
  const steps = new SippSteps(seat);
  return steps.scenario('staying', [
    ...steps.authorized('REGISTER', seat.number, {
      cseq: 1,
      uri: `sip:${steps.host}`,
      headers: ['Expires: 600'],
    }),
    steps.response(200),
    '<pause milliseconds="600000"/>',
  ]);
}

/** Plays `incoming` with whatever comes in, and lets `story` go on when SIPp is registered. */
async function reachable(
  { seat }: SippStage,
  incoming: (steps: SippSteps) => Step[],
  story: (run: SippRun) => Promise<void>,
): Promise<void> {
  const steps = new SippSteps(seat);
  const run = await SippRun.start(seat, staying(seat), steps.scenario('incoming', incoming(steps)));
  try {
    await run.exchanged(/SIP\/2\.0 200 [\s\S]*?CSeq: 2 REGISTER/);
    await story(run);
  } catch (error) {
    const seen = run.seen;
    await run.remove();
    throw new Error(`${(error as Error).message}; SIPp saw: ${seen}`);
  }
  await run.stop();
}

/** Plays a scenario to its end. */
async function played(
  { seat }: SippStage,
  main: (steps: SippSteps) => Step[],
  story: (run: SippRun) => Promise<void>,
): Promise<void> {
  const steps = new SippSteps(seat);
  const run = await SippRun.start(seat, steps.scenario('main', main(steps)));
  try {
    await story(run);
    await run.done();
  } catch (error) {
    throw new Error(`${(error as Error).message}; SIPp saw: ${run.seen}`);
  } finally {
    await run.remove();
  }
}

/** The phone answers the call that SIPp makes. */
async function answered(phone: Phone): Promise<PhoneCall> {
  const call = await called(phone);
  await call.answer();
  await until('the answer is acknowledged', () => call.acknowledged);
  return call;
}

async function registers(stage: SippStage): Promise<void> {
  const nothing = (steps: SippSteps): Step[] => [steps.awaitRequest('INVITE')];
  const { installation, seat } = stage;
  await reachable(stage, nothing, () => assertIsRegistered(installation, seat.number, seat.transport));
}

async function callsAndIsCalled(stage: SippStage): Promise<void> {
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

async function holds(stage: SippStage): Promise<void> {
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

async function transfersBlind(stage: SippStage): Promise<void> {
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

async function transfersAttended(stage: SippStage): Promise<void> {
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
      steps.response(100, { optional: true }),
      steps.response(180),
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
      steps.response(100, { optional: true }),
      steps.response(180),
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

async function cancels(stage: SippStage): Promise<void> {
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

async function isBusy(stage: SippStage): Promise<void> {
  const { a, seat } = stage;
  const main = (steps: SippSteps): Step[] => [
    ...steps.authorized('INVITE', a.number, { cseq: 1, body: steps.sdp() }),
    steps.response(100, { optional: true }),
    steps.response(180),
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

async function pressesKeys(stage: SippStage): Promise<void> {
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

async function sendsTexts(stage: SippStage): Promise<void> {
  const { a, seat } = stage;
  const main = (steps: SippSteps): Step[] => [
    ...steps.authorized('MESSAGE', a.number, { cseq: 1, contentType: TEXT, body: 'Goedemorgen' }),
    steps.response(200),
  ];
  await played(stage, main, () =>
    until('the text arrives', () =>
      a.mail.texts.some(({ from, text }) => from === seat.number && /^Goedemorgen/.test(text)),
    ),
  );
  const incoming = (steps: SippSteps): Step[] => [
    steps.awaitRequest('MESSAGE', [{ pattern: 'Vijf negen' }]),
    steps.reply(200, 'OK', { tag: true }),
  ];
  await reachable(stage, incoming, async () => {
    assert.equal((await a.message(seat.number, 'Vijf negen')).status, 200);
  });
}

async function showsLamp(stage: SippStage): Promise<void> {
  const { a, b } = stage;
  const main = (steps: SippSteps): Step[] => [
    ...steps.authorized('SUBSCRIBE', a.number, {
      cseq: 1,
      headers: ['Event: dialog', 'Accept: application/dialog-info+xml', 'Expires: 600'],
    }),
    steps.response(200),
    ...steps.takeUntil('NOTIFY', '(terminated|state="full")'),
    ...steps.takeUntil('NOTIFY', '>early<'),
    ...steps.takeUntil('NOTIFY', '>confirmed<'),
    ...steps.takeUntil('NOTIFY', '>terminated<'),
  ];
  await played(stage, main, async (run) => {
    await run.exchanged(/\nNOTIFY /);
    const call = await b.call(a.number);
    const incoming = await called(a);
    await run.exchanged(/>early</);
    await incoming.answer();
    await run.exchanged(/>confirmed</);
    await until('the caller is answered', () => call.state === 'answered');
    await call.hangUp();
  });
}

async function showsPresence(stage: SippStage): Promise<void> {
  const main = (steps: SippSteps): Step[] => [
    ...steps.authorized('SUBSCRIBE', stage.a.number, {
      cseq: 1,
      headers: ['Event: presence', 'Accept: application/pidf+xml', 'Expires: 600'],
    }),
    steps.response(200),
    ...steps.takeUntil('NOTIFY', '<basic>open</basic>'),
  ];
  await played(stage, main, async () => {});
}

/** 60 s are too few, 90 are not; the exchange is to refresh and does. */
async function refreshesSession(stage: SippStage): Promise<void> {
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
      steps.response(100, { optional: true }),
      steps.response(180),
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

async function ringsReliably(stage: SippStage): Promise<void> {
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
async function offersMuch(stage: SippStage): Promise<void> {
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

export const SIPP_STORIES: Readonly<Record<RowName, (stage: SippStage) => Promise<void>>> = {
  register: registers,
  call: callsAndIsCalled,
  hold: holds,
  'blind transfer': transfersBlind,
  'attended transfer': transfersAttended,
  cancel: cancels,
  busy: isBusy,
  DTMF: pressesKeys,
  MESSAGE: sendsTexts,
  BLF: showsLamp,
  presence: showsPresence,
  'session timer': refreshesSession,
  '100rel': ringsReliably,
  'large SDP': offersMuch,
  IPv6: callsAndIsCalled,
};
