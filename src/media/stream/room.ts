import type { JoinOptions, Volume } from '../media-plane.ts';
import type { SayOutcome } from '../sound/sound-queue.ts';
import type { Disposition } from './disposition.ts';
import type { EngineStream } from './stream.ts';

/** A conference, as far as the streams know it that join one: conferences know streams, not the other way round. */
export interface Room {
  /** Holds from now on. */
  sound: JoinOptions['sound'];
  take(stream: EngineStream, options: Pick<JoinOptions, 'muted' | 'announceTone'>): RoomSeat;
}

/** Where a stream sits in it. */
export interface RoomSeat extends Disposition {
  readonly room: Room;
  isOnAir: boolean;
  setMuted(muted: boolean): void;
  setVolume(volume: Volume): void;
  /** For this one's ears only. */
  play(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void;
}
