import type { Command } from 'commander';
import { type CertificateAnswer, certificateSchema } from '../../web/contract/certificate.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';

/** TLS does not work for phones. */
const FAULT = 1;

export function defineCertificateCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'certificate');
  defineCommand(group, context, { name: 'certificate show', usage: 'show' }).action(() =>
    ask(context, { method: 'GET', path: '/certificate' }),
  );
  defineCommand(group, context, { name: 'certificate reload', usage: 'reload' }).action(() =>
    ask(context, { method: 'POST', path: '/certificate/reload' }),
  );
}

async function ask(
  context: CommandContext,
  request: { readonly method: 'GET' | 'POST'; readonly path: string },
): Promise<void> {
  const answer = await context.askOrTell({ ...request, answer: certificateSchema });
  if (!answer) return;
  if (answer.value.fault !== null) context.exitCode = FAULT;
  if (context.json) return context.terminal.json(answer.value);
  tell(context, answer.value);
}

function tell(context: CommandContext, { source, fault, expiresAt, names }: CertificateAnswer): void {
  const { terminal, words } = context;
  const { labels, sources, nothing, faults, warning } = words.certificate;
  terminal.facts([
    [labels.source, sources[source]],
    [labels.names, names.join(', ') || nothing],
    [labels.until, expiresAt === null ? nothing : context.time(expiresAt)],
  ]);
  if (fault !== null) terminal.warning(warning(faults[fault], context.command('doctor')));
}
