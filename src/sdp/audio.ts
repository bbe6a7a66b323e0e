import type { Result } from '../base/result.ts';
import { fail, ok } from '../base/result.ts';
import { canonicalEncoding, clockRate, isVoice, KNOWN_CODECS, staticEncoding } from './encoding.ts';
import { isUnspecified, parseIpAddress } from './ip-address.ts';
import type { Attribute, Direction, MediaDescription, SessionDescription } from './session-description.ts';

/** One payload type of a description. */
export interface Codec {
  /** 0 to 127: the number its writer wants to receive it with (RFC 3264 §5.1). */
  readonly payloadType: number;
  /** In one spelling each: `PCMA/8000`, `G722/8000`, `opus/48000/2`, `telephone-event/8000`. */
  readonly encoding: string;
  /** The fmtp line as written; never passed on unread, see `format-parameters.ts`. */
  readonly parameters: string | undefined;
}

/** What a phone says about its sound. */
export interface AudioDescription {
  /** Numeric, as the operating system writes it; `0.0.0.0` or `::` while on hold in the way of RFC 2543. */
  readonly address: string;
  readonly port: number;
  /** In the phone's order, telephone-event among them. */
  readonly codecs: readonly Codec[];
  /** The telephone-event that goes with the first codec. */
  readonly dtmf: Codec | undefined;
  readonly ptimeMs: number | undefined;
  /** From the phone's point of view. An address of zeros counts as not wanting to receive (RFC 3264 §8.4). */
  readonly direction: Direction;
  /** From a=rtcp (RFC 3605); otherwise RTCP is on the next port. */
  readonly rtcpPort: number | undefined;
  /** Which m= line it is, from 0. */
  readonly mediaIndex: number;
}

/**
 * The first audio section we can serve: one with a codec we know before one without. `no-audio`: there is none, or every one is refused with port 0.
 * `not-acceptable`: there is audio, but encrypted, without a numeric address or without a codec that has a name.
 */
export function readAudio(
  session: SessionDescription,
): Result<AudioDescription, 'no-audio' | 'not-acceptable'> {
  let offered = false;
  let readable: AudioDescription | undefined;
  for (const [mediaIndex, media] of session.media.entries()) {
    if (media.kind.toLowerCase() !== 'audio' || media.port === 0) continue;
    offered = true;
    const audio = readSection(session, media, mediaIndex);
    if (audio?.codecs.some(({ encoding }) => isKnownVoice(encoding))) return ok(audio);
    readable ??= audio;
  }
  if (readable) return ok(readable);
  return fail(offered ? 'not-acceptable' : 'no-audio');
}

/** Where the phone listens, for the media plane; undefined while it listens nowhere. */
export function announcedAddress(audio: AudioDescription): { address: string; port: number } | undefined {
  return isUnspecified(audio) ? undefined : { address: audio.address, port: audio.port };
}

/**
 * The telephone-event of the codec's clock rate, or else that of 8000 Hz, which clients use beside Opus too
 * (RFC 4733 §2.1: the rate of the codec; Zoiper and PJSIP announce one for every rate).
 */
export function dtmfFor(codec: Codec, codecs: readonly Codec[]): Codec | undefined {
  const wanted = `telephone-event/${clockRate(codec.encoding)}`;
  return (
    codecs.find(({ encoding }) => encoding === wanted) ??
    codecs.find(({ encoding }) => encoding === 'telephone-event/8000')
  );
}

/** RTP/AVP and RTP/AVPF: feedback is not used, but the profile must be mirrored (RFC 4585 §4.1). */
export function plainProfile(protocol: string): 'RTP/AVP' | 'RTP/AVPF' | undefined {
  const profile = protocol.toUpperCase();
  return profile === 'RTP/AVP' || profile === 'RTP/AVPF' ? profile : undefined;
}

function isKnownVoice(encoding: string): boolean {
  return isVoice(encoding) && KNOWN_CODECS.includes(encoding);
}

function readSection(
  session: SessionDescription,
  media: MediaDescription,
  mediaIndex: number,
): AudioDescription | undefined {
  const connection = media.connection ?? session.connection;
  const ip = connection && parseIpAddress(connection.address);
  const codecs = readCodecs(media);
  const voice = codecs.find(({ encoding }) => isVoice(encoding));
  if (!ip || !voice || !plainProfile(media.protocol)) return undefined;
  const direction = readDirection(media.attributes) ?? readDirection(session.attributes) ?? 'sendrecv';
  return {
    address: ip.address,
    port: media.port,
    codecs,
    dtmf: dtmfFor(voice, codecs),
    ptimeMs: readPtime(media.attributes) ?? readPtime(session.attributes),
    direction: isUnspecified(ip) ? withoutReceiving(direction) : direction,
    rtcpPort: readRtcpPort(media.attributes),
    mediaIndex,
  };
}

/** Attributes may stand in any order, the fmtp line before its rtpmap (Yealink). */
function readCodecs(media: MediaDescription): Codec[] {
  const encodings = new Map<number, string>();
  const parameters = new Map<number, string>();
  for (const { name, value } of media.attributes) {
    if (value === undefined || (name !== 'rtpmap' && name !== 'fmtp')) continue;
    const [payloadType, rest] = splitAtBlank(value);
    if (payloadType === undefined) continue;
    if (name === 'fmtp') parameters.set(payloadType, rest);
    const encoding = name === 'rtpmap' ? canonicalEncoding(rest) : undefined;
    if (encoding) encodings.set(payloadType, encoding);
  }
  const codecs = new Map<number, Codec>();
  for (const format of media.formats) {
    const payloadType = readPayloadType(format);
    if (payloadType === undefined || codecs.has(payloadType)) continue;
    const encoding = encodings.get(payloadType) ?? staticEncoding(payloadType);
    if (encoding === undefined) continue;
    codecs.set(payloadType, { payloadType, encoding, parameters: parameters.get(payloadType) });
  }
  return [...codecs.values()];
}

/** `101 telephone-event/8000`: the number and what is said about it. */
function splitAtBlank(value: string): readonly [number | undefined, string] {
  const blank = value.search(/[ \t]/);
  return blank === -1 ? [undefined, ''] : [readPayloadType(value.slice(0, blank)), value.slice(blank).trim()];
}

function readPayloadType(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= 127 ? Number(text) : undefined;
}

function readDirection(attributes: readonly Attribute[]): Direction | undefined {
  for (const { name } of attributes) {
    if (name === 'sendrecv' || name === 'sendonly' || name === 'recvonly' || name === 'inactive') return name;
  }
  return undefined;
}

function withoutReceiving(direction: Direction): Direction {
  return direction === 'sendrecv' || direction === 'sendonly' ? 'sendonly' : 'inactive';
}

function readPtime(attributes: readonly Attribute[]): number | undefined {
  const value = attributes.find(({ name }) => name === 'ptime')?.value ?? '';
  const ptimeMs = /^\d{1,3}(\.\d{1,3})?$/.test(value) ? Math.round(Number(value)) : 0;
  return ptimeMs >= 5 && ptimeMs <= 200 ? ptimeMs : undefined;
}

/** `53020` or `53020 IN IP4 192.0.2.1`; the address is not used, RTCP goes where RTP goes. */
function readRtcpPort(attributes: readonly Attribute[]): number | undefined {
  const value = attributes.find(({ name }) => name === 'rtcp')?.value ?? '';
  const port = Number(/^(\d{1,5})(?: |$)/.exec(value)?.[1] ?? 0);
  return port > 0 && port <= 65_535 ? port : undefined;
}
