import type { Command } from 'commander';
import { incidentSchema, newIncidentSchema } from '../../web/contract/incidents.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';

interface OpenOptions {
  readonly parts?: string;
  readonly maintenance?: boolean;
  readonly from?: string;
  readonly until?: string;
}

export function defineIncidentCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'incident');
  const { options } = context.words.help;
  defineCommand(group, context, {
    name: 'incident open',
    usage: 'open <title> <text>',
    help: { '<title>': 'incidentTitle', '<text>': 'incidentText' },
  })
    .option('--parts <parts>', options.incidentParts)
    .option('--maintenance', options.incidentMaintenance)
    .option('--from <time>', options.incidentFrom)
    .option('--until <time>', options.incidentUntil)
    .action((title: string, text: string, given: OpenOptions) => openIncident(context, title, text, given));
  defineCommand(group, context, {
    name: 'incident update',
    usage: 'update <id> <text>',
    help: { '<id>': 'incident', '<text>': 'incidentText' },
  }).action((id: string, text: string) =>
    add(context, `${pathOf(id)}/updates`, text, context.words.incident.updated),
  );
  defineCommand(group, context, {
    name: 'incident close',
    usage: 'close <id> <text>',
    help: { '<id>': 'incident', '<text>': 'incidentCause' },
  }).action((id: string, text: string) =>
    add(context, `${pathOf(id)}/closing`, text, context.words.incident.closed),
  );
  defineCommand(group, context, { name: 'incident list', usage: 'list' }).action(() =>
    listIncidents(context),
  );
}

function pathOf(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}

async function openIncident(
  context: CommandContext,
  title: string,
  text: string,
  given: OpenOptions,
): Promise<void> {
  const read = newIncidentSchema.safeParse({
    kind: given.maintenance ? 'maintenance' : 'incident',
    title,
    text,
    parts: (given.parts ?? '').split(/[\s,]+/).filter(Boolean),
    ...(given.from !== undefined && { from: momentOf(given.from) }),
    ...(given.until !== undefined && { until: momentOf(given.until) }),
  });
  if (!read.success) {
    const setting = String(read.error.issues[0]?.path[0] ?? '');
    return context.tell({ code: 'setting-invalid', values: { setting } });
  }
  const request = { method: 'POST', path: '/incidents', body: read.data, answer: incidentSchema } as const;
  const answer = await context.askOrTell(request);
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.incident.opened(answer.value.id));
}

/** What is no time stays as it is, and is refused. */
function momentOf(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}

async function add(context: CommandContext, path: string, text: string, said: string): Promise<void> {
  const answer = await context.askOrTell({ method: 'POST', path, body: { text }, answer: incidentSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(said);
}

async function listIncidents(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/incidents',
    answer: listOf(incidentSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { columns, none, states } = words.incident;
  if (items.length === 0) return terminal.line(none);
  terminal.table(
    [{ title: columns.id }, { title: columns.title }, { title: columns.state }, { title: columns.from }],
    items.map((incident) => [
      incident.id,
      incident.title,
      states[incident.state],
      context.time(incident.from),
    ]),
  );
}
