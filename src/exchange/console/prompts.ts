import type { Situation } from '../../media/prompts/situations.ts';
import type { ShelvedPrompt } from '../prompt-shelf.ts';
import type { Outcome } from './outcome.ts';

export type PromptView = ShelvedPrompt & { readonly situation: Situation };

/** What the exchange says, and in whose voice. */
export interface PromptConsole {
  list(): readonly PromptView[];
  /** The recording, a WAV file. `id` is a language and a name: `nl/emergency`. */
  read(id: string): Outcome<Uint8Array>;
  /** A club's own recording (WAV) in the place of one that came with the program. */
  replace(id: string, file: Uint8Array): Promise<Outcome<PromptView>>;
  reset(id: string): Promise<Outcome<PromptView>>;
}
