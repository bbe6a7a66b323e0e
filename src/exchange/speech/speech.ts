import type { MediaStream } from '../../media/media-plane.ts';
import {
  PROMPT_LEVEL_DB,
  type PromptId,
  type PromptLanguage,
  type PromptName,
} from '../../media/prompts/prompt.ts';
import { RECORDING, type Utterance } from '../../media/sound/recording.ts';

/** A whisper is made louder by this much, and its noise with it. */
const MOST_GAIN_DB = 18;

/** Brought to the loudness of prompts. */
interface SaidRecording {
  readonly sound: Uint8Array;
  readonly levelDb: number;
}

interface Expected {
  readonly prompt: Utterance;
  /** Cut off, and not told of yet. */
  isStale: boolean;
}

/** Lines put together from prompts, said to one phone in one language. */
export class Speech {
  readonly language: PromptLanguage;
  readonly #stream: MediaStream;
  /** Given to the stream and not told of yet. */
  readonly #expected: Expected[] = [];
  #onEnd: (() => void) | undefined;

  constructor(stream: MediaStream, language: PromptLanguage) {
    this.#stream = stream;
    this.language = language;
  }

  /** How many prompts are still to be said. */
  get toCome(): number {
    return this.#expected.filter(({ isStale }) => !isStale).length;
  }

  /** Behind what is being said; `onEnd` is called once, when all is said and nothing was added meanwhile. */
  say(names: readonly PromptName[], onEnd?: () => void): void {
    const prompts = this.#promptsFor(names);
    this.#expect(prompts, onEnd);
    for (const prompt of prompts) this.#stream.say(prompt);
  }

  /** The same with a recording behind them. */
  sayWith(names: readonly PromptName[], recording: SaidRecording, onEnd: () => void): void {
    const prompts = this.#promptsFor(names);
    this.#expect([...prompts, RECORDING], onEnd);
    for (const prompt of prompts) this.#stream.say(prompt);
    const gainDb = PROMPT_LEVEL_DB - recording.levelDb;
    this.#stream.sayRecording(recording.sound, Math.max(-MOST_GAIN_DB, Math.min(MOST_GAIN_DB, gainDb)));
  }

  /** Silent at once; nothing is told of what was cut off. The stream is idle from now on. */
  stop(): void {
    this.#onEnd = undefined;
    for (const expected of this.#expected) expected.isStale = true;
    this.#stream.idle();
  }

  /** From the stream: a prompt is over, one way or another. Others than ours are said to the phone, too. */
  onSaid(prompt: Utterance): void {
    const index = this.#expected.findIndex((expected) => expected.prompt === prompt);
    const [said] = index === -1 ? [] : this.#expected.splice(index, 1);
    if (said === undefined || said.isStale || this.toCome > 0) return;
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.();
  }

  #promptsFor(names: readonly PromptName[]): PromptId[] {
    return names.map((name): PromptId => `${this.language}/${name}`);
  }

  #expect(utterances: readonly Utterance[], onEnd: (() => void) | undefined): void {
    this.#onEnd = onEnd;
    this.#expected.push(...utterances.map((prompt) => ({ prompt, isStale: false })));
  }
}
