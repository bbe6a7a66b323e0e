import type { SipRequest, SipResponse } from '../../sip/message/message.ts';

/** The session description a message carries; other bodies (ISUP, location, ...) are none of ours. */
export function sdpOf({ headers, body }: SipRequest | SipResponse): Uint8Array | undefined {
  if (body.length === 0) return undefined;
  const type = headers.get('content-type');
  if (type === undefined || type === 'application/sdp') return body;
  return type.split(';', 1)[0]?.trim().toLowerCase() === 'application/sdp' ? body : undefined;
}

/** The same the other way round: what a message with this description, or without one, is made from. */
export function sdpContent(
  sdp: Uint8Array | undefined,
): { body: Uint8Array; contentType: string } | Record<never, never> {
  return sdp === undefined ? {} : { body: sdp, contentType: 'application/sdp' };
}
