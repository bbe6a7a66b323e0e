/**
 * Media as the exchange sees it: plans go down, facts come up. The engine behind it runs in a worker thread; in
 * tests it runs in the same thread on an in-memory network.
 */
import type { Result } from '../base/result.ts';
import type { ConferenceSound } from './conference/conference-sound.ts';
import type { PromptId } from './prompts/prompt.ts';
import type { MediaRadio, RadioFact, RadioPlan } from './radio/radio-plan.ts';
import type { Recording, Utterance } from './sound/recording.ts';
import type { SayOutcome } from './sound/sound-queue.ts';

/** A codec as both sides name it: RFC 3551 and the rtpmap line, for instance `PCMA/8000` or `opus/48000/2`. */
export type Encoding = string;

/** What the exchange can hear and say itself: in conferences, announcements and services that speak. */
export const OWN_ENCODINGS: readonly Encoding[] = ['PCMA/8000', 'PCMU/8000', 'G722/8000', 'opus/48000/2'];

export interface PayloadType {
  /** 0 to 127, RTP's number for it on this side. */
  readonly number: number;
  readonly encoding: Encoding;
}

export interface StreamPlan {
  /**
   * Where the phone says it listens, from the c= and m= lines of its SDP; undefined until it has said so.
   * `rtcpPort` only where an a=rtcp line (RFC 3605) says another than the port after RTP.
   */
  readonly announced:
    | { readonly address: string; readonly port: number; readonly rtcpPort?: number | undefined }
    | undefined;
  /** The address the phone's signalling comes from: the only other one its media may come from (security 2.7b). */
  readonly signallingAddress: string;
  /** What the phone may send us, with the numbers we announced to it. */
  readonly receive: readonly PayloadType[];
  /** What we may send to the phone, with the numbers it announced, the preferred first. */
  readonly send: readonly PayloadType[];
  /** Length of the packets we make ourselves. */
  readonly ptimeMs: number;
  /** From the phone's point of view, as negotiated: `sendonly` means the phone holds us. */
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
}

export type StreamFact =
  /**
   * A key by RFC 4733, when it is released. In a relayed call keys go to the other phone and are a fact only where that
   * takes none in its sound.
   */
  | { readonly kind: 'dtmf'; readonly digit: string; readonly durationMs: number }
  /**
   * Nothing valid was received for this long. Repeated every second while it lasts, whatever the direction: who is
   * held is allowed a longer silence, and the exchange decides how long. `Infinity` says that the engine behind
   * the stream is gone and nothing will ever be heard again.
   */
  | { readonly kind: 'silent'; readonly forMs: number }
  | { readonly kind: 'statistics'; readonly statistics: StreamStatistics }
  /** In a room, at most five times a second: whether this phone is heard by the others, and for how long in all. */
  | { readonly kind: 'talking'; readonly talking: boolean; readonly talkedMs: number }
  /** A prompt or a recording has come to its end, one way or another. */
  | { readonly kind: 'said'; readonly prompt: Utterance; readonly outcome: SayOutcome }
  /** What `record` took down: told at its limits, when the stream gets something else to do, and after its end. */
  | { readonly kind: 'recorded'; readonly recording: Recording };

/** When a recording ends by itself. */
export interface RecordLimits {
  readonly longestMs: number;
  /** Without speech, from its begin and from every word on. */
  readonly silenceMs: number;
}

export interface StreamStatistics {
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  /** Interarrival jitter of RFC 3550 §6.4.1, in milliseconds. */
  readonly jitterMs: number;
  readonly packetsRefused: number;
  /** Of RTP, headers included, without those of IP and UDP. */
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** To the phone and back, by its RTCP; null while it sends none. */
  readonly roundTripMs: number | null;
  /** Packets of ours that did not reach the phone, as it reports. */
  readonly farLost: number | null;
}

/** One RTP session with one phone: a port pair of ours, and what is done with the sound. */
export interface MediaStream {
  readonly family: 'ipv4' | 'ipv6';
  /** Our RTP port; RTCP is on the next one. */
  readonly port: number;
  onFact: (fact: StreamFact) => void;
  /** Takes effect for the next packet; called again after every re-negotiation. */
  configure(plan: StreamPlan): void;
  /** False when the two live in different workers: then one of them has to be opened anew beside the other. */
  canRelayTo(peer: MediaStream): boolean;
  /** Both ways between two phones whose codecs agree; the other stream is connected by the same call. */
  relayTo(peer: MediaStream): void;
  /** Everything heard is sent back. */
  echo(): void;
  /**
   * Into the mix of a conference; leaving is `idle` or `close`. The room exists while someone is in it. `sound` holds
   * for the room from now on.
   */
  join(conference: string, options: JoinOptions): void;
  setMuted(muted: boolean): void;
  /** In a conference: what this phone hears and what it says, in decibels up or down. */
  setVolume(volume: Volume): void;
  /** In a conference: what this phone says goes on the air of its radios that wait for that. */
  setOnAir(onAir: boolean): void;
  /** Plays a tone to this phone only, instead of or mixed into what it hears. */
  play(tone: Tone): void;
  /** Says a prompt the same way, behind what is playing already; a fact tells when it is over, unless by `close`. */
  say(prompt: PromptId): void;
  /** A key in the sound (RFC 4733), for a phone that takes keys there. */
  pressKey(digit: string, durationMs: number): void;
  /** Says a recording the same way, louder by so much. */
  sayRecording(sound: Uint8Array, gainDb: number): void;
  /** Takes down what the phone says; tones and prompts may be played meanwhile. Keys are reported. */
  record(limits: RecordLimits): void;
  /** Sends nothing and passes nothing on; keys are still reported. So is a stream that was told nothing yet. */
  idle(): void;
  /** Frees the ports after a draining time. Idempotent. */
  close(): void;
}

export type Tone =
  | 'join'
  | 'leave'
  | 'muted'
  | 'unmuted'
  | 'confirmed'
  | 'refused'
  | 'ringing'
  /** Somebody in a room has said what he had to say; may not say much more; may say no more. */
  | 'roger'
  | 'time-warning'
  | 'time-out'
  /** The line lives, nobody else is there. */
  | 'alone'
  | 'music'
  /** Before somebody is recorded. */
  | 'record'
  /** 1004 Hz at 0 dBm0, until the stream gets something else to do. */
  | 'milliwatt';

export interface JoinOptions {
  readonly muted: boolean;
  readonly announceTone: boolean;
  readonly sound: ConferenceSound;
}

export interface Volume {
  readonly listeningDb: number;
  readonly speakingDb: number;
}

export interface MediaTotals {
  readonly portsUsed: number;
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  readonly conferenceParticipants: number;
}

/** What the stream will be connected to, so that both can live in one worker: two in different ones cannot meet. */
export interface OpenStreamOptions {
  /** A stream this one will be relayed to. */
  readonly beside?: MediaStream | undefined;
  /** A conference this one will join. */
  readonly conference?: string | undefined;
}

export interface MediaPlane {
  openStream(
    family: 'ipv4' | 'ipv6',
    options?: OpenStreamOptions,
  ): Promise<Result<MediaStream, 'out-of-ports'>>;
  /** Facts come from the moment it returns on; the first is whether the port could be had. */
  openRadio(plan: RadioPlan, onFact: (fact: RadioFact) => void): MediaRadio;
  /** From now on this recording (a WAV file as `preparePrompt` makes it) is what a prompt sounds like. */
  setPrompt(prompt: PromptId, file: Uint8Array): void;
  /** Counted since the start, at most a second old. */
  readonly totals: MediaTotals;
  /** False while a worker is gone and its successor has not started. */
  readonly isHealthy: boolean;
  close(): Promise<void>;
}
