import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import type { RtpPacket } from '../../rtp/packet.ts';
import type { VoiceCodecs } from '../../rtp/voice-codecs.ts';
import type { FrameTicker } from '../frame-ticker.ts';
import type { PromptLibrary } from '../prompts/prompt-library.ts';
import type { Room } from './room.ts';
import type { EngineStream } from './stream.ts';

/** Counted by the streams of one engine since its start. */
export interface PacketCounts {
  packetsReceived: number;
  packetsSent: number;
  /** Of streams that are closed; those of open ones are added when asked. */
  packetsLost: number;
}

/** What a stream needs of the engine it lives in. */
export interface StreamHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly ticker: FrameTicker;
  readonly counts: PacketCounts;
  readonly prompts: PromptLibrary;
  readonly codecs: VoiceCodecs;
  /** One window for all streams: a packet is dealt with before the next is read. */
  readonly packet: RtpPacket;
  conference(id: string): Room;
  mayAim(place: SocketAddress, signalling: string): boolean;
  closed(stream: EngineStream): void;
}
