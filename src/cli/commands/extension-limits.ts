import type { Command } from 'commander';
import {
  EXTENSION_LIMIT_RANGES,
  type ExtensionLimits,
  type ExtensionLimitsChange,
  extensionLimitsChangeSchema,
  extensionLimitsSchema,
} from '../../web/contract/suspensions.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import type { Failure } from '../failure.ts';

/** `off` takes the limit away. */
interface LimitOptions {
  readonly calls?: string;
  readonly contacts?: string;
  readonly newCalls?: string;
  readonly kbit?: string;
  readonly codecs?: string;
  readonly registerInterval?: string;
  readonly algorithm?: string;
  readonly transport?: string;
}

const OFF = 'off';

/** Beside the other commands of the `extension` group. */
export function defineExtensionLimits(group: Command, context: CommandContext): void {
  const { options } = context.words.help;
  defineCommand(group, context, {
    name: 'extension limits',
    usage: 'limits <number>',
    help: { '<number>': 'number' },
  })
    .option('--calls <count>', options.limitCalls)
    .option('--contacts <count>', options.limitContacts)
    .option('--new-calls <count>', options.limitNewCalls)
    .option('--kbit <count>', options.limitKbit)
    .option('--codecs <names>', options.limitCodecs)
    .option('--register-interval <seconds>', options.limitRegister)
    .option('--algorithm <name>', options.limitDigest)
    .option('--transport <name>', options.limitTransport)
    .action((number: string, given: LimitOptions) => limits(context, number, given));
}

async function limits(context: CommandContext, number: string, given: LimitOptions): Promise<void> {
  const path = `/extensions/${encodeURIComponent(number)}/limits`;
  const change = changeOf(given);
  if (isFailure(change)) return context.tell(change);
  const answer = await context.askOrTell(
    Object.keys(change).length === 0
      ? { method: 'GET', path, answer: extensionLimitsSchema }
      : { method: 'PATCH', path, body: change, answer: extensionLimitsSchema },
  );
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  tellLimits(context, answer.value);
}

/** The limits as the API has them, or which of them cannot be. */
function changeOf(given: LimitOptions): ExtensionLimitsChange | Failure {
  const written: Record<string, unknown> = {};
  const put = (name: keyof ExtensionLimitsChange, text: string | undefined): void => {
    if (text !== undefined)
      written[name] = text === OFF ? null : /^\d{1,9}$/.test(text) ? Number(text) : text;
  };
  put('calls', given.calls);
  put('contacts', given.contacts);
  put('newCallsPerMinute', given.newCalls);
  put('kbitPerSecond', given.kbit);
  put('registerSeconds', given.registerInterval);
  put('digest', given.algorithm?.replace(/^sha-?256$/i, 'SHA-256'));
  put('transport', given.transport?.replace(/^tls$/i, 'TLS'));
  if (given.codecs !== undefined) {
    written['codecs'] = given.codecs === OFF ? null : given.codecs.split(',').map(codecName);
  }
  const read = extensionLimitsChangeSchema.safeParse(written);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const limit = String(issue?.path[0] ?? '');
  return { code: 'limit-invalid', values: { limit, ...(isRanged(limit) && EXTENSION_LIMIT_RANGES[limit]) } };
}

function isRanged(limit: string): limit is keyof typeof EXTENSION_LIMIT_RANGES {
  return limit in EXTENSION_LIMIT_RANGES;
}

function codecName(text: string): string {
  const name = text.trim().replace('.', '');
  return name.toLowerCase() === 'opus' ? 'opus' : name.toUpperCase();
}

function isFailure(change: ExtensionLimitsChange | Failure): change is Failure {
  return 'code' in change;
}

function tellLimits(
  { terminal, words }: CommandContext,
  { extension, own, effective }: ExtensionLimits,
): void {
  const { title, labels, noLimit, own: ofItsOwn } = words.suspension.limits;
  terminal.line(title(extension));
  terminal.facts(
    (Object.keys(labels) as (keyof typeof labels)[]).map((name) => {
      const value = effective[name];
      const text = value === null ? noLimit : Array.isArray(value) ? value.join(', ') : String(value);
      return [labels[name], own[name] === null ? text : `${text} (${ofItsOwn})`] as const;
    }),
  );
}
