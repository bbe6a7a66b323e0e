import type { Clock } from '../src/base/clock.ts';
import { VoiceFiles } from '../src/exchange/voicemail/voice-files.ts';
import { prepareRecording } from '../src/media/prompts/prepare-recording.ts';
import { voiceFile } from '../src/media/sound/voice-file.ts';

/** WAV files made without a thread. */
export function memoryVoiceFiles(clock: Clock): VoiceFiles {
  return new VoiceFiles({
    clock,
    make: async (sound) => voiceFile(sound),
    prepare: async (file) => prepareRecording(file),
  });
}
