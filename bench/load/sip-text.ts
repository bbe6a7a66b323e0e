/** The little of SIP that the generators need: header values out of a message, and lines into one. */

export function headerOf(message: string, name: string): string | undefined {
  return headersOf(message, name)[0];
}

export function headersOf(message: string, name: string): string[] {
  const pattern = new RegExp(`^${name}[ \\t]*:[ \\t]*(.*?)\\r?$`, 'gim');
  return [...message.matchAll(pattern)].map((match) => match[1] ?? '');
}

export function statusOf(message: string): number {
  return Number(message.slice(8, 11));
}

/** Where the sender of this message wants its RTP. */
export function mediaOf(message: string): { address: string; port: number } | undefined {
  const address = /^c=IN IP4 (\S+)/m.exec(message)?.[1];
  const port = /^m=audio (\d+)/m.exec(message)?.[1];
  return address === undefined || port === undefined ? undefined : { address, port: Number(port) };
}

/** RTP's number for it, and the rest of its rtpmap line. */
export interface Payload {
  readonly number: number;
  readonly encoding: string;
}

export const PCMU: Payload = { number: 0, encoding: 'PCMU/8000' };
export const OPUS: Payload = { number: 96, encoding: 'opus/48000/2' };

/** One codec at this port, 20 ms. */
export function audioSdp(port: number, { number, encoding }: Payload = PCMU): string {
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${number}`,
    `a=rtpmap:${number} ${encoding}`,
    'a=ptime:20',
    'a=sendrecv',
    '',
  ].join('\r\n');
}

export function sipMessage(lines: readonly string[], body = ''): string {
  const type = body === '' ? [] : ['Content-Type: application/sdp'];
  return [...lines, ...type, `Content-Length: ${body.length}`, '', body].join('\r\n');
}
