import type { Call } from '../../src/web/contract.ts';

/** How a call is drawn and named: by what is heard of it. */
export type LineKind = 'ringing' | 'good' | 'lossy' | 'one-way';

/** Worse ones come later. */
export const LINE_KINDS: readonly LineKind[] = ['ringing', 'good', 'lossy', 'one-way'];

const LOSSY_PERCENT = 2;
/** Phones are measured every five seconds. */
const SILENT_MS = 10_000;

export function lineOf({ state, answeredAt, legs }: Call, nowMs: number): LineKind {
  if (state !== 'answered' || answeredAt === null) return 'ringing';
  const heard = legs.flatMap(({ quality }) => quality ?? []);
  const isOneWay = legs.length === 2 && heard.length === 1;
  if (isOneWay && nowMs - Date.parse(answeredAt) >= SILENT_MS) return 'one-way';
  const loss = Math.max(
    0,
    ...heard.map(({ lossPercent, farLossPercent }) => Math.max(lossPercent, farLossPercent ?? 0)),
  );
  return loss > LOSSY_PERCENT ? 'lossy' : 'good';
}
