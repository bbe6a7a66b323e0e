import { bytesToLatin1, latin1ToBytes } from '../../base/bytes.ts';
import type { SipRequest } from '../../sip/message/message.ts';

/** Phones that send nothing about the length of a key get the usual one. */
const USUAL_DURATION_MS = 160;

/** A key in an INFO: `application/dtmf-relay` ("Signal=5", "Duration=160") or `application/dtmf` (the key alone). */
export function readDtmfInfo(request: SipRequest): { digit: string; durationMs: number } | undefined {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const text = bytesToLatin1(request.body);
  if (type === 'application/dtmf') return key(text.trim(), undefined);
  if (type !== 'application/dtmf-relay') return undefined;
  return key(/^\s*Signal\s*=\s*(\S+)/im.exec(text)?.[1], /^\s*Duration\s*=\s*(\d{1,5})/im.exec(text)?.[1]);
}

export function writeDtmfInfo(digit: string, durationMs: number): { contentType: string; body: Uint8Array } {
  return {
    contentType: 'application/dtmf-relay',
    body: latin1ToBytes(`Signal=${digit}\r\nDuration=${durationMs}\r\n`),
  };
}

/** Some phones number * and # as 10 and 11, as the events of RFC 4733 do. */
function key(
  signal: string | undefined,
  duration: string | undefined,
): { digit: string; durationMs: number } | undefined {
  const digit = signal === '10' ? '*' : signal === '11' ? '#' : signal?.toUpperCase();
  if (digit === undefined || !/^[0-9*#A-D]$/.test(digit)) return undefined;
  return { digit, durationMs: duration === undefined ? USUAL_DURATION_MS : Number(duration) };
}
