import type { RoomParticipant } from '../src/exchange/console/conferences.ts';

/** Somebody who sits in a bridge and says nothing. */
export function inRoom(extension: string, more: Partial<RoomParticipant> = {}): RoomParticipant {
  return {
    call: `c${extension}`,
    extension,
    isInside: true,
    isModerator: false,
    isMuted: false,
    isTalking: false,
    talkedMs: 0,
    handRaisedAtMs: null,
    joinedAtMs: 0,
    ...more,
  };
}
