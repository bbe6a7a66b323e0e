import { TALK_SLOTS, type TalkStrip } from './talk-strip.ts';

const HEIGHT = 22;
const BAR = 8;

/** How long somebody talked against who talked most, and below it when. The time stands beside it in figures. */
export function TalkBar({
  seconds,
  most,
  strip,
  nowMs,
}: {
  readonly seconds: number;
  /** Of whoever talked longest. */
  readonly most: number;
  /** Undefined before anything was heard. */
  readonly strip: TalkStrip | undefined;
  readonly nowMs: number;
}) {
  const width = most === 0 ? 0 : Math.round((seconds / most) * TALK_SLOTS);
  return (
    <svg class="talk-bar" viewBox={`0 0 ${TALK_SLOTS} ${HEIGHT}`} aria-hidden="true">
      <rect class="talk-total" width={width} height={BAR} />
      <rect class="talk-ground" y={BAR + 4} width={TALK_SLOTS} height={HEIGHT - BAR - 4} />
      {strip?.pieces(nowMs).map(([from, length]) => (
        <rect key={from} class="talk-piece" x={from} y={BAR + 4} width={length} height={HEIGHT - BAR - 4} />
      ))}
    </svg>
  );
}
