import type { PromptLanguage } from '../../media/prompts/prompt.ts';
import type { Outcome } from './outcome.ts';

export interface LanguageView {
  readonly extension: string;
  /** Null: that of the exchange. */
  readonly own: PromptLanguage | null;
  /** What holds. */
  readonly effective: PromptLanguage;
}

/** In which language holders are spoken to: prompts, and the reason phrases on their displays. */
export interface LanguageConsole {
  show(extension: string): Outcome<LanguageView>;
  /** From the next line on; null goes back to the language of the exchange. */
  set(extension: string, language: PromptLanguage | null): Promise<Outcome<LanguageView>>;
}
