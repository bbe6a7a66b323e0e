/**
 * Makes the recordings of the prompts from their words: espeak-ng speaks Dutch and flite English, sox cuts silence and
 * rumble, and all are levelled to the same loudness. The programs come from Debian and are needed here only. Makes
 * what has changed; `--all` makes everything anew.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePrompt } from '../src/media/prompts/prepare-prompt.ts';
import {
  PROMPT_IDS,
  PROMPT_RATE,
  type PromptId,
  type PromptLanguage,
  WORD_NAMES,
} from '../src/media/prompts/prompt.ts';

/** What speaks a language, and how it is told to: text and file come behind. */
interface Voice {
  readonly program: string;
  readonly options: readonly string[];
  readonly speak: (text: string, file: string) => readonly string[];
}

const VOICES: Readonly<Record<PromptLanguage, Voice>> = {
  // Words a minute, pitch from 0 to 99.
  nl: {
    program: 'espeak-ng',
    options: ['-v', 'nl', '-s', '150', '-p', '45'],
    speak: (text, file) => ['-w', file, text],
  },
  en: { program: 'flite', options: ['-voice', 'slt'], speak: (text, file) => ['-t', text, '-o', file] },
};
/** Silence before and after. A sentence may be the first that is said, while a phone opens its line; words follow each other. */
const SENTENCE_PAD_S = ['0.25', '0.15'];
const WORD_PAD_S = ['0.03', '0.09'];

const folder = import.meta.dirname;
const MANIFEST = join(folder, 'manifest.json');

/** What each recording was made of, so that words and sound cannot part unseen. */
interface Made {
  readonly words: string;
  readonly voice: string;
  /** SHA-256 of the file. */
  readonly sound: string;
}

const manifest: Partial<Record<PromptId, Made>> = existsSync(MANIFEST)
  ? JSON.parse(readFileSync(MANIFEST, 'utf8'))
  : {};
const all = process.argv.includes('--all');
const made: Partial<Record<PromptId, Made>> = {};
for (const id of PROMPT_IDS) {
  const [language, name] = id.split('/') as [PromptLanguage, string];
  const catalogue: Record<string, string> = JSON.parse(
    readFileSync(join(folder, `${language}.json`), 'utf8'),
  );
  const words = catalogue[name];
  if (words === undefined) throw new Error(`${language}.json has no words for ${name}`);
  const { program, options } = VOICES[language];
  const voice = [program, ...options].join(' ');
  const file = join(folder, `${id}.wav`);
  const known = manifest[id];
  if (all || known?.words !== words || known.voice !== voice || !existsSync(file)) {
    mkdirSync(join(folder, language), { recursive: true });
    const isWord = WORD_NAMES.some((word) => word === name);
    writeFileSync(file, record(words, VOICES[language], isWord ? WORD_PAD_S : SENTENCE_PAD_S));
    process.stdout.write(`${id}\n`);
  }
  made[id] = { words, voice, sound: createHash('sha256').update(readFileSync(file)).digest('hex') };
}
writeFileSync(MANIFEST, `${JSON.stringify(made, null, 2)}\n`);

function record(text: string, { program, options, speak }: Voice, pad: readonly string[]): Uint8Array {
  const work = mkdtempSync(join(tmpdir(), 'prompt-'));
  try {
    const spoken = join(work, 'spoken.wav');
    const cut = join(work, 'cut.wav');
    execFileSync(program, [...options, ...speak(text, spoken)]);
    const silence = ['silence', '1', '0.01', '0.1%', 'reverse'];
    const effects = ['rate', '-v', `${PROMPT_RATE}`, 'highpass', '120', ...silence, ...silence];
    // -D: no dither, so that the same words give the same file.
    execFileSync('sox', ['-D', spoken, '-b', '16', cut, 'gain', '-6', ...effects, 'pad', ...pad]);
    const prepared = preparePrompt(readFileSync(cut));
    if (!prepared.ok) throw new Error(`"${text}" became ${prepared.error.reason}`);
    return prepared.value.wav;
  } finally {
    rmSync(work, { recursive: true });
  }
}
