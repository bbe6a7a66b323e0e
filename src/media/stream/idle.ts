import type { RtpPacket } from '../../rtp/packet.ts';
import type { Disposition } from './disposition.ts';
import { TELEPHONE_EVENT } from './payload-map.ts';
import type { EngineStream } from './stream.ts';

/** Sound goes nowhere; keys are reported, because a service may be asking for a PIN. */
export class Idle implements Disposition {
  readonly #stream: EngineStream;

  constructor(stream: EngineStream) {
    this.#stream = stream;
  }

  heard(packet: RtpPacket, kind: number, nowMs: number): void {
    if (kind === TELEPHONE_EVENT) this.#stream.readKey(packet, nowMs);
  }

  newSource(): void {}

  planChanged(): void {}

  end(): void {}
}
