import type { Command } from 'commander';
import {
  type ConferenceChangeRequest,
  conferenceChangeSchema,
  conferenceRoomSchema,
} from '../../web/contract/conferences.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { parseDuration } from '../duration.ts';
import type { Failure } from '../failure.ts';
import { tellConference } from './conference-show.ts';

/** As they are typed. */
interface SetOptions {
  readonly name?: string;
  readonly pin?: string;
  readonly moderators?: string;
  readonly max?: string;
  readonly talkers?: string;
  readonly levelling?: string;
  readonly noiseGate?: string;
  readonly rogerBeep?: string;
  readonly talkLimit?: string;
  readonly alone?: string;
  readonly notice?: string;
}

const OFF = 'off';

export function defineConferenceSet(group: Command, context: CommandContext): void {
  const { options } = context.words.help;
  const help = { '<number>': 'conference' } as const;
  defineCommand(group, context, { name: 'conference set', usage: 'set <number>', help })
    .option('--name <name>', options.name)
    .option('--pin <pin>', options.bridgePin)
    .option('--moderators <numbers>', options.moderators)
    .option('--max <count>', options.maxParticipants)
    .option('--talkers <count>', options.talkers)
    .option('--levelling <on|off>', options.levelling)
    .option('--noise-gate <on|off>', options.noiseGate)
    .option('--roger-beep <on|off>', options.rogerBeep)
    .option('--talk-limit <time>', options.talkLimit)
    .option('--alone <what>', options.alone)
    .option('--notice <when>', options.notice)
    .action((number: string, given: SetOptions) => setConference(context, number, given));
}

async function setConference(context: CommandContext, number: string, given: SetOptions): Promise<void> {
  const change = changeOf(given);
  if ('code' in change) return context.tell(change);
  const path = `/conferences/${encodeURIComponent(number)}`;
  const answer = await context.askOrTell(
    Object.values(change).every((value) => value === undefined)
      ? { method: 'GET', path, answer: conferenceRoomSchema }
      : { method: 'PATCH', path, body: change, answer: conferenceRoomSchema },
  );
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  tellConference(context, answer.value);
}

/** The change as the API has it, or which setting cannot be. */
function changeOf(given: SetOptions): ConferenceChangeRequest | Failure {
  const written = {
    name: given.name,
    pin: given.pin === OFF ? null : given.pin,
    moderators: given.moderators === OFF ? [] : given.moderators?.split(',').map((number) => number.trim()),
    maxParticipants: whole(given.max),
    talkers: whole(given.talkers),
    levelling: flag(given.levelling),
    noiseGate: flag(given.noiseGate),
    rogerBeep: flag(given.rogerBeep),
    talkLimitSeconds: given.talkLimit === OFF ? 0 : seconds(given.talkLimit),
    alone: given.alone,
    notice: given.notice,
  };
  const read = conferenceChangeSchema.safeParse(written);
  if (read.success) return read.data;
  return { code: 'setting-invalid', values: { setting: String(read.error.issues[0]?.path[0] ?? '') } };
}

/** What is none of these stays text, which the schema refuses. */
function flag(text: string | undefined): boolean | string | undefined {
  return text === 'on' ? true : text === OFF ? false : text;
}

function whole(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function seconds(text: string | undefined): number | string | undefined {
  return text === undefined ? undefined : (parseDuration(text) ?? text);
}
