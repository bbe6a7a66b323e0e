import { ok, type Result } from '../src/base/result.ts';
import type { PromptShelf, ShelfFault, ShelvedPrompt } from '../src/exchange/prompt-shelf.ts';
import { preparePrompt } from '../src/media/prompts/prepare-prompt.ts';
import { PROMPT_IDS, type PromptId } from '../src/media/prompts/prompt.ts';

/** Recordings without files. */
export class MemoryPrompts implements PromptShelf {
  readonly #own = new Map<PromptId, Uint8Array>();

  list(): readonly ShelvedPrompt[] {
    return PROMPT_IDS.map((id) => this.#view(id));
  }

  read(id: PromptId): Uint8Array | undefined {
    return this.#own.get(id);
  }

  async replace(id: PromptId, file: Uint8Array): Promise<Result<ShelvedPrompt, ShelfFault>> {
    const prepared = preparePrompt(file);
    if (!prepared.ok) return prepared;
    this.#own.set(id, prepared.value.wav);
    return ok(this.#view(id));
  }

  async reset(id: PromptId): Promise<Result<ShelvedPrompt, ShelfFault>> {
    this.#own.delete(id);
    return ok(this.#view(id));
  }

  #view(id: PromptId): ShelvedPrompt {
    const isOwn = this.#own.has(id);
    return { id, words: `Words of ${id}`, isOwn, seconds: isOwn ? 2 : 1 };
  }
}
