/** What a back-to-back user agent makes of the descriptions of both sides (RFC 3264). */
import type { Result } from '../base/result.ts';
import { fail, ok } from '../base/result.ts';
import type { AudioDescription, Codec } from './audio.ts';
import { dtmfFor } from './audio.ts';
import { COMFORT_NOISE, isTelephoneEvent, isVoice, KNOWN_CODECS } from './encoding.ts';
import {
  acceptAnswer,
  firstOfEach,
  noiseFor,
  offerable,
  type PayloadTables,
  payloadNumbers,
  underNumberOf,
  withSafeParameters,
} from './negotiate.ts';

export interface SelectedAnswer {
  /** For the answer to the offerer, under the offerer's numbers. */
  readonly codecs: readonly Codec[];
  readonly towardsOfferer: PayloadTables;
  readonly towardsAnswerer: PayloadTables;
  /** The two share no codec. */
  readonly isTranscoded: boolean;
}

export interface SelectOptions {
  /** What the answerer was offered: `offerable` of the offer unless said otherwise. */
  readonly offered?: readonly Codec[] | undefined;
  /** The answerer can be told keys though it wants none in the sound. */
  readonly tellsKeys?: boolean;
}

/**
 * The offerer offered, and the answerer answered what we had offered it. What both understand is chosen in the
 * answerer's order, and nothing else: sound that need not be changed is not. Only when there is no such codec each
 * gets one of its own, and the exchange stands between them.
 */
export function selectAnswer(
  offer: AudioDescription,
  answer: AudioDescription,
  { offered = offerable(offer.codecs), tellsKeys = false }: SelectOptions = {},
): Result<SelectedAnswer, 'no-common-codec'> {
  const accepted = acceptAnswer(offered, answer);
  const towardsAnswerer = accepted.ok ? accepted.value.tables : tablesOfOwnChoice(answer.codecs);
  const theirs = accepted.ok ? accepted.value.codecs : understood(answer.codecs);
  const shared = theirs.filter(({ encoding }) => isVoice(encoding) && has(offer.codecs, encoding));
  const [first] = theirs;
  if (first === undefined) return fail('no-common-codec');
  const chosen = shared.length > 0 ? shared : nearest(offer.codecs, first);
  const [voice] = chosen;
  if (voice === undefined) return fail('no-common-codec');
  const keys = keysFor(voice, offer.codecs, theirs, tellsKeys);
  const noise = has(theirs, COMFORT_NOISE) ? noiseFor(chosen, offer.codecs) : [];
  const codecs = [...chosen, ...noise, ...keys].map((codec) =>
    withSafeParameters(underNumberOf(offer.codecs, codec)),
  );
  const receive = offer.codecs.filter(({ encoding }) => has(codecs, encoding));
  return ok({
    codecs,
    towardsOfferer: { receive: payloadNumbers(receive), send: payloadNumbers(codecs) },
    towardsAnswerer: {
      receive: towardsAnswerer.receive,
      send: towardsAnswerer.send.toSorted((a, b) => rank(codecs, a.encoding) - rank(codecs, b.encoding)),
    },
    isTranscoded: shared.length === 0,
  });
}

/** Of codecs a phone has offered the one to answer with when the other end talks `other`: as wide when there is one. */
export function nearest(codecs: readonly Codec[], other: Codec): readonly Codec[] {
  const known = understood(codecs).filter(({ encoding }) => isVoice(encoding));
  const best = known.find(({ encoding }) => isWideband(encoding) === isWideband(other.encoding)) ?? known[0];
  return best === undefined ? [] : [best];
}

/** Some answer with what they were not offered: now that it can be transcoded, they are taken at their word. */
function tablesOfOwnChoice(codecs: readonly Codec[]): PayloadTables {
  const numbers = payloadNumbers(understood(codecs));
  return { receive: numbers, send: numbers };
}

function understood(codecs: readonly Codec[]): readonly Codec[] {
  const voice = firstOfEach(
    codecs.filter(({ encoding }) => isVoice(encoding) && KNOWN_CODECS.includes(encoding)),
  );
  const [first] = voice;
  const keys = first && dtmfFor(first, codecs);
  return keys === undefined ? voice : [...voice, keys];
}

/** Keys of another clock are converted, and those of a phone whose other end is told them are taken from the sound. */
function keysFor(
  voice: Codec,
  offered: readonly Codec[],
  theirs: readonly Codec[],
  tellsKeys: boolean,
): readonly Codec[] {
  const same = theirs.filter(({ encoding }) => isTelephoneEvent(encoding) && has(offered, encoding));
  if (same.length > 0) return same;
  const wanted = tellsKeys || theirs.some(({ encoding }) => isTelephoneEvent(encoding));
  const keys = wanted ? dtmfFor(voice, offered) : undefined;
  return keys === undefined ? [] : [keys];
}

/** What both understand comes before what must be transcoded; keys stay last. */
function rank(shared: readonly Codec[], encoding: string): number {
  if (isTelephoneEvent(encoding)) return 2;
  return has(shared, encoding) ? 0 : 1;
}

function has(codecs: readonly Codec[], encoding: string): boolean {
  return codecs.some((codec) => codec.encoding === encoding);
}

function isWideband(encoding: string): boolean {
  return encoding.startsWith('G722') || encoding.startsWith('opus');
}
