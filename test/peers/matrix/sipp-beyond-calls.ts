/** Registration, texts, lamps and presence, as SIPp plays them. */
import assert from 'node:assert/strict';
import { until } from '../waiting.ts';
import { played, reachable, type SippStage } from './sipp-flow.ts';
import type { SippSteps, Step } from './sipp-scenario.ts';
import { called } from './stage.ts';
import { assertIsRegistered } from './stories.ts';

const TEXT = 'text/plain;charset=UTF-8';

export async function registers(stage: SippStage): Promise<void> {
  const nothing = (steps: SippSteps): Step[] => [steps.awaitRequest('INVITE')];
  const { installation, seat } = stage;
  await reachable(stage, nothing, () => assertIsRegistered(installation, seat.number, seat.transport));
}

export async function sendsTexts(stage: SippStage): Promise<void> {
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

export async function showsLamp(stage: SippStage): Promise<void> {
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

export async function showsPresence(stage: SippStage): Promise<void> {
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
