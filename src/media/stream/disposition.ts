import type { RtpPacket } from '../../rtp/packet.ts';

/** What is done with a stream's sound: relay, echo, a seat in a conference, or nothing. */
export interface Disposition {
  /** A packet of the phone's, `kind` as in `ReceiveTable`. The packet's bytes are its to change. Hot path. */
  heard(packet: RtpPacket, kind: number, nowMs: number): void;
  /** Another source speaks from now on: its numbers have nothing to do with those before. */
  newSource(): void;
  /** The plan of this stream or of one it is connected to has changed. */
  planChanged(): void;
  end(): void;
}
