import type { Command } from 'commander';
import {
  type CallFeatures,
  type CallFeaturesChange,
  callFeaturesSchema,
  RING_SECONDS,
} from '../../web/contract/call-features.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

/** `off` takes the forward away. */
interface ForwardOptions {
  readonly always?: string;
  readonly busy?: string;
  readonly unanswered?: string;
  readonly after?: string;
}

const OFF = 'off';

/** Beside the other commands of the `extension` group. */
export function defineCallFeatures(group: Command, context: CommandContext): void {
  const { options } = context.words.help;
  defineCommand(group, context, {
    name: 'extension forward',
    usage: 'forward <number>',
    help: { '<number>': 'number' },
  })
    .option('--always <number>', options.forwardAlways)
    .option('--busy <number>', options.forwardBusy)
    .option('--unanswered <number>', options.forwardNoAnswer)
    .option('--after <seconds>', options.forwardAfter)
    .action((number: string, given: ForwardOptions) => forward(context, number, given));

  defineCommand(group, context, {
    name: 'extension do-not-disturb',
    usage: 'do-not-disturb <number> [on|off]',
    help: { '<number>': 'number', '[on|off]': 'doNotDisturb' },
  }).action((number: string, wanted: string | undefined) => doNotDisturb(context, number, wanted));

  defineCommand(group, context, {
    name: 'extension pickup-group',
    usage: 'pickup-group <number> [group]',
    help: { '<number>': 'number', '[group]': 'pickupGroup' },
  }).action((number: string, group: string | undefined) =>
    change(context, number, group === undefined ? {} : { pickupGroup: orNull(group) }),
  );
}

async function forward(
  context: CommandContext,
  number: string,
  { always, busy, unanswered, after }: ForwardOptions,
): Promise<void> {
  if (after !== undefined && !/^\d{1,4}$/.test(after)) {
    return context.tell({ code: 'ring-time-invalid', values: { ...RING_SECONDS } });
  }
  await change(context, number, {
    ...(always !== undefined && { forwardAlways: orNull(always) }),
    ...(busy !== undefined && { forwardBusy: orNull(busy) }),
    ...(unanswered !== undefined && { forwardNoAnswer: orNull(unanswered) }),
    ...(after !== undefined && { ringSeconds: Number(after) }),
  });
}

async function doNotDisturb(
  context: CommandContext,
  number: string,
  wanted: string | undefined,
): Promise<void> {
  if (wanted === undefined) return change(context, number, {});
  if (wanted !== 'on' && wanted !== OFF) {
    const { usage, usageTodo, help } = context.words;
    const said = { what: usage['bad-value'](wanted), why: help.arguments.doNotDisturb };
    return context.tell(
      { code: 'usage', values: {} },
      { ...said, todo: usageTodo('npx hamvoip extension do-not-disturb') },
    );
  }
  await change(context, number, { doNotDisturb: wanted === 'on' });
}

function orNull(text: string): string | null {
  return text === OFF ? null : text;
}

/** Shows what holds when nothing is to be changed. */
async function change(context: CommandContext, number: string, wanted: CallFeaturesChange): Promise<void> {
  const path = `/extensions/${encodeURIComponent(number)}/features`;
  const answer = await context.askOrTell(
    Object.keys(wanted).length === 0
      ? { method: 'GET', path, answer: callFeaturesSchema }
      : { method: 'PATCH', path, body: wanted, answer: callFeaturesSchema },
  );
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  tellFeatures(context, answer.value);
}

function tellFeatures({ terminal, words }: CommandContext, features: CallFeatures): void {
  const { title, labels, on, off, nowhere, none, after } = words.features;
  terminal.line(title(features.extension));
  const noAnswer = features.forwardNoAnswer;
  terminal.facts([
    [labels.doNotDisturb, features.doNotDisturb ? on : off],
    [labels.always, features.forwardAlways ?? nowhere],
    [labels.busy, features.forwardBusy ?? nowhere],
    [labels.noAnswer, noAnswer === null ? nowhere : `${noAnswer} ${after(features.ringSeconds)}`],
    [labels.pickupGroup, features.pickupGroup ?? none],
  ]);
}
