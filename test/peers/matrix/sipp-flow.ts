/** What SIPp's stories are made of: the steps of a whole call, and a run with the story beside it. */
import type { Phone } from '../../../testkit/phone.ts';
import type { PhoneCall } from '../../../testkit/phone-call.ts';
import type { Installation } from '../installation.ts';
import { until } from '../waiting.ts';
import type { Seat } from './peer.ts';
import { SippRun } from './sipp-run.ts';
import { ALLOW, type RequestOptions, SippSteps, type Step } from './sipp-scenario.ts';
import { called } from './stage.ts';

export interface SippStage {
  readonly installation: Installation;
  readonly seat: Seat;
  readonly a: Phone;
  readonly b: Phone;
}

export const DIALOG = { uri: '[next_url]', toTag: '[peer_tag_param]' } as const;

/** Until the answer is acknowledged. The next CSeq is 3. */
export function calling(steps: SippSteps, target: string, options: Partial<RequestOptions> = {}): Step[] {
  return [
    ...steps.authorized('INVITE', target, { cseq: 1, body: steps.sdp(), headers: [ALLOW], ...options }),
    ...steps.ringing(),
    steps.response(200, { target: true }),
    steps.request('ACK', target, { ...DIALOG, cseq: 2 }),
  ];
}

export function hangingUp(steps: SippSteps, target: string, cseq: number): Step[] {
  return [steps.request('BYE', target, { ...DIALOG, cseq }), steps.response(200)];
}

export function hungUpOn(steps: SippSteps): Step[] {
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
export async function reachable(
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
export async function played(
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
export async function answered(phone: Phone): Promise<PhoneCall> {
  const call = await called(phone);
  await call.answer();
  await until('the answer is acknowledged', () => call.acknowledged);
  return call;
}
