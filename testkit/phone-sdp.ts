/** Session descriptions as the scripted phone writes and reads them (RFC 4566), audio only. */
export interface PhoneCodec {
  readonly payloadType: number;
  /** `PCMA/8000`. */
  readonly encoding: string;
}

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface PhoneSession {
  readonly address: string;
  readonly port: number;
  readonly codecs: readonly PhoneCodec[];
  readonly direction: Direction;
  readonly profile: string;
  /** The o= line without `o=`. */
  readonly origin: string;
  /** Number of m= lines. */
  readonly sections: number;
  readonly text: string;
}

export const PCMA: PhoneCodec = { payloadType: 8, encoding: 'PCMA/8000' };
export const PCMU: PhoneCodec = { payloadType: 0, encoding: 'PCMU/8000' };
export const G722: PhoneCodec = { payloadType: 9, encoding: 'G722/8000' };
export const OPUS: PhoneCodec = { payloadType: 96, encoding: 'opus/48000/2' };
export const G729: PhoneCodec = { payloadType: 18, encoding: 'G729/8000' };
export const TELEPHONE_EVENT: PhoneCodec = { payloadType: 101, encoding: 'telephone-event/8000' };

const STATIC_TYPES: readonly PhoneCodec[] = [PCMA, PCMU, G722, G729];

export interface SessionToWrite {
  readonly address: string;
  readonly port: number;
  readonly codecs: readonly PhoneCodec[];
  readonly direction: Direction;
  readonly version: number;
  readonly profile?: string;
  /** `id version` of the o= line, for phones that never change it. */
  readonly fixedOrigin?: string | undefined;
  /** User name of the o= line and the s= line. */
  readonly name?: string;
  /** Leaves rtpmap of static payload types out and puts c= in the media section only. */
  readonly terse?: boolean;
  readonly ptimeMs?: number;
  readonly extraLines?: readonly string[];
}

export function writeSession(session: SessionToWrite): string {
  const family = session.address.includes(':') ? 'IP6' : 'IP4';
  const connection = `c=IN ${family} ${session.address}`;
  const maps = session.codecs
    .filter(({ payloadType }) => !session.terse || payloadType >= 96)
    .map(({ payloadType, encoding }) => `a=rtpmap:${payloadType} ${encoding}`);
  const events = session.codecs
    .filter(({ encoding }) => encoding.startsWith('telephone-event'))
    .map(({ payloadType }) => `a=fmtp:${payloadType} 0-16`);
  const lines = [
    'v=0',
    `o=${session.name ?? '-'} ${session.fixedOrigin ?? `3141 ${session.version}`} IN ${family} ${session.address}`,
    `s=${session.name ?? 'Phone'}`,
    ...(session.terse ? [] : [connection]),
    't=0 0',
    `m=audio ${session.port} ${session.profile ?? 'RTP/AVP'} ${session.codecs.map((codec) => codec.payloadType).join(' ')}`,
    ...(session.terse ? [connection] : []),
    ...maps,
    ...events,
    ...(session.ptimeMs === undefined ? [] : [`a=ptime:${session.ptimeMs}`]),
    ...(session.extraLines ?? []),
    `a=${session.direction}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

export function readSession(text: string): PhoneSession | undefined {
  const lines = text.split('\r\n');
  const first = (prefix: string): string =>
    lines.find((line) => line.startsWith(prefix))?.slice(prefix.length) ?? '';
  const media = lines.findIndex((line) => line.startsWith('m=audio '));
  if (media < 0) return undefined;
  const [, port = '', profile = '', ...types] = first('m=audio').split(' ');
  const connection = lines.findLast((line) => line.startsWith('c=')) ?? '';
  const maps = new Map(
    lines.flatMap((line) => {
      const match = /^a=rtpmap:(\d+) (\S+)/.exec(line);
      return match?.[1] && match[2] ? [[Number(match[1]), match[2]] as const] : [];
    }),
  );
  const codecs = types.map((type) => {
    const payloadType = Number(type);
    const known = STATIC_TYPES.find((codec) => codec.payloadType === payloadType);
    return { payloadType, encoding: maps.get(payloadType) ?? known?.encoding ?? 'unknown' };
  });
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)$/m.exec(text.replaceAll('\r', ''))?.[1];
  return {
    address: connection.split(' ')[2] ?? '',
    port: Number(port),
    codecs,
    direction: (direction ?? 'sendrecv') as Direction,
    profile,
    origin: first('o='),
    sections: lines.filter((line) => line.startsWith('m=')).length,
    text,
  };
}

/** The direction an answer gives to an offered one when we ourselves hold nothing. */
export function mirrored(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  if (direction === 'recvonly') return 'sendonly';
  return direction;
}
