import type { PromptWords } from './prompt-words.ts';

export const EN_PROMPTS: PromptWords = {
  commands: {
    prompt: 'what the exchange says',
    'prompt list': 'show what the exchange says, and in whose voice',
    'prompt set': 'say something with a recording of your own',
    'prompt reset': 'say it with the recording of the program again',
  },
  arguments: {
    promptId: 'the name from prompt list, for instance en/emergency',
    wavFile: 'WAV file: 16-bit PCM, 8 to 48 kHz, at most 20 seconds',
  },
  failures: {
    'recording-invalid': ({ reason, seconds, levelDb }) => {
      const what = 'This recording cannot be used. Nothing was changed.';
      switch (reason) {
        case 'too-long':
          return { what, why: `It lasts ${seconds} s; 20 s is the most.`, todo: 'Cut it shorter.' };
        case 'too-short':
          return { what, why: `It lasts ${seconds} s; 0.3 s is the least.`, todo: 'Record it again.' };
        case 'too-quiet':
          return {
            what,
            why: `The voice is at ${levelDb} dB; it needs -45 dB or more.`,
            todo: 'Record it again, closer to the microphone.',
          };
        case 'clipped':
          return {
            what,
            why: 'It is so loud that the sound is torn.',
            todo: 'Record it again, with the microphone turned down.',
          };
        case 'encoding':
          return {
            what,
            why: 'It is a WAV file of another kind than 16-bit PCM, A-law or µ-law.',
            todo: 'sox IN.wav -b 16 -c 1 -r 16000 OUT.wav',
          };
        default:
          return { what, why: 'It is no WAV file.', todo: 'sox IN.mp3 -b 16 -c 1 -r 16000 OUT.wav' };
      }
    },
  },
  columns: { prompt: 'name', voice: 'voice', words: 'words of the program' },
  own: 'own',
  shipped: 'program',
  replaced: (id, seconds) => `${id} is said with your recording of ${seconds} s from now on.`,
  reset: (id) => `${id} is said with the recording of the program again.`,
};
