import { fail, ok, type Result } from '../../base/result.ts';
import { type AudioDescription, readAudio } from '../../sdp/audio.ts';
import { parseSdp } from '../../sdp/parse.ts';
import type { SessionDescription } from '../../sdp/session-description.ts';

/** What a phone said of its audio. */
export interface PhoneAudio {
  readonly session: SessionDescription;
  readonly audio: AudioDescription;
}

/** The status is the answer to the phone whose SDP it was: 400 unreadable, 488 nothing in it that we can use. */
export function readPhoneAudio(sdp: Uint8Array): Result<PhoneAudio, 400 | 488> {
  const session = parseSdp(sdp);
  if (!session.ok) return fail(400);
  return audioOf(session.value);
}

export function audioOf(session: SessionDescription): Result<PhoneAudio, 488> {
  const audio = readAudio(session);
  return audio.ok ? ok({ session, audio: audio.value }) : fail(488);
}
