import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type PromptCommand = 'prompt' | 'prompt list' | 'prompt set' | 'prompt reset';
export type PromptArgument = 'promptId' | 'wavFile';

/** What the commands about recordings say. */
export interface PromptWords {
  readonly commands: Readonly<Record<PromptCommand, string>>;
  readonly arguments: Readonly<Record<PromptArgument, string>>;
  readonly failures: Readonly<Record<'recording-invalid', (values: Values) => FailureWords>>;
  readonly columns: Readonly<Record<'prompt' | 'voice' | 'words', string>>;
  readonly own: string;
  readonly shipped: string;
  readonly replaced: (id: string, seconds: string) => string;
  readonly reset: (id: string) => string;
}
