import type { LiveRoom } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { StateChip } from '../components/state.tsx';
import { liveWords } from '../words/live.ts';

/** Who is in which bridge, in the order in which they came. */
export function RoomList({
  language,
  rooms,
  page,
}: {
  readonly language: PageLanguage;
  readonly rooms: readonly LiveRoom[];
  /** In front of a number: where it is moderated. */
  readonly page: string;
}) {
  const words = liveWords[language];
  const alive = rooms.filter(({ people }) => people.length > 0);
  if (alive.length === 0) return <p class="empty">{words.noRooms}</p>;
  return (
    <ul class="cards">
      {alive.map(({ number, name, locked, people }) => (
        <li key={number} class="card">
          <h3>
            <a href={page + encodeURIComponent(number)}>
              {number} {name}
            </a>
            {locked && ` (${words.locked})`}
          </h3>
          <ul class="room-people">
            {people.map(({ id, extension, callsign, inside, muted, talking }) => (
              <li key={id}>
                <span class="mono">
                  {extension} {callsign}
                </span>{' '}
                {!inside ? (
                  <StateChip state="ringing" language={language}>
                    {words.atTheDoor}
                  </StateChip>
                ) : muted ? (
                  <StateChip state="do-not-disturb" language={language}>
                    {words.muted}
                  </StateChip>
                ) : (
                  talking && (
                    <StateChip state="talking" language={language}>
                      {words.talking}
                    </StateChip>
                  )
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
