/** What was measured of one phone's sound in one call. */
export interface SoundFigures {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  /** Mean, in milliseconds. */
  readonly jitterMs: number;
  /** To the phone and back; null when the phone does not report. */
  readonly roundTripMs: number | null;
  readonly packetsSent: number;
  /** Of what was sent to the phone, as it reports. */
  readonly farLost: number | null;
}

export type QualityWord = 'excellent' | 'good' | 'fair' | 'poor' | 'bad';

export interface SoundQuality {
  /** 0 to 100. */
  readonly lossPercent: number;
  /** Of what was sent to the phone; null when it does not report. */
  readonly farLossPercent: number | null;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  /** Mean opinion score, 1 to 4.5 (ITU-T G.107). */
  readonly score: number;
  readonly word: QualityWord;
}

/** ITU-T G.107: what is left of 100 when everything but delay and loss is as by default. */
const BEST_RATING = 93.2;
/** ITU-T G.113 appendix I: how much loss G.711 with concealment bears. */
const LOSS_ROBUSTNESS = 25.1;
const MOST_IMPAIRMENT = 95;
/** One way, beyond which delay is felt (G.107 simplified, after Cole and Rosenbluth). */
const FELT_DELAY_MS = 177.3;
/** A phone's jitter buffer holds about twice the jitter. */
const BUFFERED_JITTER = 2;
/** One packet, and what a phone needs to make sound of it. */
const FIXED_DELAY_MS = 30;

/** Undefined when nothing arrived: then there is nothing to judge. */
export function soundQuality(figures: SoundFigures): SoundQuality | undefined {
  const { packetsReceived, packetsSent, farLost, jitterMs, roundTripMs } = figures;
  if (packetsReceived === 0) return undefined;
  // A duplicate counts as a loss taken back (RFC 3550 §6.4.1).
  const packetsLost = Math.max(0, figures.packetsLost);
  const lossPercent = (100 * packetsLost) / (packetsReceived + packetsLost);
  const isReported = farLost !== null && packetsSent > 0;
  const farLossPercent = isReported ? Math.min(100, (100 * Math.max(0, farLost)) / packetsSent) : null;
  const delayMs = (roundTripMs ?? 0) / 2 + BUFFERED_JITTER * jitterMs + FIXED_DELAY_MS;
  const score = scoreOf(delayMs, Math.max(lossPercent, farLossPercent ?? 0));
  return { lossPercent, farLossPercent, jitterMs, roundTripMs, score, word: wordFor(score) };
}

function scoreOf(delayMs: number, lossPercent: number): number {
  const delay = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - FELT_DELAY_MS);
  const loss = (MOST_IMPAIRMENT * lossPercent) / (lossPercent + LOSS_ROBUSTNESS);
  const rating = Math.max(0, Math.min(100, BEST_RATING - delay - loss));
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** The categories of ITU-T G.109. */
function wordFor(score: number): QualityWord {
  if (score >= 4.34) return 'excellent';
  if (score >= 4.03) return 'good';
  if (score >= 3.6) return 'fair';
  return score >= 3.1 ? 'poor' : 'bad';
}
