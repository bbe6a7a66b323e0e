import type { Codec } from './audio.ts';
import { plainProfile } from './audio.ts';
import { KNOWN_CODECS } from './encoding.ts';
import { safeParameters } from './format-parameters.ts';
import type { Attribute, Direction, MediaDescription, SessionDescription } from './session-description.ts';
import { writeSdp } from './write.ts';

/** More formats than these of a refused section are left out: nobody reads them (RFC 3264 §6). */
const MAXIMUM_REFUSED_FORMATS = 16;

/** Everything a description of ours says. */
export interface OwnAudio {
  /** Ours, numeric. */
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  /** Our RTP port; 0 refuses the audio too. */
  readonly port: number;
  /** Decimal digits, random once a dialog. */
  readonly sessionId: string;
  /** One more than in the description before, in the same dialog (RFC 3264 §8). */
  readonly sessionVersion: number;
  /** The preferred first. Only known codecs are written, and a number that comes twice only once. */
  readonly codecs: readonly Codec[];
  readonly ptimeMs?: number | undefined;
  /** From our point of view. */
  readonly direction: Direction;
  /**
   * What is being answered, or in a later offer what was agreed before: the same number and order of m= lines
   * comes out, all but ours refused (RFC 3264 §6 and §8).
   */
  readonly template?: SessionDescription | undefined;
  /** The m= line of the template that is ours; without it the first plain audio that is not refused. */
  readonly mediaIndex?: number | undefined;
  /** Without it that of the template's m= line, or RTP/AVP. */
  readonly profile?: 'RTP/AVP' | 'RTP/AVPF' | undefined;
}

/**
 * A description of our own. Addresses, names and attributes are ours, nothing is copied that could tell a party
 * about the other or about its product (SR-27); rtcp-mux, ICE and encryption are not offered.
 */
export function describeAudio(ours: OwnAudio): Uint8Array {
  const addressType = ours.family === 'ipv6' ? 'IP6' : 'IP4';
  const sessionVersion = String(ours.sessionVersion);
  return writeSdp({
    origin: { username: '-', sessionId: ours.sessionId, sessionVersion, addressType, address: ours.address },
    name: '-',
    connection: { addressType, address: ours.address },
    attributes: [],
    media: mediaSections(ours),
    others: [],
  });
}

function mediaSections(ours: OwnAudio): MediaDescription[] {
  const { template } = ours;
  if (!template) return [audioSection(ours, ours.profile ?? 'RTP/AVP')];
  const index = ours.mediaIndex ?? audioIndex(template);
  return template.media.map((media, position) =>
    position === index
      ? audioSection(ours, ours.profile ?? plainProfile(media.protocol) ?? 'RTP/AVP')
      : refusedSection(media),
  );
}

/** The first plain audio section in use, or else the first plain one at all; -1 when all is to be refused. */
function audioIndex({ media }: SessionDescription): number {
  const plain = media.map(({ kind, protocol }) => kind.toLowerCase() === 'audio' && plainProfile(protocol));
  const inUse = media.findIndex(({ port }, index) => plain[index] && port !== 0);
  return inUse === -1 ? plain.findIndex(Boolean) : inUse;
}

function refusedSection({ kind, protocol, formats }: MediaDescription): MediaDescription {
  const kept = formats.slice(0, MAXIMUM_REFUSED_FORMATS);
  return { kind, port: 0, protocol, formats: kept, connection: undefined, attributes: [], others: [] };
}

function audioSection(ours: OwnAudio, protocol: string): MediaDescription {
  const numbers = new Set<number>();
  const codecs = ours.codecs.filter(
    ({ payloadType, encoding }) =>
      KNOWN_CODECS.includes(encoding) && !numbers.has(payloadType) && numbers.add(payloadType),
  );
  const attributes: Attribute[] = [];
  for (const { payloadType, encoding, parameters } of codecs) {
    attributes.push({ name: 'rtpmap', value: `${payloadType} ${encoding}` });
    const safe = safeParameters(encoding, parameters);
    if (safe !== undefined) attributes.push({ name: 'fmtp', value: `${payloadType} ${safe}` });
  }
  if (ours.ptimeMs !== undefined) attributes.push({ name: 'ptime', value: String(ours.ptimeMs) });
  attributes.push({ name: ours.direction, value: undefined });
  return {
    kind: 'audio',
    port: ours.port,
    protocol,
    formats: codecs.map(({ payloadType }) => String(payloadType)),
    connection: undefined,
    attributes,
    others: [],
  };
}
