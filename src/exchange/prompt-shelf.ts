import type { Result } from '../base/result.ts';
import type { PromptFault } from '../media/prompts/prepare-prompt.ts';
import type { PromptId } from '../media/prompts/prompt.ts';

/** One recording, as administrators see it. */
export interface ShelvedPrompt {
  readonly id: PromptId;
  /** What the recording that came with the program says. */
  readonly words: string;
  /** A recording of the club's own is in its place. */
  readonly isOwn: boolean;
  readonly seconds: number;
}

export type ShelfFault = PromptFault | { readonly reason: 'not-written'; readonly cause: string };

/** Where recordings lie. What is put there is said from the next time on. */
export interface PromptShelf {
  list(): readonly ShelvedPrompt[];
  /** The recording itself, a WAV file. */
  read(id: PromptId): Uint8Array | undefined;
  /** Puts somebody's WAV file in the place of a recording, levelled, or says why it cannot be used. */
  replace(id: PromptId, file: Uint8Array): Promise<Result<ShelvedPrompt, ShelfFault>>;
  /** Back to the recording that came with the program. */
  reset(id: PromptId): Promise<Result<ShelvedPrompt, ShelfFault>>;
}
