import type { MediaDescription, SessionDescription } from './session-description.ts';

/** Whether a phone wants its sound encrypted: not at all, if it can be had, or else no call. */
export type Protection = 'none' | 'optional' | 'required';

/** Where the keys of SRTP stand: RFC 4568, and DTLS-SRTP of RFC 5763. */
const KEYS = new Set(['crypto', 'fingerprint']);

/**
 * What an offer says of SRTP: in the profile (RFC 3711 RTP/SAVP, RFC 5124 SAVPF), as a second audio section beside
 * the plain one, or as keys under the plain profile, which is how phones write "if you can". Undefined without audio.
 */
export function offeredProtection({ attributes, media }: SessionDescription): Protection | undefined {
  const audio = media.filter(({ kind, port }) => kind.toLowerCase() === 'audio' && port !== 0);
  if (audio.length === 0) return undefined;
  const isPlain = (section: MediaDescription): boolean => !/SAVPF?$/i.test(section.protocol);
  if (!audio.some(isPlain)) return 'required';
  const hasKeys = [attributes, ...audio.map((section) => section.attributes)]
    .flat()
    .some(({ name }) => KEYS.has(name));
  return hasKeys || !audio.every(isPlain) ? 'optional' : 'none';
}
