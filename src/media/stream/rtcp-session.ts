import { randomToken } from '../../base/random.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import type { Reception } from '../../rtp/reception.ts';
import { type ReportBlock, readRtcp, shortNtpTime, writeRtcp } from '../../rtp/rtcp.ts';
import type { Sender } from './sender.ts';
import type { Source } from './source.ts';
import type { StreamHost } from './stream-host.ts';

const INTERVAL_MS = 5000;
const CNAME_LENGTH = 16;
/** Longest RTCP packet we read; what phones send has a hundred bytes or two. */
const MAX_BYTES = 1500;

/** RTCP of one stream: our own reports to the phone, and what is believed of the phone's. */
export class RtcpSession {
  readonly #host: StreamHost;
  readonly #sender: Sender;
  readonly #reception: Reception;
  readonly #source: Source;
  /** Drawn for this session alone and without meaning (RFC 7022 §4.1): it names neither us nor the call. */
  readonly #cname: string;
  #dueMs: number;
  #sentAtReport = 0;
  #senderReportTime = 0;
  #senderReportAtMs = 0;
  /** Of our last sender report: what the phone's report names it by, and when it went. */
  #ownReportTime = 0;
  #ownReportAtMs = 0;
  /** To the phone and back; null before the phone reported. */
  roundTripMs: number | null = null;
  /** Of what we sent, as the phone counts; null before it reported. */
  farLost: number | null = null;

  constructor(
    host: StreamHost,
    parts: { readonly sender: Sender; readonly reception: Reception; readonly source: Source },
  ) {
    this.#host = host;
    this.#sender = parts.sender;
    this.#reception = parts.reception;
    this.#source = parts.source;
    this.#cname = randomToken(host.random, CNAME_LENGTH);
    this.#dueMs = host.clock.now() + this.#interval() / 2;
  }

  /**
   * Believed when it is a whole RTCP packet from an address we allow; `from-source` when its SSRC is that of the
   * locked source. A BYE in it changes nothing (security 2.7e).
   */
  receive(bytes: Uint8Array, from: SocketAddress): 'refused' | 'from-address' | 'from-source' {
    const source = this.#source;
    const expected = source.isLocked ? from.address === source.address : source.allowsAddress(from.address);
    const facts = expected && bytes.length <= MAX_BYTES ? readRtcp(bytes) : undefined;
    if (!facts) return 'refused';
    if (!source.isLocked) return 'from-address';
    if (facts.senderSsrc !== source.ssrc) return 'refused';
    if (facts.senderReportTime !== undefined) {
      this.#senderReportTime = facts.senderReportTime;
      this.#senderReportAtMs = this.#host.clock.now();
    }
    for (const report of facts.reports) if (report.ssrc === this.#sender.ssrc) this.#onReport(report);
    return 'from-source';
  }

  /** Our report when it is time for one and there is something to report. */
  due(nowMs: number, rate: number): Uint8Array | undefined {
    if (nowMs < this.#dueMs) return undefined;
    this.#dueMs = nowMs + this.#interval();
    const sent = this.#sender.packets > this.#sentAtReport;
    this.#sentAtReport = this.#sender.packets;
    if (!sent && !this.#source.isLocked) return undefined;
    const wallTimeMs = this.#host.clock.wallTime();
    if (sent) {
      this.#ownReportTime = shortNtpTime(wallTimeMs);
      this.#ownReportAtMs = nowMs;
    }
    return writeRtcp({
      ssrc: this.#sender.ssrc,
      cname: this.#cname,
      sent: sent
        ? {
            wallTimeMs,
            timestamp: this.#sender.timestampAt(nowMs),
            packets: this.#sender.packets,
            payloadBytes: this.#sender.payloadBytes,
          }
        : undefined,
      report: this.#source.isLocked ? this.#report(nowMs, rate) : undefined,
    });
  }

  /** RFC 3550 §6.4.1: the time since our report, less the time the phone had it. */
  #onReport({ lost, lastSenderReport, delaySinceSenderReport }: ReportBlock): void {
    this.farLost = Math.max(0, lost);
    if (lastSenderReport === 0 || lastSenderReport !== this.#ownReportTime) return;
    const passedMs = this.#host.clock.now() - this.#ownReportAtMs;
    this.roundTripMs = Math.max(0, Math.round(passedMs - delaySinceSenderReport / 65.536));
  }

  /** Half to one and a half times the interval, so that phones' reports do not come in step (RFC 3550 §6.3.1). */
  #interval(): number {
    return INTERVAL_MS / 2 + this.#host.random.integer(INTERVAL_MS);
  }

  #report(nowMs: number, rate: number): ReportBlock {
    const known = this.#senderReportTime !== 0;
    return {
      ssrc: this.#source.ssrc,
      fractionLost: this.#reception.takeFractionLost(),
      lost: this.#reception.lost,
      highestSequence: this.#reception.highestExtended,
      jitter: Math.round((this.#reception.jitterMs * rate) / 1000),
      lastSenderReport: this.#senderReportTime,
      delaySinceSenderReport: known ? Math.round((nowMs - this.#senderReportAtMs) * 65.536) : 0,
    };
  }
}
