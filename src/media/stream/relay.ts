import type { RtpPacket } from '../../rtp/packet.ts';
import { scaleEventDuration } from '../../rtp/telephone-event.ts';
import { Transcoder } from '../transcode/transcoder.ts';
import type { Disposition } from './disposition.ts';
import { keyNumber, NO_NUMBER, payloadMap, TELEPHONE_EVENT } from './payload-map.ts';
import type { EngineStream } from './stream.ts';

/**
 * One way of a call: what one phone says goes to the other, its payload numbers translated. What the other does not
 * understand is transcoded; where they share their codecs there is no transcoder.
 */
export class Relay implements Disposition {
  readonly #from: EngineStream;
  readonly peer: EngineStream;
  #map: Uint8Array;
  /** Under which number and clock the other phone wants keys; undefined when it wants none in the sound. */
  #keys: ReturnType<typeof keyNumber>;
  #transcoder: Transcoder | undefined;
  /** What the transcoder was made for. */
  #madeFor: readonly unknown[] = [];

  constructor(from: EngineStream, to: EngineStream) {
    this.#from = from;
    this.peer = to;
    this.#map = relayMap(from, to);
    this.planChanged();
  }

  heard(packet: RtpPacket, kind: number, nowMs: number): void {
    const number = this.#map[packet.payloadType] as number;
    if (number === NO_NUMBER || this.#transcoder !== undefined) this.#translate(packet, kind, number, nowMs);
    else this.peer.forward(packet, number, this.#from, nowMs);
  }

  newSource(): void {
    this.#transcoder?.rest();
  }

  planChanged(): void {
    this.#map = relayMap(this.#from, this.peer);
    this.#keys = keyNumber(this.peer.plan?.send ?? []);
    const { codec } = this.peer.frames;
    const { encodings } = this.#from.table;
    const isNeeded = codec !== undefined && encodings.some((_, number) => this.#needsCodec(number));
    const madeFor = isNeeded ? [codec, ...encodings] : [];
    if (madeFor.length === this.#madeFor.length && madeFor.every((part, i) => part === this.#madeFor[i]))
      return;
    this.#madeFor = madeFor;
    this.#transcoder?.close();
    this.#transcoder = isNeeded ? this.#makeTranscoder(codec, encodings) : undefined;
  }

  end(): void {
    this.close();
    this.peer.disconnect(this.#from);
  }

  close(): void {
    this.#transcoder?.close();
    this.#transcoder = undefined;
  }

  #makeTranscoder(
    codec: NonNullable<EngineStream['frames']['codec']>,
    encodings: readonly (string | undefined)[],
  ): Transcoder {
    const { clock, codecs } = this.#from;
    const numberBeside = (payloadType: number, payload: Uint8Array): number | undefined =>
      this.#numberBeside(payloadType, payload);
    return new Transcoder({ clock, codecs, encodings, codec, to: this.peer, numberBeside });
  }

  /** Voice that we understand and the other phone does not. */
  #needsCodec(number: number): boolean {
    return this.#map[number] === NO_NUMBER && this.#isVoice(number);
  }

  #isVoice(number: number): boolean {
    const encoding = this.#from.table.encodings[number];
    return encoding !== undefined && this.#from.codecs.get(encoding) !== undefined;
  }

  #translate(packet: RtpPacket, kind: number, number: number, nowMs: number): void {
    const { payloadType } = packet;
    const isKey = kind === TELEPHONE_EVENT;
    if (isKey && this.#keys === undefined) this.#from.readKey(packet, nowMs);
    const transcoder = this.#transcoder;
    if (transcoder === undefined) {
      if (isKey && this.#keys !== undefined) this.#forwardKey(packet, this.#keys.number, nowMs);
      else if (!isKey) this.#from.refuse();
    } else if (!this.peer.isListening) {
      transcoder.rest();
    } else if (number !== NO_NUMBER && this.#isVoice(payloadType)) {
      // Now it speaks what both understand.
      transcoder.rest();
      this.peer.forward(packet, number, this.#from, nowMs);
    } else if (!transcoder.receive(packet, nowMs)) this.#from.refuse();
  }

  /** Its clock is another than that of the other phone's keys. */
  #forwardKey(packet: RtpPacket, number: number, nowMs: number): void {
    this.#scale(packet.payloadType, packet.bytes.subarray(packet.payloadStart, packet.payloadEnd));
    this.peer.forward(packet, number, this.#from, nowMs);
  }

  /** Keys, and comfort noise for a phone that makes it itself. */
  #numberBeside(payloadType: number, payload: Uint8Array): number | undefined {
    const same = this.#map[payloadType] as number;
    if (same !== NO_NUMBER) return same;
    if (this.#from.table.kinds[payloadType] !== TELEPHONE_EVENT) return undefined;
    this.#scale(payloadType, payload);
    return this.#keys?.number;
  }

  #scale(payloadType: number, payload: Uint8Array): void {
    const rate = this.#from.table.rates[payloadType] as number;
    if (this.#keys !== undefined) scaleEventDuration(payload, this.#keys.clockRate / rate);
  }
}

function relayMap(from: EngineStream, to: EngineStream): Uint8Array {
  return payloadMap(from.plan?.receive ?? [], to.plan?.send ?? []);
}
