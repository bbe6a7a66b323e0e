import type { Traffic } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { liveWords } from '../words/live.ts';

const WIDTH = 640;
const HEIGHT = 140;
const PLOT_WIDTH = 560;
/** Of an hour at ten seconds. */
const SLOTS = 360;
const TOP = 12;
const BOTTOM = HEIGHT - 24;
/** So that silence lies at the bottom. */
const LEAST_SCALE = 64_000;
const TABLE_SLOTS = 30;

/** How much sound went in and out in the last hour. */
export function TrafficLine({
  language,
  traffic,
}: {
  readonly language: PageLanguage;
  readonly traffic: Traffic;
}) {
  const words = liveWords[language];
  const most = Math.max(0, ...traffic.in, ...traffic.out);
  if (most === 0) return <p class="empty">{words.noTraffic}</p>;
  const last = { in: traffic.in.at(-1) ?? 0, out: traffic.out.at(-1) ?? 0 };
  const [inward, outward] = [words.kilobits(last.in), words.kilobits(last.out)];
  const summary = words.trafficNow(inward, outward, words.kilobits(most));
  const scale = Math.max(most, LEAST_SCALE);
  const y = (bits: number) => Math.round((BOTTOM - (bits / scale) * (BOTTOM - TOP)) * 10) / 10;
  // The two words must not lie on each other.
  const [inY, outY] = apart(y(last.in), y(last.out));
  return (
    <div class="traffic">
      <p>{summary}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${words.traffic}: ${summary}`}>
        <path class="axis" d={`M0 ${BOTTOM}H${PLOT_WIDTH}`} />
        <polyline class="traffic-in" points={pointsOf(traffic.in, y)} />
        <polyline class="traffic-out" points={pointsOf(traffic.out, y)} />
        <text x={PLOT_WIDTH + 8} y={inY}>
          {words.in}
        </text>
        <text x={PLOT_WIDTH + 8} y={outY}>
          {words.out}
        </text>
        <text x="0" y={HEIGHT - 4}>
          {words.hourAgo}
        </text>
        <text x={PLOT_WIDTH} y={HEIGHT - 4} text-anchor="end">
          {words.now}
        </text>
      </svg>
      <details>
        <summary>{words.asTable}</summary>
        <TrafficTable language={language} traffic={traffic} />
      </details>
    </div>
  );
}

/** The newest at the right edge, however few there are. */
function pointsOf(values: readonly number[], y: (bits: number) => number): string {
  const step = PLOT_WIDTH / (SLOTS - 1);
  const first = SLOTS - values.length;
  return values.map((bits, index) => `${Math.round((first + index) * step * 10) / 10},${y(bits)}`).join(' ');
}

const LINE_HEIGHT = 18;

function apart(inY: number, outY: number): readonly [number, number] {
  if (Math.abs(inY - outY) >= LINE_HEIGHT) return [inY + 5, outY + 5];
  const middle = Math.max((inY + outY) / 2, TOP + LINE_HEIGHT / 2);
  const isInAbove = inY <= outY;
  const above = middle - LINE_HEIGHT / 2 + 5;
  const below = middle + LINE_HEIGHT / 2 + 5;
  return isInAbove ? [above, below] : [below, above];
}

/** Means of five minutes, the newest first. */
function TrafficTable({ language, traffic }: { readonly language: PageLanguage; readonly traffic: Traffic }) {
  const words = liveWords[language];
  const [inward, outward] = [means(traffic.in), means(traffic.out)];
  const minutes = (TABLE_SLOTS * traffic.everySeconds) / 60;
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">{words.minutesAgo}</th>
          <th scope="col">{words.in}</th>
          <th scope="col">{words.out}</th>
        </tr>
      </thead>
      <tbody>
        {inward.map((bits, index) => (
          <tr key={index}>
            <th scope="row">
              {index * minutes} – {(index + 1) * minutes}
            </th>
            <td>{words.kilobits(bits)}</td>
            <td>{words.kilobits(outward[index] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function means(values: readonly number[]): number[] {
  const newestFirst = values.toReversed();
  const parts = Array.from({ length: Math.ceil(values.length / TABLE_SLOTS) }, (_, n) =>
    newestFirst.slice(n * TABLE_SLOTS, (n + 1) * TABLE_SLOTS),
  );
  return parts.map((part) => part.reduce((sum, bits) => sum + bits, 0) / part.length);
}
