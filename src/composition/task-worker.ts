/** Entry of the threads that do what is heavy and rare. */
import { BugError } from '../base/bug-error.ts';
import { preparePrompt } from '../media/prompts/prepare-prompt.ts';
import { serveTask } from '../platform/task-thread.ts';
import type { Task } from './tasks.ts';

await serveTask(async (task: Task) => {
  switch (task.kind) {
    case 'prepare-prompt':
      return preparePrompt(task.file);
  }
  throw new BugError(`no such task: ${JSON.stringify(task)}`);
});
