import { fail, ok, type Result } from '../../base/result.ts';
import { type AudioDescription, announcedAddress, type Codec } from '../../sdp/audio.ts';
import { isTelephoneEvent, isVoice } from '../../sdp/encoding.ts';
import {
  answerDirection,
  answerLocally,
  noiseFor,
  offerable,
  ownOffer,
  type PayloadTables,
  reverseDirection,
  withCodecs,
} from '../../sdp/negotiate.ts';
import { nearest, type SelectedAnswer, selectAnswer } from '../../sdp/select-answer.ts';
import type { Direction, SessionDescription } from '../../sdp/session-description.ts';
import type { Leg } from '../leg/leg.ts';
import type { OwnDescription } from '../leg/own-description.ts';
import type { PhoneAudio } from '../leg/phone-audio.ts';
import type { HostAddresses } from '../settings.ts';

const DEFAULT_PTIME_MS = 20;

/** What a description of ours says of the sound. */
type Sound = Pick<AudioDescription, 'codecs' | 'ptimeMs' | 'direction'>;

/** A leg and what its phone said. */
export interface Side {
  readonly leg: Leg;
  readonly phone: PhoneAudio;
}

/** What a phone said, for one who did not put it on hold. */
export function withoutHold({ session, audio }: PhoneAudio): PhoneAudio {
  return { session, audio: { ...audio, direction: 'sendrecv' } };
}

/**
 * A phone's offer as we make it to the other phone: our address, the same payload numbers, of the codecs those we know
 * and the other may talk (`allowed`). Where that leaves nothing the other is known to take, what it takes is offered
 * too, and the exchange transcodes. With `all` everything it may talk is, behind the others.
 */
export function passOffer(
  hosts: HostAddresses,
  offerer: Side,
  to: Leg,
  allowed: readonly string[],
  extent?: 'all',
): Result<Uint8Array, 488> {
  const known = offerable(offerer.phone.audio.codecs);
  if (!known.some(isVoiceCodec)) return fail(488);
  const passed = withAlternatives(known, to, allowed);
  const codecs = withKeys(offerer.leg, extent === 'all' ? withCodecs(passed, ownOffer(allowed)) : passed);
  return ok(offerTo(hosts, to, { ...offerer.phone.audio, codecs }));
}

/** For a phone that will not have any of what it was offered on behalf of another: whatever else it may talk. */
export function offerOthers(
  hosts: HostAddresses,
  { leg, phone }: Side,
  to: Leg,
  allowed: readonly string[],
): Uint8Array | undefined {
  const refused = new Set(phone.audio.codecs.filter(isVoiceCodec).map(({ encoding }) => encoding));
  const others = ownOffer(allowed).filter(({ encoding }) => !refused.has(encoding));
  if (!others.some(isVoiceCodec)) return undefined;
  const hasKeys = leg.takesInfo || phone.audio.dtmf !== undefined;
  const wanted = hasKeys ? others : others.filter(isVoiceCodec);
  const codecs = withCodecs(wanted, noiseFor(wanted, phone.audio.codecs));
  return offerTo(hosts, to, { codecs, ptimeMs: phone.audio.ptimeMs, direction: 'sendrecv' });
}

/** An offer for a new phone on behalf of one that is in a call: what it said last, and more when that was little. */
export function offerFor(
  hosts: HostAddresses,
  { phone }: Pick<Leg, 'phone'>,
  to: Leg,
  allowed: readonly string[],
): Result<Uint8Array, 488> {
  const said = offerable(phone?.audio.codecs ?? []).filter(isAllowedBy(allowed));
  // An answer names what was chosen, not what could be.
  const codecs = said.filter(isVoiceCodec).length > 1 ? said : withCodecs(said, ownOffer(allowed));
  if (!codecs.some(isVoiceCodec)) return fail(488);
  return ok(offerTo(hosts, to, { codecs, ptimeMs: phone?.audio.ptimeMs, direction: 'sendrecv' }));
}

function withAlternatives(known: readonly Codec[], to: Leg, allowed: readonly string[]): readonly Codec[] {
  const passed = known.filter(isAllowedBy(allowed));
  if (!passed.some(isVoiceCodec)) return withCodecs(passed, ownOffer(allowed));
  const taken = to.phone?.audio.codecs;
  const isTaken = taken === undefined || passed.some((codec) => isVoiceCodec(codec) && has(taken, codec));
  return isTaken ? passed : withCodecs(passed, to.own.inForce?.codecs ?? []);
}

/** Keys that a phone has no word for in its sound can be told it another way: then its other end may send them. */
function withKeys({ takesInfo }: Leg, codecs: readonly Codec[]): readonly Codec[] {
  return takesInfo ? withCodecs(codecs, ownOffer([])) : codecs;
}

function isAllowedBy(allowed: readonly string[]): (codec: Codec) => boolean {
  return (codec) => !isVoiceCodec(codec) || allowed.includes(codec.encoding);
}

function isVoiceCodec({ encoding }: Codec): boolean {
  return isVoice(encoding);
}

function has(codecs: readonly Codec[], { encoding }: Codec): boolean {
  return codecs.some((codec) => codec.encoding === encoding);
}

export interface ConnectOptions {
  /**
   * Sound before the answer: gateways announce that as one way only, and their word for it is not passed on, since a
   * phone keeps to the first answer it is given.
   */
  readonly early?: boolean;
}

export interface Concluded {
  /** For the phone that offered. */
  readonly answer: OwnDescription;
  readonly isTranscoded: boolean;
}

/** Both sides are known: sets up the two streams and gives the answer for the phone that offered. */
export function concludeAnswer(
  hosts: HostAddresses,
  offerer: Side,
  answerer: Side,
  options: ConnectOptions = {},
): Result<Concluded, 488> {
  const sound = connect(offerer, answerer, options);
  if (!sound.ok) return sound;
  const { isTranscoded } = sound.value;
  return ok({ answer: answerTo(hosts, offerer, sound.value), isTranscoded });
}

/**
 * Sets up the two streams for what both phones said last. The answerer answered an offer of ours, or is taken at its
 * last word.
 */
export function connect(
  offerer: Side,
  answerer: Side,
  options: ConnectOptions = {},
): Result<Sound & { readonly isTranscoded: boolean }, 488> {
  const offer = offerer.phone.audio;
  const answer = answerer.phone.audio;
  const { own, takesInfo } = answerer.leg;
  const offered = (own.offered ?? own.inForce)?.codecs;
  const selected = selectAnswer(offer, answer, { offered, tellsKeys: takesInfo });
  if (!selected.ok) return fail(488);
  const { codecs, isTranscoded, towardsOfferer, towardsAnswerer } = selected.value;
  const direction = answerDirection(offer.direction, options.early ? 'sendrecv' : answer.direction);
  const ends = farCodecs(selected.value);
  configure(answerer, towardsAnswerer, answerDirection(offer.direction, answer.direction), {
    role: 'answer',
    farCodec: ends.offerer,
  });
  configure(offerer, alsoReceiving(offerer.leg, towardsOfferer), reverseDirection(direction), {
    role: 'offer',
    farCodec: ends.answerer,
  });
  offerer.leg.stream.relayTo(answerer.leg.stream);
  return ok({ codecs, ptimeMs: answer.ptimeMs, direction, isTranscoded });
}

/** What the ends of a call talk, for one another's records: nothing where they talk the same. */
function farCodecs(selected: SelectedAnswer): { offerer: string | undefined; answerer: string | undefined } {
  if (!selected.isTranscoded) return { offerer: undefined, answerer: undefined };
  const { towardsOfferer, towardsAnswerer } = selected;
  return { offerer: towardsOfferer.send[0]?.encoding, answerer: towardsAnswerer.send[0]?.encoding };
}

/** A phone keeps to what it was answered first, whoever is heard afterwards (RFC 3261 §13.2.1). */
function alsoReceiving({ own }: Leg, tables: PayloadTables): PayloadTables {
  const numbers = new Set(tables.receive.map(({ number }) => number));
  const more = (own.inForce?.codecs ?? []).filter(({ payloadType }) => !numbers.has(payloadType));
  if (more.length === 0) return tables;
  const added = more.map(({ payloadType: number, encoding }) => ({ number, encoding }));
  return { ...tables, receive: [...tables.receive, ...added] };
}

/**
 * Both phones have made an offer and wait for an answer: each gets what the other understands, under its own numbers.
 */
export function concludeOffers(
  hosts: HostAddresses,
  one: Side,
  other: Side,
): Result<readonly [forOne: OwnDescription, forOther: OwnDescription], 488> {
  const first = one.phone.audio;
  const second = other.phone.audio;
  const selected = selectAnswer(first, second, { offered: offerable(second.codecs) });
  if (!selected.ok) return fail(488);
  const { codecs, isTranscoded, towardsOfferer, towardsAnswerer } = selected.value;
  const direction = answerDirection(first.direction, second.direction);
  const ends = farCodecs(selected.value);
  configure(other, towardsAnswerer, direction, { role: 'offer', farCodec: ends.offerer });
  configure(one, towardsOfferer, reverseDirection(direction), { role: 'offer', farCodec: ends.answerer });
  one.leg.stream.relayTo(other.leg.stream);
  const theirs = offerable(second.codecs);
  const [voice] = codecs;
  const chosen =
    isTranscoded && voice ? nearest(theirs, voice) : theirs.filter((codec) => has(codecs, codec));
  const keys = isTranscoded ? theirs.filter(({ encoding }) => isTelephoneEvent(encoding)) : [];
  return ok([
    answerTo(hosts, one, { codecs, ptimeMs: second.ptimeMs, direction }),
    answerTo(hosts, other, {
      codecs: [...chosen, ...keys],
      ptimeMs: first.ptimeMs,
      direction: reverseDirection(direction),
    }),
  ]);
}

/** The exchange itself is the other end (echo, conference): answers with the codecs it understands. */
export function answerOurselves(
  hosts: HostAddresses,
  { leg, phone }: Side,
  supported: readonly string[],
): Result<OwnDescription, 488> {
  const offer = phone.audio;
  const selected = answerLocally(offer, supported);
  if (!selected.ok) return fail(488);
  const { codecs, tables } = selected.value;
  const direction = answerDirection(offer.direction);
  configure({ leg, phone }, tables, reverseDirection(direction), { role: 'offer' });
  return ok(answerTo(hosts, { leg, phone }, { codecs, ptimeMs: offer.ptimeMs, direction }));
}

/** An offer of the exchange's own, to a phone that called without making one. */
export function offerOurselves(hosts: HostAddresses, leg: Leg, codecs: readonly Codec[]): Uint8Array {
  return offerTo(hosts, leg, { codecs, ptimeMs: DEFAULT_PTIME_MS, direction: 'sendrecv' });
}

/** `direction` is the phone's, as negotiated; `role` what its description was. */
export function configure(
  { leg, phone }: Side,
  tables: PayloadTables,
  direction: Direction,
  { role, farCodec }: { readonly role: 'offer' | 'answer'; readonly farCodec?: string | undefined },
): void {
  leg.held = direction !== 'sendrecv';
  leg.phone = phone;
  leg.own.settle();
  const [first] = tables.send;
  leg.voice = first && {
    codec: first.encoding,
    hasKeys: tables.send.some(({ encoding }) => isTelephoneEvent(encoding)),
  };
  leg.stream.configure({
    announced: announcedAddress(phone.audio),
    signallingAddress: leg.flow.remote.address,
    receive: tables.receive,
    send: tables.send,
    ptimeMs: phone.audio.ptimeMs ?? DEFAULT_PTIME_MS,
    direction,
  });
  const { codecs, ptimeMs } = phone.audio;
  leg.noteAgreement({
    role,
    codecs: codecs.filter(isNameableVoice).map(({ encoding }) => encoding),
    codec: first?.encoding,
    farCodec,
    ptimeMs,
  });
}

/** A phone may write anything for a codec; only what looks like one is told. */
function isNameableVoice({ encoding }: Codec): boolean {
  return isVoice(encoding) && /^[\w.+-]{1,32}\/\d{1,6}(\/\d)?$/.test(encoding);
}

function offerTo(hosts: HostAddresses, leg: Leg, sound: Sound): Uint8Array {
  const { phone } = leg;
  leg.own.offered = describe(hosts, leg, sound, phone?.session, phone?.audio.mediaIndex);
  return leg.own.offered.sdp;
}

function answerTo(hosts: HostAddresses, { leg, phone }: Side, sound: Sound): OwnDescription {
  leg.own.inForce = describe(hosts, leg, sound, phone.session, phone.audio.mediaIndex);
  return leg.own.inForce;
}

function describe(
  hosts: HostAddresses,
  leg: Leg,
  { codecs, ptimeMs, direction }: Sound,
  template: SessionDescription | undefined,
  mediaIndex: number | undefined,
): OwnDescription {
  return leg.own.write({
    family: leg.stream.family,
    address: hosts.toward(leg.flow.remote),
    port: leg.stream.port,
    codecs,
    ptimeMs,
    direction,
    template,
    mediaIndex,
  });
}
