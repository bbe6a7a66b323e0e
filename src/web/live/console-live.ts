import type { ExtensionStanding } from '../../exchange/console/extensions.ts';
import type { Console } from '../../exchange/console.ts';
import type { ConsoleLive, LiveExtension, LiveRoom, LiveState } from '../contract/live.ts';
import { call, conferenceRoom } from '../views.ts';
import { LivePart } from './live-part.ts';
import type { TrafficMeter } from './traffic-meter.ts';

/** What administrators look at. */
export function consoleParts(console: Console, traffic: TrafficMeter): readonly LivePart[] {
  const part = <Name extends keyof ConsoleLive>(
    name: Name,
    read: () => ConsoleLive[Name],
    scope: 'read' | 'people' | 'bans',
  ) => new LivePart(name, read, { scope });
  return [
    part('extensions', () => extensionsNow(console), 'people'),
    part('calls', () => console.calls.list().map(call), 'read'),
    part('rooms', () => roomsNow(console), 'people'),
    part('traffic', () => traffic.read(), 'read'),
    part('blocked', () => blockedNow(console), 'bans'),
  ];
}

function extensionsNow(console: Console): LiveExtension[] {
  const busy = busyNow(console);
  return console.extensions.standings().map((standing) => {
    const { number, callsign } = standing;
    return { number, callsign, state: stateOf(console, standing, busy.get(number)) };
  });
}

/** The first that holds, in the order of what matters to who looks. */
function stateOf(
  console: Console,
  { number, isSuspended, phones }: ExtensionStanding,
  busy: LiveState | undefined,
): LiveState {
  if (isSuspended) return 'suspended';
  if (busy !== undefined) return busy;
  if (phones === 'none') return 'not-registered';
  const features = console.callFeatures.show(number);
  if (features.ok && features.value.doNotDisturb) return 'do-not-disturb';
  return phones === 'reachable' ? 'reachable' : 'attention';
}

/** What those do who do something. */
function busyNow(console: Console): ReadonlyMap<string, LiveState> {
  const busy = new Map<string, LiveState>();
  for (const { from, reached, state, legs } of console.calls.list()) {
    for (const number of [from, reached, ...legs.map(({ extension }) => extension)]) {
      if (state === 'answered') busy.set(number, 'in-call');
      else if (!busy.has(number)) busy.set(number, 'ringing');
    }
  }
  for (const { people } of roomsNow(console)) {
    for (const { extension, inside, talking, muted } of people) {
      if (inside) busy.set(extension, talking && !muted ? 'talking' : 'in-bridge');
    }
  }
  return busy;
}

function roomsNow(console: Console): LiveRoom[] {
  return console.conferences.list().flatMap(({ number }) => {
    const shown = console.conferences.show(number);
    if (!shown.ok) return [];
    const room = conferenceRoom(shown.value, { mayKnowPins: false, maySeePeople: true });
    const { name, locked } = room;
    return [{ number, name, protected: room.protected, locked, people: room.people ?? [] }];
  });
}

function blockedNow(console: Console): string[] {
  const tried = new Set(console.bans.list().flatMap(({ lastUsername }) => lastUsername ?? []));
  return [...tried].filter((number) => {
    const found = console.extensions.show(number);
    return found.ok && found.value.registrations.length === 0;
  });
}
