import type { RtpPacket } from '../../rtp/packet.ts';
import type { Disposition } from './disposition.ts';
import { NO_NUMBER, payloadMap, TELEPHONE_EVENT } from './payload-map.ts';
import type { EngineStream } from './stream.ts';

/** Everything heard goes back at once, keys too, so that a member hears exactly what others would. */
export class Echo implements Disposition {
  readonly #stream: EngineStream;
  #map: Uint8Array;

  constructor(stream: EngineStream) {
    this.#stream = stream;
    this.#map = echoMap(stream);
  }

  heard(packet: RtpPacket, kind: number, nowMs: number): void {
    if (kind === TELEPHONE_EVENT) this.#stream.readKey(packet, nowMs);
    const number = this.#map[packet.payloadType] as number;
    if (number === NO_NUMBER) this.#stream.refuse();
    else this.#stream.forward(packet, number, this.#stream, nowMs);
  }

  newSource(): void {}

  planChanged(): void {
    this.#map = echoMap(this.#stream);
  }

  end(): void {}
}

function echoMap(stream: EngineStream): Uint8Array {
  return payloadMap(stream.plan?.receive ?? [], stream.plan?.send ?? []);
}
