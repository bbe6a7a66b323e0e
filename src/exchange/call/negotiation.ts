import { fail, ok, type Result } from '../../base/result.ts';
import { type AudioDescription, announcedAddress, type Codec } from '../../sdp/audio.ts';
import { isTelephoneEvent } from '../../sdp/encoding.ts';
import {
  answerDirection,
  answerLocally,
  offerable,
  type PayloadTables,
  reverseDirection,
  selectAnswer,
  widenOffer,
} from '../../sdp/negotiate.ts';
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

/** A phone's offer as we make it to the other phone: our address, allow-listed codecs, the same payload numbers. */
export function passOffer(hosts: HostAddresses, offer: PhoneAudio, to: Leg): Result<Uint8Array, 488> {
  const codecs = offerable(offer.audio.codecs);
  if (codecs.length === 0) return fail(488);
  return ok(offerTo(hosts, to, { ...offer.audio, codecs }));
}

/** An offer for a new phone on behalf of one that is in a call: what it said last, and more when that was little. */
export function offerFor(
  hosts: HostAddresses,
  { phone }: Pick<Leg, 'phone'>,
  to: Leg,
  allowed: readonly string[],
): Result<Uint8Array, 488> {
  const codecs = widenOffer(offerable(phone?.audio.codecs ?? []), allowed);
  if (codecs.length === 0) return fail(488);
  return ok(offerTo(hosts, to, { codecs, ptimeMs: phone?.audio.ptimeMs, direction: 'sendrecv' }));
}

export interface ConnectOptions {
  /**
   * Sound before the answer: gateways announce that as one way only, and their word for it is not passed on, since a
   * phone keeps to the first answer it is given.
   */
  readonly early?: boolean;
}

/** Both sides are known: sets up the two streams and gives the answer for the phone that offered. */
export function concludeAnswer(
  hosts: HostAddresses,
  offerer: Side,
  answerer: Side,
  options: ConnectOptions = {},
): Result<OwnDescription, 488> {
  const sound = connect(offerer, answerer, options);
  return sound.ok ? ok(answerTo(hosts, offerer, sound.value)) : sound;
}

/**
 * Sets up the two streams for what both phones said last. The answerer answered an offer of ours, or is taken at its
 * last word.
 */
export function connect(offerer: Side, answerer: Side, options: ConnectOptions = {}): Result<Sound, 488> {
  const offer = offerer.phone.audio;
  const answer = answerer.phone.audio;
  const { own } = answerer.leg;
  const selected = selectAnswer(offer, answer, (own.offered ?? own.inForce)?.codecs);
  if (!selected.ok) return fail(488);
  const { codecs, towardsOfferer, towardsAnswerer } = selected.value;
  const direction = answerDirection(offer.direction, options.early ? 'sendrecv' : answer.direction);
  configure(answerer, towardsAnswerer, answerDirection(offer.direction, answer.direction), 'answer');
  configure(offerer, towardsOfferer, reverseDirection(direction), 'offer');
  offerer.leg.stream.relayTo(answerer.leg.stream);
  return ok({ codecs, ptimeMs: answer.ptimeMs, direction });
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
  const selected = selectAnswer(first, second, second.codecs);
  if (!selected.ok) return fail(488);
  const { codecs, towardsOfferer, towardsAnswerer } = selected.value;
  const direction = answerDirection(first.direction, second.direction);
  configure(other, towardsAnswerer, direction, 'offer');
  configure(one, towardsOfferer, reverseDirection(direction), 'offer');
  one.leg.stream.relayTo(other.leg.stream);
  const chosen = new Set(codecs.map(({ encoding }) => encoding));
  const theirs = offerable(second.codecs).filter(({ encoding }) => chosen.has(encoding));
  return ok([
    answerTo(hosts, one, { codecs, ptimeMs: second.ptimeMs, direction }),
    answerTo(hosts, other, {
      codecs: theirs,
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
  configure({ leg, phone }, tables, reverseDirection(direction), 'offer');
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
  role: 'offer' | 'answer',
): void {
  leg.held = direction !== 'sendrecv';
  leg.phone = phone;
  leg.own.settle();
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
    codec: tables.send[0]?.encoding,
    ptimeMs,
  });
}

/** A phone may write anything for a codec; only what looks like one is told. */
function isNameableVoice({ encoding }: Codec): boolean {
  return !isTelephoneEvent(encoding) && /^[\w.+-]{1,32}\/\d{1,6}(\/\d)?$/.test(encoding);
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
