import type { UsageOfExtension } from '../../src/web/contract/history.ts';

const HOUR_MS = 3_600_000;
const HEIGHT = 24;
const STEP = 3;

/** An hour in which a phone registered is high, another one low: by height as well as by colour. Now is at the right. */
export function Heartbeat({
  usage,
  hours,
  nowMs,
  text,
}: {
  readonly usage: Pick<UsageOfExtension, 'hours'>;
  /** How many. */
  readonly hours: number;
  readonly nowMs: number;
  readonly text: (seen: number, all: number) => string;
}) {
  const nowHour = Math.floor(nowMs / HOUR_MS);
  const seen = new Set(
    usage.hours
      .filter(({ registrations }) => registrations > 0)
      .map(({ hour }) => Math.floor(Date.parse(hour) / HOUR_MS)),
  );
  const shown = Array.from({ length: hours }, (_, index) => nowHour - hours + 1 + index);
  const told = text(shown.filter((hour) => seen.has(hour)).length, hours);
  return (
    <>
      <svg
        class="bar"
        viewBox={`0 0 ${hours * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={told}
      >
        {shown.map((hour, index) => {
          const height = seen.has(hour) ? HEIGHT : HEIGHT / 4;
          return (
            <rect
              key={hour}
              class={seen.has(hour) ? 'tone-ok' : 'tone-muted'}
              x={index * STEP}
              y={HEIGHT - height}
              width={STEP - 1}
              height={height}
            />
          );
        })}
      </svg>
      <p>{told}</p>
    </>
  );
}
