import { readUint32, writeUint32 } from './packet.ts';

/**
 * RTCP (RFC 3550 §6). We read what tells us something and write only what is ours: nothing of a phone's RTCP, its
 * CNAME least of all, reaches another phone.
 */
const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const SOURCE_DESCRIPTION = 202;
const GOODBYE = 203;

export interface RtcpFacts {
  readonly senderSsrc: number;
  /** From a sender report: the middle 32 bits of its NTP time, wanted back in our next report. */
  readonly senderReportTime: number | undefined;
  readonly reports: readonly ReportBlock[];
  readonly cname: string | undefined;
  /** Sources that say they leave. Never a reason to end a call: RTCP is not authenticated (security 2.7e). */
  readonly goodbyes: readonly number[];
}

export interface ReportBlock {
  /** The source the report is about. */
  readonly ssrc: number;
  /** Loss since the report before, in 256ths. */
  readonly fractionLost: number;
  /** Packets lost since the beginning, 24 bits signed. */
  readonly lost: number;
  readonly highestSequence: number;
  /** In units of the RTP clock. */
  readonly jitter: number;
  readonly lastSenderReport: number;
  /** In 65536ths of a second. */
  readonly delaySinceSenderReport: number;
}

/** Undefined when it is no compound packet as RFC 3550 §A.2 demands: version 2, SR or RR first, lengths that fit. */
export function readRtcp(bytes: Uint8Array): RtcpFacts | undefined {
  if (!isCompound(bytes)) return undefined;
  let senderReportTime: number | undefined;
  let cname: string | undefined;
  const reports: ReportBlock[] = [];
  const goodbyes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const count = (bytes[at] as number) & 0x1f;
    const end = at + packetBytes(bytes, at);
    switch (bytes[at + 1]) {
      case SENDER_REPORT:
        if (at + 28 > end) return undefined;
        senderReportTime = ((readUint32(bytes, at + 8) << 16) | (readUint32(bytes, at + 12) >>> 16)) >>> 0;
        if (!readReports(bytes, at + 28, end, count, reports)) return undefined;
        break;
      case RECEIVER_REPORT:
        if (!readReports(bytes, at + 8, end, count, reports)) return undefined;
        break;
      case SOURCE_DESCRIPTION:
        cname ??= readCname(bytes, at + 8, end);
        break;
      case GOODBYE:
        if (at + 4 + 4 * count > end) return undefined;
        for (let i = 0; i < count; i++) goodbyes.push(readUint32(bytes, at + 4 + 4 * i));
        break;
      default:
    }
    at = end;
  }
  return { senderSsrc: readUint32(bytes, 4), senderReportTime, reports, cname, goodbyes };
}

function packetBytes(bytes: Uint8Array, at: number): number {
  return 4 + 4 * (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
}

function isCompound(bytes: Uint8Array): boolean {
  if (bytes.length < 8 || (bytes[1] !== SENDER_REPORT && bytes[1] !== RECEIVER_REPORT)) return false;
  if (((bytes[0] as number) & 0x20) !== 0) return false;
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length || (bytes[at] as number) >> 6 !== 2) return false;
    at += packetBytes(bytes, at);
  }
  return at === bytes.length;
}

function readReports(
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
  into: ReportBlock[],
): boolean {
  if (start + 24 * count > end) return false;
  for (let at = start; at < start + 24 * count; at += 24) {
    into.push({
      ssrc: readUint32(bytes, at),
      fractionLost: bytes[at + 4] as number,
      lost: (readUint32(bytes, at + 4) << 8) >> 8,
      highestSequence: readUint32(bytes, at + 8),
      jitter: readUint32(bytes, at + 12),
      lastSenderReport: readUint32(bytes, at + 16),
      delaySinceSenderReport: readUint32(bytes, at + 20),
    });
  }
  return true;
}

/** The CNAME of the first chunk, whose items begin at `start`. */
function readCname(bytes: Uint8Array, start: number, end: number): string | undefined {
  for (let at = start; at + 2 <= end && bytes[at] !== 0; ) {
    const length = bytes[at + 1] as number;
    if (at + 2 + length > end) return undefined;
    if (bytes[at] === 1) return String.fromCharCode(...bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return undefined;
}

export interface OwnReport {
  readonly ssrc: number;
  /** ASCII, at most 255 characters, without meaning. */
  readonly cname: string;
  /** What we sent; without it a receiver report is written. */
  readonly sent:
    | {
        /** Milliseconds since the Unix epoch, and the RTP timestamp of the same instant. */
        readonly wallTimeMs: number;
        readonly timestamp: number;
        readonly packets: number;
        readonly payloadBytes: number;
      }
    | undefined;
  readonly report: ReportBlock | undefined;
}

/** From 1900 (NTP) to 1970 (Unix) in seconds. */
const NTP_OFFSET_S = 2_208_988_800;

/** The middle 32 bits of an NTP time: how a report names the sender report it follows (RFC 3550 §6.4.1, LSR). */
export function shortNtpTime(wallTimeMs: number): number {
  const seconds = Math.floor(wallTimeMs / 1000);
  const fraction = Math.floor((wallTimeMs / 1000 - seconds) * 2 ** 16);
  return (((seconds + NTP_OFFSET_S) << 16) | fraction) >>> 0;
}

/** SR or RR, then SDES with a CNAME and nothing else (RFC 3550 §6.1). */
export function writeRtcp(own: OwnReport): Uint8Array {
  const reportBytes = (own.sent ? 28 : 8) + (own.report ? 24 : 0);
  // The list of items ends with at least one zero byte, on a multiple of four (RFC 3550 §6.5).
  const sdesBytes = 8 + ((2 + own.cname.length + 4) & ~3);
  const bytes = new Uint8Array(reportBytes + sdesBytes);
  writePacketHeader(bytes, 0, own.report ? 1 : 0, own.sent ? SENDER_REPORT : RECEIVER_REPORT, reportBytes);
  writeUint32(bytes, 4, own.ssrc);
  let at = 8;
  if (own.sent) {
    const seconds = Math.floor(own.sent.wallTimeMs / 1000);
    writeUint32(bytes, 8, seconds + NTP_OFFSET_S);
    writeUint32(bytes, 12, Math.floor((own.sent.wallTimeMs / 1000 - seconds) * 2 ** 32));
    writeUint32(bytes, 16, own.sent.timestamp);
    writeUint32(bytes, 20, own.sent.packets);
    writeUint32(bytes, 24, own.sent.payloadBytes);
    at = 28;
  }
  if (own.report) writeReport(bytes, at, own.report);
  writePacketHeader(bytes, reportBytes, 1, SOURCE_DESCRIPTION, sdesBytes);
  writeUint32(bytes, reportBytes + 4, own.ssrc);
  bytes[reportBytes + 8] = 1;
  bytes[reportBytes + 9] = own.cname.length;
  for (let i = 0; i < own.cname.length; i++) bytes[reportBytes + 10 + i] = own.cname.charCodeAt(i);
  return bytes;
}

function writePacketHeader(bytes: Uint8Array, at: number, count: number, type: number, length: number): void {
  bytes[at] = 0x80 | count;
  bytes[at + 1] = type;
  const words = length / 4 - 1;
  bytes[at + 2] = words >> 8;
  bytes[at + 3] = words;
}

function writeReport(bytes: Uint8Array, at: number, report: ReportBlock): void {
  writeUint32(bytes, at, report.ssrc);
  writeUint32(bytes, at + 4, Math.max(-0x800000, Math.min(0x7fffff, report.lost)) & 0xffffff);
  bytes[at + 4] = report.fractionLost;
  writeUint32(bytes, at + 8, report.highestSequence);
  writeUint32(bytes, at + 12, report.jitter);
  writeUint32(bytes, at + 16, report.lastSenderReport);
  writeUint32(bytes, at + 20, report.delaySinceSenderReport);
}
