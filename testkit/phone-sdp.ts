/** Session descriptions as the scripted phone writes and reads them (RFC 4566), audio only. */
export interface PhoneCodec {
  readonly payloadType: number;
  /** `PCMA/8000`. */
  readonly encoding: string;
  /** Its fmtp, when it has one. */
  readonly format?: string;
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
  /** The m= lines. */
  readonly sections: readonly string[];
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
  /** The s= line, and the user of the o= line unless the wording has one. */
  readonly name?: string;
  readonly wording?: SdpWording;
  readonly ptimeMs?: number;
  readonly extraLines?: readonly string[];
  /** Lines of further sections, behind the audio. */
  readonly furtherSections?: readonly string[];
}

/** Where a phone puts what in its descriptions. */
export interface SdpWording {
  readonly originUser?: string;
  readonly connection: 'session' | 'media';
  /** rtpmap for static payload types too. */
  readonly mapsStatic: boolean;
  /** fmtp of telephone-event; undefined leaves it out. */
  readonly events: string | undefined;
  readonly formats: 'after rtpmap' | 'before rtpmap';
  readonly direction: 'session' | 'before rtpmap' | 'last' | 'only on hold';
  /** Says ptime even when it is the usual. */
  readonly saysPtime: boolean;
}

export const USUAL_SDP: SdpWording = {
  connection: 'session',
  mapsStatic: true,
  events: '0-16',
  formats: 'after rtpmap',
  direction: 'last',
  saysPtime: false,
};

export function writeSession(session: SessionToWrite): string {
  const { wording = USUAL_SDP, name = '-', ptimeMs } = session;
  const family = session.address.includes(':') ? 'IP6' : 'IP4';
  const connection = `c=IN ${family} ${session.address}`;
  const direction = `a=${session.direction}`;
  const placeOfDirection =
    wording.direction === 'only on hold' && session.direction !== 'sendrecv' ? 'last' : wording.direction;
  const lines = [
    'v=0',
    `o=${wording.originUser ?? name} ${session.fixedOrigin ?? `3141 ${session.version}`} IN ${family} ${session.address}`,
    `s=${name}`,
    ...(wording.connection === 'session' ? [connection] : []),
    't=0 0',
    ...(placeOfDirection === 'session' ? [direction] : []),
    `m=audio ${session.port} ${session.profile ?? 'RTP/AVP'} ${session.codecs.map((codec) => codec.payloadType).join(' ')}`,
    ...(wording.connection === 'media' ? [connection] : []),
    ...(placeOfDirection === 'before rtpmap' ? [direction] : []),
    ...formatLines(session.codecs, wording),
    ...(ptimeMs !== undefined && (wording.saysPtime || ptimeMs !== 20) ? [`a=ptime:${ptimeMs}`] : []),
    ...(session.extraLines ?? []),
    ...(placeOfDirection === 'last' ? [direction] : []),
    ...(session.furtherSections ?? []),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function formatLines(codecs: readonly PhoneCodec[], wording: SdpWording): string[] {
  const maps = codecs
    .filter(({ payloadType }) => wording.mapsStatic || payloadType >= 96)
    .map(({ payloadType, encoding }) => `a=rtpmap:${payloadType} ${encoding}`);
  const formats = codecs.flatMap(({ payloadType, encoding, format }) => {
    const said = encoding.startsWith('telephone-event') ? wording.events : format;
    return said === undefined ? [] : [`a=fmtp:${payloadType} ${said}`];
  });
  return wording.formats === 'before rtpmap' ? [...formats, ...maps] : [...maps, ...formats];
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
    sections: lines.filter((line) => line.startsWith('m=')),
    text,
  };
}

/** The direction an answer gives to an offered one when we ourselves hold nothing. */
export function mirrored(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  if (direction === 'recvonly') return 'sendonly';
  return direction;
}
