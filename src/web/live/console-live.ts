import type { ExtensionView } from '../../exchange/console/extensions.ts';
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
  return console.extensions.list().map((extension) => {
    const { number, callsign } = extension;
    return { number, callsign, state: stateOf(console, extension, busy.get(number)) };
  });
}

/** The first that holds, in the order of what matters to who looks. */
function stateOf(
  console: Console,
  { number, suspended, registrations }: ExtensionView,
  busy: LiveState | undefined,
): LiveState {
  if (suspended.length > 0) return 'suspended';
  if (busy !== undefined) return busy;
  if (registrations.length === 0) return 'not-registered';
  const features = console.callFeatures.show(number);
  if (features.ok && features.value.doNotDisturb) return 'do-not-disturb';
  return registrations.some(isReachable) ? 'reachable' : 'attention';
}

function isReachable({ reachable, silentSinceMs }: ExtensionView['registrations'][number]): boolean {
  return reachable && silentSinceMs === null;
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
  const tried = new Set(console.bans.list().map(({ lastUsername }) => lastUsername));
  return console.extensions
    .list()
    .filter(({ number, registrations }) => registrations.length === 0 && tried.has(number))
    .map(({ number }) => number);
}
