import type { Command } from 'commander';
import { renderUnicodeCompact } from 'uqr';
import type { Result } from '../../base/result.ts';
import { API_PREFIX } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { type StartFailure, startFailureOf } from '../failure.ts';
import type { RunningExchange, StartFacts } from '../parts.ts';
import { ADD_EXAMPLE } from './extension.ts';

export function defineStartCommand(program: Command, context: CommandContext): void {
  defineCommand(program, context, { name: 'start', usage: 'start' }).action(() => start(context));
}

/** Runs until the exchange has stopped. */
async function start(context: CommandContext): Promise<void> {
  const { parts, loaded } = context;
  const other = await parts.controlRequest(context.controlSocket, 'GET', `${API_PREFIX}/status`, undefined);
  if (other !== undefined)
    return context.tell({ code: 'already-running', values: { path: loaded.settings.data } });
  const started = await startExchange(context);
  if (!started.ok) return context.tell(started.error);
  const { facts, stopped } = started.value;
  if (context.json) context.terminal.json({ version: parts.version, ...facts });
  else {
    tellStart(context, facts);
    warnOfCertificate(context, facts);
    if (facts.setupLink !== undefined) tellSetup(context, facts.setupLink);
    if (facts.extensions === 0) tellFirstSteps(context, facts);
  }
  context.exitCode = await stopped;
}

async function startExchange({
  parts,
  loaded,
}: CommandContext): Promise<Result<RunningExchange, StartFailure>> {
  try {
    return await parts.startExchange(loaded);
  } catch (error) {
    const failure = startFailureOf(error);
    if (failure) return { ok: false, error: failure };
    throw error;
  }
}

function tellStart({ terminal, words, parts }: CommandContext, facts: StartFacts): void {
  const { ready, counts, off, labels } = words.start;
  const { rtpPorts } = facts;
  terminal.line(`Hamvoip ${parts.version} · ${facts.domain} · ${ready(words.seconds(facts.readyAfterMs))}`);
  const rtp = `${rtpPorts.first}–${rtpPorts.last}`;
  terminal.facts([
    ['SIP', sipLine(facts) ?? off],
    ['RTP', rtp],
    ['Web', facts.webUrl ?? off],
    ['Metrics', facts.metrics ?? off],
    [labels.data, facts.dataFolder],
    [labels.sockets, facts.socketBackend],
  ]);
  terminal.line(`  ${counts(facts.extensions, facts.conferences, facts.whitelistEntries)}`);
}

function sipLine({ sipAddress, sipPorts, sipsPort }: StartFacts): string | undefined {
  const ports = [
    ...(sipPorts.length === 0 ? [] : [`udp/tcp ${sipPorts.join(', ')}`]),
    ...(sipsPort === undefined ? [] : [`tls ${sipsPort}`]),
  ];
  return ports.length === 0 ? undefined : [sipAddress, ...ports].join(' · ');
}

/** Never a silent fall-back: phones that are set to TLS would be lost without a word. */
function warnOfCertificate(context: CommandContext, { certificate }: StartFacts): void {
  const { faults, warning } = context.words.certificate;
  if (certificate?.fault !== undefined)
    context.terminal.warning(warning(faults[certificate.fault], context.command('doctor')));
}

type SetupLink = NonNullable<StartFacts['setupLink']>;

/** Of the computer whose browser it is. */
const TUNNEL_PORT = 8080;

/** A link for the browser, as a picture too where a person with a phone can see it. */
function tellSetup(context: CommandContext, { url, needsTunnel }: SetupLink): void {
  const { terminal, parts, words } = context;
  const { notSetUp, expired, tunnel } = words.accounts;
  terminal.line();
  for (const line of notSetUp) terminal.line(`  ${line}`);
  terminal.line(`    ${url}`);
  if (parts.isTerminal) {
    for (const row of renderUnicodeCompact(url, { border: 1 }).split('\n')) terminal.line(`    ${row}`);
  }
  terminal.line(`  ${expired(context.command('setup-link'))}`);
  if (!needsTunnel) return;
  const { hostname, port, pathname } = new URL(url);
  const [make, open] = tunnel;
  terminal.line(`  ${make}`);
  terminal.line(`    ssh -L ${TUNNEL_PORT}:localhost:${port || 80} ${hostname}`);
  terminal.line(`  ${open}`);
  terminal.line(`    http://localhost:${TUNNEL_PORT}${pathname}`);
}

function tellFirstSteps(context: CommandContext, facts: StartFacts): void {
  const { terminal } = context;
  const { intro, add, show, address, echo } = context.words.start.first;
  terminal.line();
  terminal.line(`  ${intro}`);
  terminal.line(`    ${add}`);
  terminal.line(`      ${context.command(ADD_EXAMPLE)}`);
  terminal.line(`    ${show}`);
  terminal.line(`      ${context.command('extension show 301')}`);
  const [port] = facts.sipPorts;
  if (port !== undefined) terminal.line(`  ${address(facts.sipAddress, port)}`);
  terminal.line(`  ${echo}`);
}
