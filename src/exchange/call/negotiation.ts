import { fail, ok, type Result } from '../../base/result.ts';
import { type AudioDescription, announcedAddress, type Codec, readAudio } from '../../sdp/audio.ts';
import { describeAudio } from '../../sdp/describe.ts';
import { isTelephoneEvent } from '../../sdp/encoding.ts';
import {
  answerDirection,
  answerLocally,
  offerable,
  type PayloadTables,
  reverseDirection,
  selectAnswer,
} from '../../sdp/negotiate.ts';
import { parseSdp } from '../../sdp/parse.ts';
import type { Direction, SessionDescription } from '../../sdp/session-description.ts';
import type { Leg } from '../leg/leg.ts';
import type { HostAddresses } from '../settings.ts';

const DEFAULT_PTIME_MS = 20;

/** What a phone said of its audio. */
export interface PhoneAudio {
  readonly session: SessionDescription;
  readonly audio: AudioDescription;
}

/** The status is the answer to the phone whose SDP it was: 400 unreadable, 488 nothing in it that we can use. */
export function readPhoneAudio(sdp: Uint8Array): Result<PhoneAudio, 400 | 488> {
  const session = parseSdp(sdp);
  if (!session.ok) return fail(400);
  const audio = readAudio(session.value);
  return audio.ok ? ok({ session: session.value, audio: audio.value }) : fail(488);
}

/** A leg and what its phone said. */
export interface Side {
  readonly leg: Leg;
  readonly phone: PhoneAudio;
}

/** A phone's offer as we make it to the other phone: our address, allow-listed codecs, the same payload numbers. */
export function passOffer(hosts: HostAddresses, offer: PhoneAudio, to: Leg): Result<Uint8Array, 488> {
  const codecs = offerable(offer.audio.codecs);
  if (codecs.length === 0) return fail(488);
  return ok(describe(hosts, to, { ...offer.audio, codecs }, to.remoteSession));
}

/** Both sides are known: sets up the two streams and gives the answer for the phone that offered. */
export function concludeAnswer(hosts: HostAddresses, offerer: Side, answerer: Side): Result<Uint8Array, 488> {
  const offer = offerer.phone.audio;
  const answer = answerer.phone.audio;
  const selected = selectAnswer(offer, answer);
  if (!selected.ok) return fail(488);
  const { codecs, towardsOfferer, towardsAnswerer } = selected.value;
  const direction = answerDirection(offer.direction, answer.direction);
  configure(offerer, towardsOfferer, reverseDirection(direction), 'offer');
  configure(answerer, towardsAnswerer, direction, 'answer');
  return ok(
    describe(hosts, offerer.leg, { codecs, ptimeMs: answer.ptimeMs, direction }, offerer.phone.session),
  );
}

/** The exchange itself is the other end (echo, conference): answers with the codecs it understands. */
export function answerOurselves(
  hosts: HostAddresses,
  { leg, phone }: Side,
  supported: readonly string[],
): Result<Uint8Array, 488> {
  const offer = phone.audio;
  const selected = answerLocally(offer, supported);
  if (!selected.ok) return fail(488);
  const { codecs, tables } = selected.value;
  const direction = answerDirection(offer.direction);
  configure({ leg, phone }, tables, reverseDirection(direction), 'offer');
  return ok(describe(hosts, leg, { codecs, ptimeMs: offer.ptimeMs, direction }, phone.session));
}

/** An offer of the exchange's own, to a phone that called a service without making one. */
export function offerOurselves(hosts: HostAddresses, leg: Leg, codecs: readonly Codec[]): Uint8Array {
  return describe(
    hosts,
    leg,
    { codecs, ptimeMs: DEFAULT_PTIME_MS, direction: 'sendrecv' },
    leg.remoteSession,
  );
}

/** `direction` is the phone's, as negotiated; `role` what its description was. */
export function configure(
  { leg, phone }: Side,
  tables: PayloadTables,
  direction: Direction,
  role: 'offer' | 'answer',
): void {
  leg.held = direction !== 'sendrecv';
  leg.remoteSession = phone.session;
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

function describe(
  hosts: HostAddresses,
  leg: Leg,
  audio: Pick<AudioDescription, 'codecs' | 'ptimeMs' | 'direction'>,
  template: SessionDescription | undefined,
): Uint8Array {
  leg.sessionVersion += 1;
  return describeAudio({
    family: leg.stream.family,
    address: hosts.toward(leg.flow.remote),
    port: leg.stream.port,
    sessionId: leg.sessionId,
    sessionVersion: leg.sessionVersion,
    codecs: audio.codecs,
    ptimeMs: audio.ptimeMs,
    direction: audio.direction,
    template,
  });
}
