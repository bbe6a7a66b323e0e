import type { ConferenceRoom, Participant } from '../../web/contract/conferences.ts';
import type { CommandContext } from '../command-context.ts';

/** A conference, its settings, and who is in it. */
export function tellConference({ terminal, words }: CommandContext, room: ConferenceRoom): void {
  const { conference: said } = words;
  const { labels, states } = said;
  const state = [room.locked ? states.locked : '', room.muted ? states.muted : ''].filter(Boolean).join(', ');
  const flag = (on: boolean): string => (on ? said.on : said.off);
  terminal.line(said.title(room.number, room.name));
  terminal.facts([
    [labels.state, state || states.open],
    [labels.moderators, room.moderators.join(', ') || said.noModerators],
    [labels.maxParticipants, String(room.maxParticipants)],
    [labels.talkers, String(room.talkers)],
    [labels.levelling, flag(room.levelling)],
    [labels.noiseGate, flag(room.noiseGate)],
    [labels.rogerBeep, flag(room.rogerBeep)],
    [labels.talkLimit, room.talkLimitSeconds === 0 ? said.noLimit : said.seconds(room.talkLimitSeconds)],
    [labels.alone, said.aloneHears[room.alone]],
    [labels.notice, said.noticeIsSaid[room.notice]],
  ]);
  terminal.line();
  const people = room.people ?? [];
  if (people.length === 0) return terminal.line(said.nobody);
  const { extension, callsign, state: stateTitle, talked } = said.peopleColumns;
  terminal.table(
    [{ title: extension }, { title: callsign }, { title: stateTitle }, { title: talked }],
    people.map((person) => [
      person.extension,
      person.callsign,
      marksOf(person, said.marks).join(', '),
      minutes(person.talkedSeconds),
    ]),
  );
}

function marksOf(
  person: Participant,
  marks: CommandContext['words']['conference']['marks'],
): readonly string[] {
  return [
    person.inside ? '' : marks.door,
    person.talking ? marks.talking : '',
    person.muted ? marks.muted : '',
    person.handRaisedAt === null ? '' : marks.hand,
    person.moderator ? marks.moderator : '',
  ].filter((mark) => mark !== '');
}

/** `3:07` */
function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
