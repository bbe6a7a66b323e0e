/**
 * An RTP packet in the buffer it came in (RFC 3550 §5.1). Nothing is copied: one `RtpPacket` is a window that is
 * laid over every datagram in turn.
 *
 *      0                   1                   2                   3
 *     |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *     |                           timestamp                           |
 *     |           synchronization source (SSRC) identifier            |
 *     |            CSRC identifiers (CC), extension (X)               |
 */
export const RTP_HEADER_BYTES = 12;

const NO_BYTES = new Uint8Array(0);

export class RtpPacket {
  bytes: Uint8Array = NO_BYTES;
  marker = false;
  payloadType = 0;
  sequence = 0;
  timestamp = 0;
  ssrc = 0;
  /** The payload is `bytes[payloadStart]` up to and without `bytes[payloadEnd]`: no CSRC, extension or padding. */
  payloadStart = 0;
  payloadEnd = 0;

  /** False when the bytes are no RTP packet of version 2 that is consistent in itself; the window is void then. */
  read(bytes: Uint8Array): boolean {
    const length = bytes.length;
    if (length < RTP_HEADER_BYTES) return false;
    const first = bytes[0] as number;
    if (first >> 6 !== 2) return false;
    let start = RTP_HEADER_BYTES;
    let end = length;
    if ((first & 0x3f) !== 0) {
      start = payloadStart(bytes, first);
      end = payloadEnd(bytes, first);
      if (start < 0 || end < start) return false;
    }
    const second = bytes[1] as number;
    this.bytes = bytes;
    this.marker = second >= 0x80;
    this.payloadType = second & 0x7f;
    this.sequence = ((bytes[2] as number) << 8) | (bytes[3] as number);
    this.timestamp = readUint32(bytes, 4);
    this.ssrc = readUint32(bytes, 8);
    this.payloadStart = start;
    this.payloadEnd = end;
    return true;
  }
}

/** -1 when CSRC list or extension do not fit. */
function payloadStart(bytes: Uint8Array, first: number): number {
  let start = RTP_HEADER_BYTES + 4 * (first & 0x0f);
  if ((first & 0x10) !== 0) {
    if (start + 4 > bytes.length) return -1;
    start += 4 + 4 * (((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number));
  }
  return start > bytes.length ? -1 : start;
}

/** -1 when the padding says a length of zero (RFC 3550 §5.1 counts the last byte itself). */
function payloadEnd(bytes: Uint8Array, first: number): number {
  if ((first & 0x20) === 0) return bytes.length;
  const padding = bytes[bytes.length - 1] as number;
  return padding === 0 ? -1 : bytes.length - padding;
}

/** Twelve bytes at `offset`: no padding, no extension, no CSRC. */
export function writeRtpHeader(
  bytes: Uint8Array,
  offset: number,
  marker: boolean,
  payloadType: number,
  sequence: number,
  timestamp: number,
  ssrc: number,
): void {
  bytes[offset] = 0x80;
  bytes[offset + 1] = marker ? payloadType | 0x80 : payloadType;
  bytes[offset + 2] = sequence >> 8;
  bytes[offset + 3] = sequence;
  writeUint32(bytes, offset + 4, timestamp);
  writeUint32(bytes, offset + 8, ssrc);
}

export function readUint32(bytes: Uint8Array, offset: number): number {
  return (
    (((bytes[offset] as number) << 24) |
      ((bytes[offset + 1] as number) << 16) |
      ((bytes[offset + 2] as number) << 8) |
      (bytes[offset + 3] as number)) >>>
    0
  );
}

export function writeUint32(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 24;
  bytes[offset + 1] = value >>> 16;
  bytes[offset + 2] = value >>> 8;
  bytes[offset + 3] = value;
}
