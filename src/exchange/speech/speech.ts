import type { MediaStream } from '../../media/media-plane.ts';
import type { PromptId, PromptLanguage, PromptName } from '../../media/prompts/prompt.ts';

interface Expected {
  readonly prompt: PromptId;
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
    this.#onEnd = onEnd;
    const prompts = names.map((name): PromptId => `${this.language}/${name}`);
    this.#expected.push(...prompts.map((prompt) => ({ prompt, isStale: false })));
    for (const prompt of prompts) this.#stream.say(prompt);
  }

  /** Silent at once; nothing is told of what was cut off. The stream is idle from now on. */
  stop(): void {
    this.#onEnd = undefined;
    for (const expected of this.#expected) expected.isStale = true;
    this.#stream.idle();
  }

  /** From the stream: a prompt is over, one way or another. Others than ours are said to the phone, too. */
  onSaid(prompt: PromptId): void {
    const index = this.#expected.findIndex((expected) => expected.prompt === prompt);
    const [said] = index === -1 ? [] : this.#expected.splice(index, 1);
    if (said === undefined || said.isStale || this.toCome > 0) return;
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.();
  }
}
