/** Offer and answer (RFC 3264) as pure functions on what `readAudio` gave. */
import type { Result } from '../base/result.ts';
import { fail, ok } from '../base/result.ts';
import type { AudioDescription, Codec } from './audio.ts';
import { dtmfFor } from './audio.ts';
import { COMFORT_NOISE, clockRate, isTelephoneEvent, isVoice, KNOWN_CODECS } from './encoding.ts';
import { safeParameters } from './format-parameters.ts';
import type { Direction } from './session-description.ts';

/** What we offer when the offer is ours to make, for instance in answer to an INVITE without one. */
const OWN_CODECS: readonly Codec[] = [
  { payloadType: 8, encoding: 'PCMA/8000', parameters: undefined },
  { payloadType: 0, encoding: 'PCMU/8000', parameters: undefined },
  { payloadType: 9, encoding: 'G722/8000', parameters: undefined },
  { payloadType: 96, encoding: 'opus/48000/2', parameters: undefined },
  { payloadType: 101, encoding: 'telephone-event/8000', parameters: '0-15' },
];

/** A row of the tables the media plane works with. */
interface PayloadNumber {
  readonly number: number;
  readonly encoding: string;
}

/** The numbers of one stream of ours with one phone. */
export interface PayloadTables {
  /** What the phone may send us. */
  readonly receive: readonly PayloadNumber[];
  /** What we may send to the phone, the preferred first, telephone-event last. */
  readonly send: readonly PayloadNumber[];
}

/** An offer of our own, of what is both known and in `supported`, in our order; telephone-event always. */
export function ownOffer(supported: readonly string[]): readonly Codec[] {
  return OWN_CODECS.filter(({ encoding }) => isTelephoneEvent(encoding) || supported.includes(encoding));
}

/** An offer with more behind it: codecs it does not have, under numbers it does not use, keys last as ever. */
export function withCodecs(offer: readonly Codec[], more: readonly Codec[]): readonly Codec[] {
  const known = new Set(offer.map(({ encoding }) => encoding));
  const numbers = new Set(offer.map(({ payloadType }) => payloadType));
  const hasKeys = offer.some(({ encoding }) => isTelephoneEvent(encoding));
  const added = more.filter(
    ({ encoding }) => !known.has(encoding) && !(hasKeys && isTelephoneEvent(encoding)),
  );
  const all = [...offer, ...added.map((codec) => withFreeNumber(codec, numbers))];
  return [
    ...all.filter(({ encoding }) => isVoice(encoding)),
    ...all.filter(({ encoding }) => !isVoice(encoding)),
  ];
}

/**
 * What of a phone's offer is passed on to another phone, numbers kept: known codecs, one of each, comfort
 * noise, then telephone-event at one rate: 8000 Hz, which clients use beside Opus too, or else that of a codec kept. Zoiper and
 * PJSIP choose the wrong one when they are offered several.
 */
export function offerable(codecs: readonly Codec[]): readonly Codec[] {
  const voice = firstOfEach(
    codecs.filter(({ encoding }) => isVoice(encoding) && KNOWN_CODECS.includes(encoding)),
  );
  const rates = [8000, ...voice.map(({ encoding }) => clockRate(encoding))];
  const events = rates.flatMap((rate) => codecs.find(({ encoding }) => encoding === eventAt(rate)) ?? []);
  return [...voice, ...noiseFor(voice, codecs), ...events.slice(0, 1)].map(withSafeParameters);
}

/**
 * The answer of a service of ours: the first codec of the phone that we support and the telephone-event that
 * goes with it, under the phone's numbers. One codec only, so that the phone cannot change it during the call.
 */
export function answerLocally(
  offer: AudioDescription,
  supported: readonly string[],
): Result<{ codecs: readonly Codec[]; dtmf: Codec | undefined; tables: PayloadTables }, 'no-common-codec'> {
  const voice = offer.codecs.find(({ encoding }) => isVoice(encoding) && supported.includes(encoding));
  if (!voice) return fail('no-common-codec');
  const event = dtmfFor(voice, offer.codecs);
  const dtmf = event && withSafeParameters(event);
  const codecs = [withSafeParameters(voice), ...(dtmf ? [dtmf] : [])];
  return ok({ codecs, dtmf, tables: { receive: payloadNumbers(codecs), send: payloadNumbers(codecs) } });
}

/** What an answer to an offer of ours comes to: `codecs` in the answerer's order under the offer's numbers. */
export interface AcceptedAnswer {
  readonly codecs: readonly Codec[];
  readonly dtmf: Codec | undefined;
  readonly tables: PayloadTables;
}

/**
 * Reads the answer to what we offered. The answerer receives under its own numbers and should send under ours
 * (RFC 3264 §6.1); some send under their own, which is understood where it cannot be mistaken.
 */
export function acceptAnswer(
  offered: readonly Codec[],
  answer: AudioDescription,
): Result<AcceptedAnswer, 'no-common-codec'> {
  const common = firstOfEach(
    answer.codecs.filter(({ encoding }) => offered.some((ours) => ours.encoding === encoding)),
  );
  const voice = common.filter(({ encoding }) => isVoice(encoding));
  const [first] = voice;
  if (!first) return fail('no-common-codec');
  const events = firstOfEach(voice.flatMap((codec) => dtmfFor(codec, common) ?? []));
  const theirs = [...voice, ...noiseFor(voice, common), ...events];
  const codecs = theirs.map((codec) => withSafeParameters(underNumberOf(offered, codec)));
  const numbersOfOurs = new Set(offered.map(({ payloadType }) => payloadType));
  const alsoTheirs = theirs.filter(({ payloadType }) => !numbersOfOurs.has(payloadType));
  const receive = payloadNumbers([
    ...offered.filter(({ encoding }) => theirs.some((codec) => codec.encoding === encoding)),
    ...alsoTheirs,
  ]);
  const dtmf = dtmfFor(first, codecs);
  return ok({ codecs, dtmf, tables: { receive, send: payloadNumbers(theirs) } });
}

export function payloadNumbers(codecs: readonly Codec[]): PayloadNumber[] {
  return codecs.map(({ payloadType, encoding }) => ({ number: payloadType, encoding }));
}

/** The same direction seen from the other side. */
export function reverseDirection(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  return direction === 'recvonly' ? 'sendonly' : direction;
}

/** The answer to an offered direction (RFC 3264 §6.1) by someone who would rather have `wanted`, seen from us. */
export function answerDirection(offered: Direction, wanted: Direction = 'sendrecv'): Direction {
  const sends = mayReceive(offered) && maySend(wanted);
  const receives = maySend(offered) && mayReceive(wanted);
  if (sends) return receives ? 'sendrecv' : 'sendonly';
  return receives ? 'recvonly' : 'inactive';
}

function maySend(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'sendonly';
}

function mayReceive(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'recvonly';
}

/** Comfort noise that goes with one of these voices. */
export function noiseFor(voice: readonly Codec[], codecs: readonly Codec[]): readonly Codec[] {
  if (!voice.some(({ encoding }) => clockRate(encoding) === 8000)) return [];
  return codecs.filter(({ encoding }) => encoding === COMFORT_NOISE).slice(0, 1);
}

function eventAt(rate: number): string {
  return `telephone-event/${rate}`;
}

export function firstOfEach(codecs: readonly Codec[]): Codec[] {
  const seen = new Set<string>();
  return codecs.filter(({ encoding }) => !seen.has(encoding) && seen.add(encoding));
}

export function underNumberOf(offered: readonly Codec[], codec: Codec): Codec {
  const ours = offered.find(({ encoding }) => encoding === codec.encoding) ?? codec;
  return { ...codec, payloadType: ours.payloadType };
}

/** The codec under its own number, or under one nobody has (RFC 3551 §6: 96 to 127 are free for all). */
function withFreeNumber(codec: Codec, taken: Set<number>): Codec {
  let payloadType = codec.payloadType;
  for (let number = 96; taken.has(payloadType) && number < 128; number += 1) payloadType = number;
  taken.add(payloadType);
  return { ...codec, payloadType };
}

export function withSafeParameters(codec: Codec): Codec {
  return { ...codec, parameters: safeParameters(codec.encoding, codec.parameters) };
}
