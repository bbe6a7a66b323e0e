import { Argument, type Command } from 'commander';
import {
  handoverMadeSchema,
  type NewHandoverRequest,
  newHandoverSchema,
} from '../../web/contract/handovers.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

interface Options {
  readonly password?: string;
  readonly mail?: boolean;
}

/** Beside the other commands of the `extension` group. */
export function defineSetUp(group: Command, context: CommandContext): void {
  const { help } = context.words;
  defineCommand(group, context, {
    name: 'extension set-up',
    usage: 'set-up <number>',
    help: { '<number>': 'number' },
  })
    .usage(`<number> <purpose> ${help.usageOfCommand}`)
    .addArgument(
      new Argument('<purpose>', help.arguments.handoverPurpose).choices(
        newHandoverSchema.shape.purpose.options,
      ),
    )
    .option('--password <password>', help.options.ownPassword)
    .option('--mail', help.options.mailLetter)
    .action((number: string, purpose: NewHandoverRequest['purpose'], given: Options) =>
      setUp(context, number, { purpose, ...given, language: context.words.language }),
    );
}

async function setUp(context: CommandContext, number: string, body: NewHandoverRequest): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: `/extensions/${encodeURIComponent(number)}/handovers`,
    body,
    answer: handoverMadeSchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  const { qr: _picture, ...made } = answer.value;
  if (context.json) return terminal.json(made);
  const { setUp: labels, setUpHint } = words.directory;
  terminal.facts([
    [labels.address, made.address],
    [labels.until, context.time(made.endsAt)],
    ...(made.newPassword === null ? [] : [[labels.newPassword, made.newPassword] as const]),
  ]);
  terminal.line(setUpHint[body.purpose === 'letter' ? 'letter' : 'phone']);
}
