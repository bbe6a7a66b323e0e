import type { RtpPacket } from '../../rtp/packet.ts';
import type { Disposition } from './disposition.ts';
import { NO_NUMBER, payloadMap } from './payload-map.ts';
import type { EngineStream } from './stream.ts';

/** One way of a call: what one phone says goes to the other, its payload numbers translated. */
export class Relay implements Disposition {
  readonly #from: EngineStream;
  readonly peer: EngineStream;
  #map: Uint8Array;

  constructor(from: EngineStream, to: EngineStream) {
    this.#from = from;
    this.peer = to;
    this.#map = relayMap(from, to);
  }

  heard(packet: RtpPacket, _kind: number, nowMs: number): void {
    const number = this.#map[packet.payloadType] as number;
    if (number === NO_NUMBER) this.#from.refuse();
    else this.peer.forward(packet, number, this.#from, nowMs);
  }

  newSource(): void {}

  planChanged(): void {
    this.#map = relayMap(this.#from, this.peer);
  }

  end(): void {
    this.peer.disconnect(this.#from);
  }
}

function relayMap(from: EngineStream, to: EngineStream): Uint8Array {
  return payloadMap(from.plan?.receive ?? [], to.plan?.send ?? []);
}
