import type { PromptWords } from './prompt-words.ts';

export const NL_PROMPTS: PromptWords = {
  commands: {
    prompt: 'wat de centrale zegt',
    'prompt list': 'toon wat de centrale zegt, en met wiens stem',
    'prompt set': 'laat iets zeggen met een eigen opname',
    'prompt reset': 'zeg het weer met de opname van het programma',
  },
  arguments: {
    promptId: 'de naam uit prompt list, bijvoorbeeld nl/emergency',
    wavFile: 'WAV-bestand: 16-bit PCM, 8 tot 48 kHz, hooguit 20 seconden',
  },
  failures: {
    'recording-invalid': ({ reason, seconds, levelDb }) => {
      const what = 'Deze opname is niet te gebruiken. Er is niets veranderd.';
      switch (reason) {
        case 'too-long':
          return { what, why: `Ze duurt ${seconds} s; 20 s is het meeste.`, todo: 'Knip haar korter.' };
        case 'too-short':
          return { what, why: `Ze duurt ${seconds} s; 0,3 s is het minste.`, todo: 'Neem opnieuw op.' };
        case 'too-quiet':
          return {
            what,
            why: `De stem staat op ${levelDb} dB; -45 dB of meer is nodig.`,
            todo: 'Neem opnieuw op, dichter bij de microfoon.',
          };
        case 'clipped':
          return {
            what,
            why: 'Ze is zo hard dat het geluid kapot is.',
            todo: 'Neem opnieuw op, met de microfoon zachter.',
          };
        case 'encoding':
          return {
            what,
            why: 'Het is een ander soort WAV-bestand dan 16-bit PCM, A-law of µ-law.',
            todo: 'sox IN.wav -b 16 -c 1 -r 16000 UIT.wav',
          };
        default:
          return { what, why: 'Het is geen WAV-bestand.', todo: 'sox IN.mp3 -b 16 -c 1 -r 16000 UIT.wav' };
      }
    },
  },
  columns: { prompt: 'naam', voice: 'stem', words: 'tekst van het programma' },
  own: 'eigen',
  shipped: 'programma',
  replaced: (id, seconds) => `${id} klinkt voortaan met je eigen opname van ${seconds} s.`,
  reset: (id) => `${id} klinkt weer met de opname van het programma.`,
};
