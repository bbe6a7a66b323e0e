/** Entry of the threads that do what is heavy and rare. */
import { BugError } from '../base/bug-error.ts';
import { fail, ok } from '../base/result.ts';
import { preparePrompt } from '../media/prompts/prepare-prompt.ts';
import { prepareRecording } from '../media/prompts/prepare-recording.ts';
import { voiceFile } from '../media/sound/voice-file.ts';
import { serveTask } from '../platform/process/task-thread.ts';
import { createBackup } from '../store/backup.ts';
import { StoreError } from '../store/store.ts';
import { printDirectory } from './print-directory.ts';
import type { BackupTask, Task } from './tasks.ts';

await serveTask(async (task: Task, onProgress) => {
  switch (task.kind) {
    case 'prepare-prompt':
      return preparePrompt(task.file);
    case 'prepare-greeting':
      return prepareRecording(task.file);
    case 'voice-file':
      return voiceFile(task.sound);
    case 'backup':
      return backUp(task, onProgress);
    case 'directory':
      return printDirectory(task, onProgress);
  }
  throw new BugError(`no such task: ${JSON.stringify(task)}`);
});

async function backUp(
  { places, file, working, about, secret }: BackupTask,
  onProgress: (done: number, total: number) => void,
) {
  try {
    return ok(await createBackup(places, file, working, about, secret, onProgress));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return fail(error.reason);
  }
}
