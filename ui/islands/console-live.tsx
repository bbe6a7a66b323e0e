import type { ConsoleLive as ConsoleLiveState } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { CallPicture } from '../live/call-picture.tsx';
import { CallTable, type HangUp } from '../live/call-table.tsx';
import { LiveStatus } from '../live/live-status.tsx';
import { RoomList } from '../live/room-list.tsx';
import { type ExtensionPages, TileMap } from '../live/tile-map.tsx';
import type { StateCounts } from '../live/tiles-shown.ts';
import { TrafficLine } from '../live/traffic-line.tsx';
import { liveWords } from '../words/live.ts';
import { useLive } from './use-live.ts';

export interface ConsoleLiveProps {
  readonly language: PageLanguage;
  readonly initial: ConsoleLiveState;
  /** Extensions that are left out of it, because they are very many. */
  readonly others: StateCounts;
  readonly hangUp: HangUp;
  readonly pages: ExtensionPages & { readonly bridge: string; readonly login: string };
}

const SOURCE = {
  stream: '/api/v1/live/stream',
  once: '/api/v1/live',
  parts: ['extensions', 'calls', 'rooms', 'traffic', 'blocked'],
};

const NO_TRAFFIC = { everySeconds: 10, in: [], out: [] };

/** What the exchange does at this moment. */
export function ConsoleLive({ language, initial, others, hangUp, pages }: ConsoleLiveProps) {
  const live = useLive(initial, SOURCE);
  const words = liveWords[language];
  const { nowMs, isStale } = live;
  const { extensions = [], calls = [], rooms = [], traffic = NO_TRAFFIC, blocked = [] } = live.state;
  // What is heard later is the whole.
  const left: StateCounts = live.state.extensions === initial.extensions ? others : {};
  return (
    <div class={isStale ? 'is-stale' : ''}>
      <LiveStatus live={live} language={language} login={pages.login} />
      <nav class="tabs" aria-label={words.parts}>
        <a href="#picture">{words.picture}</a>
        <a href="#calls">{words.calls}</a>
        <a href="#tiles">{words.tiles}</a>
        <a href="#traffic">{words.traffic}</a>
      </nav>
      <div class="columns">
        <section id="picture">
          <h2>{words.picture}</h2>
          <CallPicture
            language={language}
            extensions={extensions}
            others={left}
            calls={calls}
            rooms={rooms}
            nowMs={nowMs}
          />
        </section>
        <section>
          <h2>{words.rooms}</h2>
          <RoomList language={language} rooms={rooms} page={pages.bridge} />
        </section>
      </div>
      <section id="calls">
        <h2>{words.calls}</h2>
        <CallTable language={language} calls={calls} nowMs={nowMs} hangUp={hangUp} />
      </section>
      <section id="tiles">
        <h2>{words.tiles}</h2>
        <TileMap language={language} extensions={extensions} blocked={blocked} others={left} pages={pages} />
      </section>
      <section id="traffic">
        <h2>{words.traffic}</h2>
        <TrafficLine language={language} traffic={traffic} />
      </section>
    </div>
  );
}
