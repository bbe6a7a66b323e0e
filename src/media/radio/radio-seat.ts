import type { DatagramSocket, SocketAddress } from '../../base/sockets.ts';
import { USRP_SAMPLES, UsrpPacket, writeUsrpUnkey, writeUsrpVoice } from '../../rtp/usrp.ts';
import type { SampleRate } from '../../rtp/voice-codec.ts';
import type { Conference } from '../conference/conference.ts';
import type { ConferenceSound } from '../conference/conference-sound.ts';
import { Limiter } from '../conference/limiter.ts';
import type { Mixer } from '../conference/mixer.ts';
import type { Seat } from '../conference/seat.ts';
import { Speech } from '../conference/speech.ts';
import { Turn, type TurnEvent } from '../conference/turn.ts';
import type { Voice } from '../conference/voice.ts';
import type { Tone } from '../media-plane.ts';
import { levelOf } from '../playout/playout.ts';
import { SoundQueue } from '../sound/sound-queue.ts';
import { toneSamples } from '../sound/tones.ts';
import type { RadioFact, RadioPlan } from './radio-plan.ts';
import { RadioReceiver } from './radio-receiver.ts';

const RATE: SampleRate = 8_000;
/** The transmitter stays keyed through pauses between words: 500 ms. */
const HANG_FRAMES = 25;

/** A report is made five times a second. */
const HEARD_EVERY_REPORTS = 25;

/** A radio in a room: what it receives is heard there, and what is said there goes on the air. */
export class RadioSeat implements Seat {
  readonly rate = RATE;
  readonly speech = new Speech(RATE);
  readonly isPhone = false;
  readonly isOnAir = false;
  isHeard = false;
  readonly #plan: RadioPlan;
  readonly #conference: Conference;
  readonly #onFact: (fact: RadioFact) => void;
  readonly #packet = new UsrpPacket();
  readonly #receiver = new RadioReceiver();
  readonly #limiter = new Limiter();
  /** Tones that end a transmission. */
  readonly #sounds = new SoundQueue();
  readonly #sending = new Turn();
  readonly #sum = new Int32Array(USRP_SAMPLES);
  readonly #samples = new Int16Array(USRP_SAMPLES);
  readonly #socket: DatagramSocket;
  #sequence = 0;
  #isKeyed = false;
  #hang = 0;
  #wasReceiving = false;
  /** The courtesy tone is on the air. */
  #isEnding = false;
  readonly #reported = {
    receiving: false,
    sending: false,
    heard: 0,
    talker: undefined as string | undefined,
  };
  #reports = 0;

  constructor(parts: {
    readonly plan: RadioPlan;
    readonly conference: Conference;
    readonly socket: DatagramSocket;
    readonly onFact: (fact: RadioFact) => void;
  }) {
    this.#plan = parts.plan;
    this.#conference = parts.conference;
    this.#socket = parts.socket;
    this.#onFact = parts.onFact;
  }

  get voice(): Voice {
    return this.speech.voice;
  }

  /** There is no secret in the protocol: whoever is not the radio's address is not listened to. */
  receive(bytes: Uint8Array, from: SocketAddress): void {
    if (from.address !== this.#plan.remote.address) return;
    if (this.#packet.read(bytes)) this.#receiver.insert(this.#packet);
  }

  listen(_nowMs: number, sound: ConferenceSound): TurnEvent {
    const { speech } = this;
    const came = this.#receiver.take(speech.frame);
    const isReceiving = this.#receiver.isReceiving;
    if (this.#wasReceiving && !isReceiving && this.#plan.courtesyTone) this.#conference.play('roger');
    this.#wasReceiving = isReceiving;
    return speech.judge(came ? levelOf(speech.frame) : undefined, sound, this.#plan.talkLimitS);
  }

  prepare(): void {}

  speak(mixer: Mixer): void {
    const { transmits, courtesyTone, talkLimitS } = this.#plan;
    const wants = transmits === 'keyed' ? this.#conference.isKeyed : this.#conference.talksBesides(this);
    if (this.#sending.next(wants, talkLimitS) === 'time-out') this.#conference.play('time-out');
    const may = wants && !this.#sending.isCut;
    if (may) this.#hang = transmits === 'keyed' ? 1 : HANG_FRAMES;
    else if (this.#hang > 0) this.#hang--;
    if (this.#hang > 0) return this.#transmit(mixer);
    if (!this.#isKeyed) return;
    if (this.#sounds.isEmpty && courtesyTone && !this.#isEnding) {
      this.#isEnding = true;
      this.#sounds.add(toneSamples('roger', RATE));
    }
    if (!this.#sounds.isEmpty) return this.#sendTone();
    this.#unkey();
  }

  #transmit(mixer: Mixer): void {
    const sum = this.#sum;
    if (this.#isEnding) this.#sounds.clear();
    this.#isEnding = false;
    if (this.#plan.transmits === 'keyed') sum.set(this.#conference.onAir);
    else {
      sum.set(mixer.sum);
      const { frame, isInMix } = this.speech;
      if (isInMix) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) - (frame[i] as number);
    }
    this.#send();
  }

  #sendTone(): void {
    this.#sum.fill(0);
    this.#sounds.mixInto(this.#sum);
    this.#send();
  }

  #send(): void {
    this.#isKeyed = true;
    this.#limiter.limit(this.#sum, this.#samples);
    this.#sequence = (this.#sequence + 1) >>> 0;
    this.#socket.send(writeUsrpVoice(this.#sequence, this.#samples), this.#plan.remote);
  }

  #unkey(): void {
    this.#isKeyed = false;
    this.#isEnding = false;
    this.#sequence = (this.#sequence + 1) >>> 0;
    this.#socket.send(writeUsrpUnkey(this.#sequence), this.#plan.remote);
  }

  /** Tones for one participant are not put on the air. */
  playTone(_tone: Tone): void {}

  report(): void {
    const { isReceiving } = this.#receiver;
    if (isReceiving !== this.#reported.receiving) {
      this.#reported.receiving = isReceiving;
      this.#onFact({ kind: 'receiving', receiving: isReceiving });
      if (!isReceiving) this.#reportHeard();
    }
    const { talker } = this.#receiver;
    if (talker !== this.#reported.talker) {
      this.#reported.talker = talker;
      this.#onFact({ kind: 'talker', callsign: talker ?? null });
    }
    if (this.#reports++ % HEARD_EVERY_REPORTS === 0) this.#reportHeard();
    if (this.#isKeyed === this.#reported.sending) return;
    this.#reported.sending = this.#isKeyed;
    this.#onFact({ kind: 'sending', sending: this.#isKeyed });
  }

  #reportHeard(): void {
    const { heard, counts } = this.#receiver;
    if (heard === this.#reported.heard) return;
    this.#reported.heard = heard;
    this.#onFact({ kind: 'heard', ...counts });
  }

  skip(): void {}

  settle(): void {
    this.#sounds.settle();
  }

  close(): void {
    if (this.#isKeyed) this.#unkey();
    this.#conference.dismiss(this);
    this.#socket.close();
  }
}
