/** Names of codecs as rtpmap has them, in one spelling each, so that equal codecs are equal strings. */

/** RFC 3551 §6, table 4: what a number means when no rtpmap says so. */
const STATIC_ENCODINGS: ReadonlyMap<number, string> = new Map([
  [0, 'PCMU/8000'],
  [3, 'GSM/8000'],
  [4, 'G723/8000'],
  [5, 'DVI4/8000'],
  [6, 'DVI4/16000'],
  [7, 'LPC/8000'],
  [8, 'PCMA/8000'],
  [9, 'G722/8000'],
  [10, 'L16/44100/2'],
  [11, 'L16/44100'],
  [12, 'QCELP/8000'],
  [13, 'CN/8000'],
  [14, 'MPA/90000'],
  [15, 'G728/8000'],
  [16, 'DVI4/11025'],
  [17, 'DVI4/22050'],
  [18, 'G729/8000'],
]);

/** What may be passed on from one phone to another: nothing a phone names goes unread to the other. */
export const KNOWN_CODECS: readonly string[] = [
  'PCMA/8000',
  'PCMU/8000',
  'G722/8000',
  'opus/48000/2',
  'CN/8000',
  'telephone-event/8000',
  'telephone-event/48000',
];

/** RFC 3389: how silence sounds, beside a codec of 8000 Hz that has no word for it. Only passed on, never ours. */
export const COMFORT_NOISE = 'CN/8000';

const TELEPHONE_EVENT = 'telephone-event/';

export function staticEncoding(payloadType: number): string | undefined {
  return STATIC_ENCODINGS.get(payloadType);
}

/**
 * The one spelling of an rtpmap name: `pcma/8000/1` is `PCMA/8000`, `opus/48000` is `opus/48000/2` (RFC 7587 §7),
 * `G722/16000` is `G722/8000` (RFC 3551 §4.5.2: 8000 is the clock rate, a mistake of history). A missing clock
 * rate is 8000. Undefined when it is no rtpmap name.
 */
export function canonicalEncoding(text: string): string | undefined {
  const match = /^([\w.+-]{1,64})(?:\/(\d{1,6}))?(?:\/(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const [, name = '', rate = '8000', channels = '1'] = match;
  switch (name.toLowerCase()) {
    case 'pcma':
    case 'pcmu':
      return plain(name.toUpperCase(), rate, channels);
    case 'g722':
      return plain('G722', rate === '16000' ? '8000' : rate, channels);
    case 'opus':
      return rate === '48000' ? 'opus/48000/2' : plain('opus', rate, channels);
    case 'telephone-event':
      return TELEPHONE_EVENT + rate;
    default:
      return plain(name, rate, channels);
  }
}

function plain(name: string, rate: string, channels: string): string {
  return channels === '1' ? `${name}/${rate}` : `${name}/${rate}/${channels}`;
}

export function isTelephoneEvent(encoding: string): boolean {
  return encoding.startsWith(TELEPHONE_EVENT);
}

/** What people say, not what is told beside it. */
export function isVoice(encoding: string): boolean {
  return !isTelephoneEvent(encoding) && encoding !== COMFORT_NOISE;
}

/** Ticks of the RTP timestamp a second. */
export function clockRate(encoding: string): number {
  return Number(encoding.split('/', 2)[1]);
}
