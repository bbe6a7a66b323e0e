import { useRef } from 'preact/hooks';
import type { Participant } from '../../src/web/contract/conferences.ts';
import type { LiveRoom } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { StateChip, type StateName } from '../components/state.tsx';
import { Table } from '../components/table.tsx';
import { LiveStatus } from '../live/live-status.tsx';
import { TalkBar } from '../live/talk-bar.tsx';
import { TalkStrip } from '../live/talk-strip.ts';
import { bridgeRoomWords } from '../words/console/bridge.ts';
import { commonWords } from '../words/console/common.ts';
import { clockTime } from '../words/format.ts';
import { useLive } from './use-live.ts';

export interface BridgeRoomProps {
  readonly language: PageLanguage;
  readonly number: string;
  readonly initial: { readonly at: string; readonly rooms: readonly LiveRoom[] };
  /** Whose acts mute and send away. */
  readonly page: string;
  readonly csrf: string;
  readonly login: string;
}

const SOURCE = { stream: '/api/v1/live/stream', once: '/api/v1/live', parts: ['rooms'] };

/** Who is in a bridge, who talks and for how long. Nobody moves while others come and talk. */
export function BridgeRoom({ language, number, initial, page, csrf, login }: BridgeRoomProps) {
  const live = useLive(initial, SOURCE);
  const words = bridgeRoomWords[language];
  const common = commonWords[language];
  const room = live.state.rooms.find((one) => one.number === number);
  const people = room?.people ?? [];
  const strips = useTalkStrips(people, live);
  const most = Math.max(0, ...people.map(({ talkedSeconds }) => talkedSeconds));
  const act = (person: Participant, name: 'mute' | 'unmute' | 'remove', text: string, kind = '') => (
    <form method="post" action={page} class="act">
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="act" value={name} />
      <input type="hidden" name="participant" value={person.id} />
      <button type="submit" class={`button small ${kind}`} aria-label={`${text}: ${person.extension}`}>
        {text}
      </button>
    </form>
  );
  return (
    <div class={live.isStale ? 'is-stale' : ''}>
      <LiveStatus live={live} language={language} login={login} />
      {room?.locked === true && <p class="status-line tint-warn">{words.locked}</p>}
      <Table
        caption={words.people}
        rows={people}
        keyOf={({ id }) => id}
        empty={words.nobody}
        columns={[
          {
            title: words.who,
            cell: ({ extension, callsign, moderator }) => (
              <span>
                {extension} {callsign} {moderator && <span class="muted">({words.moderator})</span>}
              </span>
            ),
          },
          {
            title: common.state,
            cell: (person) => (
              <StateChip state={stateOf(person)} language={language}>
                {!person.inside ? words.door : person.muted ? words.muted : undefined}
              </StateChip>
            ),
          },
          { title: words.talked, isFigure: true, cell: ({ talkedSeconds }) => clockTime(talkedSeconds) },
          {
            title: words.strip,
            cell: ({ id, talkedSeconds }) => (
              <TalkBar seconds={talkedSeconds} most={most} strip={strips.get(id)} nowMs={live.nowMs} />
            ),
          },
          {
            title: words.hand,
            cell: ({ handRaisedAt }) =>
              handRaisedAt !== null && (
                <span>
                  <span aria-hidden="true">✋</span> {words.handUp}
                </span>
              ),
          },
          {
            title: common.act,
            cell: (person) => (
              <div class="acts">
                {person.muted ? act(person, 'unmute', words.unmute) : act(person, 'mute', words.mute)}
                {act(person, 'remove', words.send, 'danger')}
              </div>
            ),
          },
        ]}
      />
    </div>
  );
}

/** When each of them talked, since the page was opened. */
function useTalkStrips(
  people: readonly Participant[],
  {
    nowMs,
    isStale,
    isPaused,
  }: { readonly nowMs: number; readonly isStale: boolean; readonly isPaused: boolean },
): ReadonlyMap<string, TalkStrip> {
  const strips = useRef(new Map<string, TalkStrip>());
  const present = new Set(people.map(({ id }) => id));
  for (const id of strips.current.keys()) if (!present.has(id)) strips.current.delete(id);
  for (const { id, talking, muted } of people) {
    const strip = strips.current.get(id) ?? new TalkStrip();
    if (talking && !muted && !isStale && !isPaused) strip.note(nowMs);
    strips.current.set(id, strip);
  }
  return strips.current;
}

function stateOf({ inside, muted, talking }: Participant): StateName {
  if (!inside) return 'ringing';
  if (muted) return 'do-not-disturb';
  return talking ? 'talking' : 'in-bridge';
}
