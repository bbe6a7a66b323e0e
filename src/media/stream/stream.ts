import { BugError } from '../../base/bug-error.ts';
import type { DatagramSocket, SocketAddress } from '../../base/sockets.ts';
import type { RtpPacket } from '../../rtp/packet.ts';
import { Reception } from '../../rtp/reception.ts';
import { TelephoneEventReader } from '../../rtp/telephone-event.ts';
import type { VoiceCodecs } from '../../rtp/voice-codecs.ts';
import type {
  JoinOptions,
  MediaStream,
  RecordLimits,
  StreamFact,
  StreamPlan,
  StreamStatistics,
  Tone,
  Volume,
} from '../media-plane.ts';
import type { PortPair } from '../ports/port-pair.ts';
import type { PromptId } from '../prompts/prompt.ts';
import { RECORDING, RecordingSource } from '../sound/recording.ts';
import type { SayOutcome } from '../sound/sound-queue.ts';
import { toneSamples } from '../sound/tones.ts';
import { Destination } from './destination.ts';
import type { Disposition } from './disposition.ts';
import { Echo } from './echo.ts';
import { FrameSender } from './frame-sender.ts';
import { Idle } from './idle.ts';
import { KeySender } from './key-sender.ts';
import { AUDIO, keyNumber, type ReceiveTable, receiveTable, UNEXPECTED } from './payload-map.ts';
import { Recorder } from './recorder.ts';
import { Relay } from './relay.ts';
import type { RoomSeat } from './room.ts';
import { RtcpSession } from './rtcp-session.ts';
import { Sender } from './sender.ts';
import { SoundPlayer } from './sound-player.ts';
import { Source } from './source.ts';
import type { StreamHost } from './stream-host.ts';

const NOTHING_EXPECTED = receiveTable({ receive: [] });
const STATISTICS_EVERY_S = 5;
const SILENT_AFTER_MS = 1000;

function toNobody(): void {}

/** What was recorded until now is told; what is not said any more is not. */
function onlyRecordings(tell: (fact: StreamFact) => void): (fact: StreamFact) => void {
  return (fact) => {
    if (fact.kind === 'recorded') tell(fact);
  };
}

/** One phone's RTP session as the engine has it. */
export class EngineStream implements MediaStream {
  readonly family: 'ipv4' | 'ipv6';
  readonly port: number;
  onFact: (fact: StreamFact) => void = toNobody;
  plan: StreamPlan | undefined;
  readonly frames: FrameSender;

  readonly #host: StreamHost;
  #rtp: DatagramSocket | undefined;
  #rtcpSocket: DatagramSocket | undefined;
  readonly #source = new Source();
  readonly #destination: Destination;
  readonly #sender: Sender;
  readonly #rtcp: RtcpSession;
  readonly #reception = new Reception();
  readonly #keys: TelephoneEventReader;
  /** Both are made for the first sound and the first key: most calls that are passed on need neither. */
  #player: SoundPlayer | undefined;
  #keySender: KeySender | undefined;
  readonly #idle = new Idle(this);
  #disposition: Disposition = this.#idle;
  #seat: RoomSeat | undefined;
  #table: ReceiveTable = NOTHING_EXPECTED;
  #mayHear = false;
  #maySpeak = false;
  #locks = 0;
  #epoch = 0;
  /** Of what is heard: a new one begins with another source, and after a hold. */
  #run = 0;
  #rate = 8000;
  #refused = 0;
  #bytesReceived = 0;
  #bytesSent = 0;
  /** When the phone last gave a sign of life, or could begin to. */
  #alivenessMs: number;
  #seconds = 0;
  #open = true;

  constructor(host: StreamHost, place: { family: 'ipv4' | 'ipv6'; port: number }) {
    this.#host = host;
    this.family = place.family;
    this.port = place.port;
    this.#destination = new Destination(place.family, (to, signalling) => host.mayAim(to, signalling));
    this.#sender = new Sender(host.random);
    this.#rtcp = new RtcpSession(host, {
      sender: this.#sender,
      reception: this.#reception,
      source: this.#source,
    });
    this.#keys = new TelephoneEventReader((digit, durationMs) =>
      this.onFact({ kind: 'dtmf', digit, durationMs }),
    );
    this.frames = new FrameSender(this.#sender, host.codecs, {
      destination: () => (this.#maySpeak ? this.#destination.take() : undefined),
      transmit: (bytes, to) => this.#transmit(bytes, to),
    });
    this.#alivenessMs = host.clock.now();
  }

  /** The sockets this stream sends from while it is open; what they receive comes from the engine. */
  attach({ rtp, rtcp }: PortPair): void {
    this.#rtp = rtp;
    this.#rtcpSocket = rtcp;
  }

  configure(plan: StreamPlan): void {
    if (!this.#open) return;
    const nowMs = this.#host.clock.now();
    const before = this.plan;
    this.plan = plan;
    this.#table = receiveTable(plan);
    const moved = !before || !samePlace(before, plan);
    if (moved) {
      this.#source.configure(plan, nowMs);
      this.#destination.announce(plan);
      // Behind a router the announced place says nothing and the source stays locked: it is still where to send.
      if (plan.announced && this.#source.isLocked) this.#aimAtSource();
    }
    if (moved || before.direction !== plan.direction) this.#alivenessMs = nowMs;
    this.#point(plan.direction);
    const codec = this.frames.codec;
    this.frames.configure(plan);
    // What plays was made for the other codec.
    if (this.frames.codec !== codec) this.#player?.stop();
    this.#disposition.planChanged();
    if (this.#disposition instanceof Relay) this.#disposition.peer.#disposition.planChanged();
  }

  /** What passed unheard or unsaid is no gap in what follows. */
  #point(direction: StreamPlan['direction']): void {
    const mayHear = direction === 'sendrecv' || direction === 'sendonly';
    const maySpeak = direction === 'sendrecv' || direction === 'recvonly';
    if (mayHear && !this.#mayHear) {
      this.#run++;
      this.#disposition.newSource();
    }
    if (maySpeak && !this.#maySpeak) this.#sender.interrupt();
    this.#mayHear = mayHear;
    this.#maySpeak = maySpeak;
  }

  canRelayTo(peer: MediaStream): boolean {
    return peer instanceof EngineStream && peer.#host === this.#host;
  }

  relayTo(peer: MediaStream): void {
    if (!(peer instanceof EngineStream) || peer.#host !== this.#host)
      throw new BugError('relay between two engines');
    if (!this.#open || !peer.#open || peer === this || this.#isRelayedTo(peer)) return;
    this.#become(new Relay(this, peer));
    peer.#become(new Relay(peer, this));
  }

  /** Then what plays is over, and what is known of the sound stays. */
  #isRelayedTo(peer: EngineStream): boolean {
    if (!(this.#disposition instanceof Relay) || this.#disposition.peer !== peer) return false;
    this.#player?.stop();
    peer.#player?.stop();
    return true;
  }

  /** The other end of a relay has gone elsewhere. */
  disconnect(from: EngineStream): void {
    if (!(this.#disposition instanceof Relay) || this.#disposition.peer !== from) return;
    this.#disposition.close();
    this.#replace(this.#idle);
  }

  echo(): void {
    if (this.#open) this.#become(new Echo(this));
  }

  join(conference: string, options: JoinOptions): void {
    if (!this.#open) return;
    const room = this.#host.conference(conference);
    room.sound = options.sound;
    if (this.#seat?.room === room) {
      this.#seat.setMuted(options.muted);
      return;
    }
    this.#become(this.#idle);
    this.frames.begin(this.#host.clock.now());
    this.#seat = room.take(this, options);
    this.#disposition = this.#seat;
  }

  setMuted(muted: boolean): void {
    this.#seat?.setMuted(muted);
  }

  setVolume(volume: Volume): void {
    this.#seat?.setVolume(volume);
  }

  setOnAir(onAir: boolean): void {
    if (this.#seat) this.#seat.isOnAir = onAir;
  }

  play(tone: Tone): void {
    const { codec } = this.frames;
    if (!this.#open || !codec) return;
    const samples = toneSamples(tone, codec.sampleRate);
    if (tone === 'milliwatt') this.#playing().playEndless(samples);
    // A tone is of its moment; what is said waits until the phone listens again.
    else if (!this.isHeld || this.#seat !== undefined) (this.#seat ?? this.#playing()).play(samples);
  }

  say(prompt: PromptId): void {
    if (!this.#open) return;
    const onEnd = (outcome: SayOutcome): void => this.onFact({ kind: 'said', prompt, outcome });
    const { codec } = this.frames;
    const samples = codec && this.#host.prompts.samples(prompt, codec.sampleRate);
    if (samples) (this.#seat ?? this.#playing()).play(samples, onEnd);
    else onEnd('impossible');
  }

  sayRecording(sound: Uint8Array, gainDb: number): void {
    if (!this.#open) return;
    const onEnd = (outcome: SayOutcome): void => this.onFact({ kind: 'said', prompt: RECORDING, outcome });
    const { codec } = this.frames;
    if (codec && !this.#seat) {
      this.#playing().playSource(new RecordingSource(sound, codec.sampleRate, gainDb), onEnd);
    } else onEnd('impossible');
  }

  record(limits: RecordLimits): void {
    if (!this.#open) return;
    this.#become(this.#idle);
    this.#disposition = new Recorder(this, this.#host, limits, (recording) =>
      this.onFact({ kind: 'recorded', recording }),
    );
  }

  pressKey(digit: string, durationMs: number): void {
    const keys = this.#open ? keyNumber(this.plan?.send ?? []) : undefined;
    if (!keys) return;
    this.#keySender ??= new KeySender(this.#host.ticker, this);
    this.#keySender.press(digit, durationMs, keys);
  }

  idle(): void {
    this.#become(this.#idle);
  }

  close(): void {
    if (!this.#open) return;
    const tell = this.onFact;
    this.onFact = onlyRecordings(tell);
    this.#become(this.#idle);
    this.#keySender?.stop();
    this.onFact = toNobody;
    if (this.plan) tell({ kind: 'statistics', statistics: this.statistics });
    this.#open = false;
    this.plan = undefined;
    this.#rtp = undefined;
    this.#rtcpSocket = undefined;
    this.#table = NOTHING_EXPECTED;
    this.#host.closed(this);
  }

  /** By payload number, what the phone may send. */
  get receiveEncodings(): readonly (string | undefined)[] {
    return this.#table.encodings;
  }

  get table(): ReceiveTable {
    return this.#table;
  }

  get clock(): StreamHost['clock'] {
    return this.#host.clock;
  }

  /** The phone holds us: it is told nothing, and what it may send is not its holder. */
  get isHeld(): boolean {
    return !this.#maySpeak;
  }

  /** Whether what another phone says goes to this one now: it is not on hold, and nothing else is sent to it. */
  get isListening(): boolean {
    return this.#maySpeak && this.#player?.isPlaying !== true && this.#keySender?.isSending !== true;
  }

  /** What it receives goes on at once, to another phone or back. */
  get passesOn(): boolean {
    return this.#disposition instanceof Relay || this.#disposition instanceof Echo;
  }

  get codecs(): VoiceCodecs {
    return this.#host.codecs;
  }

  get lost(): number {
    return this.#reception.lost;
  }

  get statistics(): StreamStatistics {
    return {
      packetsReceived: this.#reception.received,
      packetsSent: this.#sender.packets,
      packetsLost: this.#reception.lost,
      jitterMs: Math.round(this.#reception.jitterMs * 100) / 100,
      packetsRefused: this.#refused,
      bytesReceived: this.#bytesReceived,
      bytesSent: this.#bytesSent,
      roundTripMs: this.#rtcp.roundTripMs,
      farLost: this.#rtcp.farLost,
    };
  }

  /** RTP arrived at our port. Hot path. */
  receive(bytes: Uint8Array, from: SocketAddress): void {
    const { packet, clock, counts } = this.#host;
    const isRtp = packet.read(bytes) && packet.ssrc !== this.#sender.ssrc;
    const kind = isRtp ? (this.#table.kinds[packet.payloadType] as number) : UNEXPECTED;
    const nowMs = clock.now();
    if (kind === UNEXPECTED || !this.#source.accepts(from, packet.ssrc, packet.sequence, nowMs)) {
      this.#refused++;
      return;
    }
    this.#bytesReceived += bytes.length;
    if (this.#source.locks !== this.#locks) this.#newLock();
    this.#alivenessMs = nowMs;
    const rate = this.#table.rates[packet.payloadType] as number;
    if (kind === AUDIO) {
      this.#rate = rate;
      this.#reception.count(packet.sequence, packet.timestamp / (rate / 1000), nowMs);
    } else this.#reception.count(packet.sequence, Number.NaN, nowMs);
    counts.packetsReceived++;
    if (this.#keys.isOpen && kind === AUDIO) this.#keys.expire(nowMs);
    if (this.#mayHear) this.#disposition.heard(packet, kind, nowMs);
  }

  #newLock(): void {
    this.#locks = this.#source.locks;
    this.#aimAtSource();
    if (this.#source.epoch === this.#epoch) return;
    this.#epoch = this.#source.epoch;
    this.#run++;
    this.#reception.restart();
    this.#keys.reset();
    this.#disposition.newSource();
  }

  #aimAtSource(): void {
    this.#destination.learn(this.#source.address, this.#source.port);
  }

  /** RTCP arrived at the port after ours. */
  receiveRtcp(bytes: Uint8Array, from: SocketAddress): void {
    if (!this.plan) return;
    const verdict = this.#rtcp.receive(bytes, from);
    if (verdict === 'refused') {
      this.#refused++;
      return;
    }
    this.#alivenessMs = this.#host.clock.now();
    if (verdict === 'from-source') this.#destination.learnRtcp(from);
    else this.#destination.prove(from.address);
  }

  refuse(): void {
    this.#refused++;
  }

  /** A key of the phone, reported when it is released. */
  readKey(packet: RtpPacket, nowMs: number): void {
    this.#keys.receive(packet, this.#table.rates[packet.payloadType] as number, nowMs);
  }

  /** Sends a packet that `from` received on to this phone, rewritten in place. Hot path. */
  forward(packet: RtpPacket, payloadType: number, from: EngineStream, nowMs: number): void {
    if (!this.isListening) return;
    const to = this.#destination.take();
    if (!to) return this.#sender.interrupt();
    const bytes = this.#sender.rewrite(packet, payloadType, from.#rate, from, from.#run, nowMs);
    this.#transmit(bytes, to);
  }

  timestampNow(nowMs: number): number {
    this.frames.begin(nowMs);
    return this.frames.timestampIn(0);
  }

  timestampIn(ms: number): number {
    return this.frames.timestampIn(ms);
  }

  /** Sends what is no voice between packets of our own making. */
  sendBeside(payload: Uint8Array, marker: boolean, payloadType: number, timestamp: number): void {
    const to = this.#maySpeak ? this.#destination.take() : undefined;
    if (to) this.#transmit(this.#sender.between(payload, marker, payloadType, timestamp), to);
  }

  #transmit(bytes: Uint8Array, to: SocketAddress): void {
    this.#host.counts.packetsSent++;
    this.#bytesSent += bytes.length;
    this.#rtp?.send(bytes, to);
  }

  /** Once a second, by the engine. */
  everySecond(nowMs: number): void {
    if (!this.plan) return;
    this.#seconds++;
    this.#keys.expire(nowMs);
    const report = this.#rtcp.due(nowMs, this.#rate);
    const to = report && this.#destination.takeRtcp();
    if (to) this.#rtcpSocket?.send(report, to);
    const silentMs = Math.round(nowMs - this.#alivenessMs);
    if (silentMs >= SILENT_AFTER_MS) this.onFact({ kind: 'silent', forMs: silentMs });
    if (this.#seconds % STATISTICS_EVERY_S === 0) {
      this.onFact({ kind: 'statistics', statistics: this.statistics });
    }
  }

  #become(next: Disposition): void {
    const before = this.#disposition;
    this.#replace(next);
    before.end();
  }

  #replace(next: Disposition): void {
    this.#disposition = next;
    this.#seat = undefined;
    const player = this.#player;
    this.#player = undefined;
    player?.stop();
  }

  #playing(): SoundPlayer {
    this.#player ??= new SoundPlayer(this.#host, this.frames, () => this.isHeld);
    return this.#player;
  }
}

/** Is the phone where it was, as far as signalling says? */
function samePlace(a: StreamPlan, b: StreamPlan): boolean {
  return (
    a.signallingAddress === b.signallingAddress &&
    a.announced?.address === b.announced?.address &&
    a.announced?.port === b.announced?.port &&
    a.announced?.rtcpPort === b.announced?.rtcpPort
  );
}
