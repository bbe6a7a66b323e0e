import type { Command } from 'commander';
import { fail, ok, type Result } from '../../base/result.ts';
import { loadSettings } from '../../config/load-settings.ts';
import { API_PREFIX, extensionWithPasswordSchema, problemSchema } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { clubWrites, GUESSED, MEMBERS, SHOWN_MEMBER, STRANGER } from '../demo/club.ts';
import { DEMO_HOST, type DemoPhones, type DemoPhoneWish, type DemoPlace } from '../demo-tool.ts';
import { type Failure, startFailureOf } from '../failure.ts';
import type { RunningExchange } from '../parts.ts';

const ADMINISTRATOR = 'demo';

export function defineDemoCommand(program: Command, context: CommandContext): void {
  defineCommand(program, context, { name: 'demo', usage: 'demo' }).action(() => demo(context));
}

/** Runs until somebody ends it, and leaves nothing. */
async function demo(context: CommandContext): Promise<void> {
  const place = await context.parts.demo.findPlace();
  if (!place.ok) return context.tell({ code: 'demo-failed', values: { reason: place.error } });
  try {
    const started = await startExchange(context, place.value);
    if (!started.ok) return context.tell(started.error);
    await live(context, place.value, started.value);
  } finally {
    await place.value.remove();
  }
}

/** Nothing of the host's own settings counts here: neither its file nor its environment. */
async function startExchange(
  { parts, loaded, words }: CommandContext,
  { folder, sipPort, httpPort, rtpPorts }: DemoPlace,
): Promise<Result<RunningExchange, Failure>> {
  const demoSettings = loadSettings({
    environment: {},
    readFile: () => undefined,
    flags: {
      data: folder,
      bind: DEMO_HOST,
      domain: DEMO_HOST,
      'sip-port': `${sipPort}`,
      'sips-port': '0',
      'http-port': `${httpPort}`,
      'rtp-ports': `${rtpPorts.first}-${rtpPorts.last}`,
      metrics: 'off',
      lang: words.language,
      'time-zone': loaded.settings.timeZone,
      club: words.demo.club,
      contact: 'club@example.org',
      // All phones share one address.
      limits: 'rate=200,burst=400,new-calls=off',
    },
  });
  if (!demoSettings.ok) return fail({ code: 'settings-invalid', values: {}, detail: demoSettings.error });
  try {
    return await parts.startExchange(demoSettings.value);
  } catch (error) {
    const failure = startFailureOf(error);
    if (failure) return fail(failure);
    throw error;
  }
}

async function live(context: CommandContext, place: DemoPlace, exchange: RunningExchange): Promise<void> {
  const { parts, words } = context;
  let phones: DemoPhones | undefined;
  try {
    const made = await makeClub(context, place);
    // Ended before it had begun: there is nothing to tell.
    if (!made.ok && made.error !== undefined) context.tell(made.error);
    if (made.ok) {
      phones = parts.demo.phones(place.sipPort, made.value.wishes);
      // Whoever ends the demo meanwhile does not wait for phones that nobody answers any more.
      void exchange.stopped.then(() => phones?.close());
      const registered = await phones.start();
      await phones.guess(GUESSED, STRANGER);
      tellDemo(context, exchange, made.value, words.demo.title(registered));
    }
    context.exitCode = Math.max(context.exitCode, await exchange.stopped);
  } finally {
    phones?.close();
  }
}

interface MadeClub {
  readonly administrator: string;
  readonly member: string;
  readonly wishes: readonly DemoPhoneWish[];
}

/** Undefined as failure: the exchange was ended meanwhile. */
async function makeClub(
  context: CommandContext,
  { folder }: DemoPlace,
): Promise<Result<MadeClub, Failure | undefined>> {
  const { parts, words } = context;
  const ask = async (method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer> => {
    const url = `${API_PREFIX}${path}`;
    const answer = await parts.controlRequest(`${folder}/control.sock`, method, url, body);
    if (answer === undefined) return fail(undefined);
    if (answer.status < 300) return ok(answer.body);
    const problem = problemSchema.safeParse(answer.body);
    const reason = problem.success ? `${path}: ${problem.data.detail}` : path;
    return fail({ code: 'demo-failed', values: { reason } });
  };
  const administrator = parts.demo.secret();
  const named = await ask('POST', '/administrators', { name: ADMINISTRATOR, password: administrator });
  if (!named.ok) return named;
  const wishes: DemoPhoneWish[] = [];
  let member = '';
  for (const { place, ...person } of MEMBERS) {
    const email = `${person.callsign.toLowerCase()}@example.org`;
    const made = await ask('POST', '/extensions', { ...person, email });
    if (!made.ok) return made;
    const { number, password } = extensionWithPasswordSchema.parse(made.value);
    if (number === SHOWN_MEMBER) member = password;
    if (place !== 'none') wishes.push({ number, password, bridge: place === 'calls' ? undefined : place });
  }
  for (const { method, path, body } of clubWrites(words.language)) {
    const written = await ask(method, path, body);
    if (!written.ok) return written;
  }
  return ok({ administrator, member, wishes });
}

type Answer = Result<unknown, Failure | undefined>;

function tellDemo(
  { terminal, words, json }: CommandContext,
  { facts }: RunningExchange,
  { administrator, member }: MadeClub,
  title: string,
): void {
  const { labels, login, invented, end } = words.demo;
  if (json) {
    return terminal.json({
      url: facts.webUrl,
      administrator: { name: ADMINISTRATOR, password: administrator },
      member: { number: SHOWN_MEMBER, password: member },
      sip: `${DEMO_HOST}:${facts.sipPorts[0]}`,
    });
  }
  terminal.good(title);
  terminal.facts([
    [labels.site, facts.webUrl ?? ''],
    [labels.administrator, login(ADMINISTRATOR, administrator)],
    [labels.member, login(SHOWN_MEMBER, member)],
    ['SIP', `${DEMO_HOST} · udp/tcp ${facts.sipPorts[0]}`],
  ]);
  terminal.line(`  ${invented}`);
  terminal.line(`  ${end}`);
}
