/** What is shown to who is no administrator: where there is company, and of people only what they agreed to. */
import type { RoomParticipant } from '../../exchange/console/conferences.ts';
import type { Console } from '../../exchange/console.ts';
import type { Kiosk, MemberBridge, OwnLive } from '../contract/live.ts';
import { OWN_EVENT_WORDS, toldEvent } from '../own-event-words.ts';
import { LivePart } from './live-part.ts';

/** A screen in the room of the club: counts and bridges. */
export function kioskParts(console: Console): readonly LivePart[] {
  return [
    new LivePart('counts', () => countsNow(console)),
    new LivePart('bridges', () => bridgesNow(console).map(({ bridge }) => bridge)),
    new LivePart('notices', () => noticesNow(console)),
    new LivePart('version', () => console.status().version),
  ];
}

export function memberBridges(console: Console): LivePart {
  return new LivePart('bridges', () => memberBridgesNow(console));
}

/** A member's own; `asking` is the address he looks from, which may be banned as well. */
export function ownPart(
  console: Console,
  {
    extension,
    after,
    asking,
  }: { readonly extension: string; readonly after: number; readonly asking: string },
): LivePart {
  return new LivePart('own', () => ownNow(console, extension, after, asking), { extension });
}

function countsNow(console: Console): Kiosk['counts'] {
  const { extensions, registrations, calls, participants } = console.status();
  return { extensions, phones: registrations, calls, participants };
}

function noticesNow(console: Console): string[] {
  return console.incidents
    .list()
    .filter(({ state }) => state === 'open')
    .map(({ title }) => title);
}

interface BridgeNow {
  readonly bridge: Kiosk['bridges'][number];
  readonly inside: readonly RoomParticipant[];
}

function bridgesNow(console: Console): readonly BridgeNow[] {
  return console.conferences.list().flatMap(({ number }) => {
    const shown = console.conferences.show(number);
    if (!shown.ok) return [];
    const { record, participants } = shown.value;
    const inside = participants.filter(({ isInside }) => isInside);
    const bridge = {
      number,
      name: record.name,
      protected: record.pin !== null,
      participants: inside.length,
      talking: inside.some(isHeard),
    };
    return [{ bridge, inside }];
  });
}

function memberBridgesNow(console: Console): MemberBridge[] {
  return bridgesNow(console).map(({ bridge, inside }) => ({
    ...bridge,
    people: inside.flatMap((person) => {
      const callsign = console.members.callsignForMembers(person.extension);
      return callsign === undefined ? [] : [{ callsign, talking: isHeard(person) }];
    }),
  }));
}

function isHeard({ isTalking, isMuted }: RoomParticipant): boolean {
  return isTalking && !isMuted;
}

function ownNow(console: Console, extension: string, after: number, asking: string): OwnLive {
  const { members } = console;
  const shown = members.show(extension);
  const registrations = shown.ok ? shown.value.extension.registrations : [];
  const bans = members
    .addressStates(extension, asking)
    .flatMap(({ ban }) => (ban === undefined ? [] : [ban.untilMs]));
  return {
    reachable: registrations.some(({ reachable, silentSinceMs }) => reachable && silentSinceMs === null),
    phones: registrations.length,
    suspended: shown.ok && shown.value.suspensions.length > 0,
    bannedUntil: bans.length === 0 ? null : new Date(Math.max(...bans)).toISOString(),
    events: members.events(extension, after).map((event) => toldEvent(event, OWN_EVENT_WORDS)),
  };
}
