import type { Clock } from '../../base/clock.ts';
import type { FanOutJournal } from '../../base/journal.ts';
import type { Console } from '../../exchange/console.ts';
import { LiveStream } from './live-stream.ts';
import { type LiveViews, liveViews } from './live-views.ts';
import { TrafficMeter } from './traffic-meter.ts';

/** What goes on at this moment, for everyone who looks. */
export interface Live {
  readonly views: LiveViews;
  /** Left out where nothing runs: what goes on can be asked for, and does not come by itself. */
  readonly stream?: LiveStream;
}

export function openLive(parts: {
  readonly console: Console;
  readonly journal: Pick<FanOutJournal, 'subscribe'>;
  readonly clock: Clock;
}): Live & { close(): void } {
  const traffic = new TrafficMeter(parts.clock);
  const leave = parts.journal.subscribe((fact) => traffic.hear(fact));
  const stream = new LiveStream(parts);
  return {
    views: liveViews(parts.console, traffic),
    stream,
    close() {
      leave();
      stream.close();
    },
  };
}

/** Of an exchange that does not run. */
export function stillLive({ console, clock }: { readonly console: Console; readonly clock: Clock }): Live {
  return { views: liveViews(console, new TrafficMeter(clock)) };
}
