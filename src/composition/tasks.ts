import type { Result } from '../base/result.ts';
import type { PreparedPrompt, PromptFault } from '../media/prompts/prepare-prompt.ts';
import { runTask } from '../platform/task-thread.ts';

/** What goes to a task's thread; plain values that structured clone carries. */
export type Task = { readonly kind: 'prepare-prompt'; readonly file: Uint8Array };

const WORKER = new URL('./task-worker.ts', import.meta.url);

/** Filtering and levelling half a minute of music takes longer than a phone may wait. */
export function preparePromptApart(file: Uint8Array): Promise<Result<PreparedPrompt, PromptFault>> {
  const task: Task = { kind: 'prepare-prompt', file };
  return runTask(WORKER, task);
}
