/** Figures over time, as a line and as a table. */
export interface Moment {
  readonly at: string;
  readonly value: number;
}

/** At most four, told apart by their dashes as well as by their colours; all of the same moments, the oldest first. */
export interface Series {
  readonly name: string;
  readonly moments: readonly Moment[];
}

interface Row {
  /** The end of what the row stands for. */
  readonly at: string;
  /** The highest of each series. */
  readonly values: readonly number[];
}

export const DRAWING = { width: 600, height: 80 } as const;
/** Room for the line's own width. */
const EDGE = 3;
/** More rows are read by nobody: neighbours share one. */
const MOST_ROWS = 12;

/** By time, so that a gap stays a gap in width. */
export function pointsOf(moments: readonly Moment[], most: number): string {
  const firstMs = Date.parse(moments[0]?.at ?? '');
  const spanMs = Math.max(1, Date.parse(moments.at(-1)?.at ?? '') - firstMs);
  const inside = DRAWING.height - 2 * EDGE;
  const points = moments.map(({ at, value }) => {
    const x = EDGE + ((Date.parse(at) - firstMs) / spanMs) * (DRAWING.width - 2 * EDGE);
    return `${x.toFixed(1)},${(EDGE + inside - (value / most) * inside).toFixed(1)}`;
  });
  // One sample is a dash, not nothing.
  return points.length === 1
    ? `${points[0]} ${DRAWING.width - EDGE},${points[0]?.split(',')[1]}`
    : points.join(' ');
}

/** The newest first. */
export function rowsOf(series: readonly Series[]): readonly Row[] {
  const moments = series[0]?.moments ?? [];
  const together = Math.max(1, Math.ceil(moments.length / MOST_ROWS));
  const rows = [];
  for (let from = 0; from < moments.length; from += together) {
    const to = Math.min(moments.length, from + together);
    const values = series.map((one) => Math.max(0, ...one.moments.slice(from, to).map(({ value }) => value)));
    rows.push({ at: moments[to - 1]?.at ?? '', values });
  }
  return rows.toReversed();
}
