import type { Command } from 'commander';
import { fail, type Result } from '../../base/result.ts';
import { loadSettings } from '../../config/load-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { GUESSED, SHOWN_MEMBER, STRANGER } from '../demo/club.ts';
import { LATER_WRITES } from '../demo/club-writes.ts';
import { ADMINISTRATOR, ClubFiller, type MadeClub } from '../demo/fill-club.ts';
import { DEMO_HOST, type DemoPhones, type DemoPlace } from '../demo-tool.ts';
import { type Failure, startFailureOf } from '../failure.ts';
import type { RunningExchange } from '../parts.ts';

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
    const filler = new ClubFiller(context, place);
    const made = await filler.fill();
    // Ended before it had begun: there is nothing to tell.
    if (!made.ok && made.error !== undefined) context.tell(made.error);
    if (made.ok) {
      phones = parts.demo.phones(place.sipPort, made.value.wishes);
      // Whoever ends the demo meanwhile does not wait for phones that nobody answers any more.
      void exchange.stopped.then(() => phones?.close());
      const registered = await phones.start();
      await phones.guess(GUESSED, STRANGER);
      void writeLater(phones, filler);
      tellDemo(context, exchange, made.value, words.demo.title(registered));
    }
    context.exitCode = Math.max(context.exitCode, await exchange.stopped);
  } finally {
    phones?.close();
  }
}

/** What fails by now has nobody to be told to: the demo runs, or it is being ended. */
async function writeLater(phones: DemoPhones, filler: ClubFiller): Promise<void> {
  try {
    await phones.messagesLeft();
    for (const wanted of LATER_WRITES) await filler.write(wanted);
  } catch {
    // The exchange ended while it was asked.
  }
}

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
