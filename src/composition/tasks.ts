import type { Result } from '../base/result.ts';
import type { ListDocument } from '../directory/list/list-document.ts';
import type { BackupFault } from '../exchange/backups/backup-shelf.ts';
import type { PressFault, PrintedIssue } from '../exchange/directory/press.ts';
import type { PreparedPrompt, PromptFault } from '../media/prompts/prepare-prompt.ts';
import type { Recording } from '../media/sound/recording.ts';
import { runTask } from '../platform/process/task-thread.ts';
import type { BackupMade, BackupPlaces } from '../store/backup.ts';
import type { BackupSecret } from '../store/backup-format.ts';
import type { VoiceSound } from '../store/voicemail-store.ts';

export interface BackupTask {
  readonly places: BackupPlaces;
  readonly file: string;
  /** A file that does not exist yet. */
  readonly working: string;
  readonly about: { readonly createdAt: string; readonly version: string };
  readonly secret: BackupSecret;
}

export interface DirectoryTask {
  readonly file: string;
  readonly document: ListDocument;
  readonly secret: { readonly password: string; readonly ownerPassword: string };
}

/** What goes to a task's thread; plain values that structured clone carries. */
export type Task =
  | { readonly kind: 'prepare-prompt'; readonly file: Uint8Array }
  | { readonly kind: 'voice-file'; readonly sound: VoiceSound }
  | { readonly kind: 'prepare-greeting'; readonly file: Uint8Array }
  | (BackupTask & { readonly kind: 'backup' })
  | (DirectoryTask & { readonly kind: 'directory' });

const WORKER = new URL('./task-worker.ts', import.meta.url);

/** Filtering and levelling half a minute of music takes longer than a phone may wait. */
export function preparePromptApart(file: Uint8Array): Promise<Result<PreparedPrompt, PromptFault>> {
  const task: Task = { kind: 'prepare-prompt', file };
  return runTask(WORKER, task);
}

/** Two minutes take a fifth of a second, in which no phone would be answered. */
export function makeVoiceFileApart(sound: VoiceSound): Promise<Uint8Array> {
  const task: Task = { kind: 'voice-file', sound };
  return runTask(WORKER, task);
}

/** Levelling and encoding half a minute takes longer than a phone may wait. */
export function prepareGreetingApart(file: Uint8Array): Promise<Result<Recording, PromptFault>> {
  const task: Task = { kind: 'prepare-greeting', file };
  return runTask(WORKER, task);
}

/** The key of a backup takes half a second and 128 MiB, the copy as long as the disk. Rejects when it was stopped. */
export function makeBackupApart(
  backup: BackupTask,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Result<BackupMade, BackupFault>> {
  const task: Task = { kind: 'backup', ...backup };
  return runTask(WORKER, task, onProgress, signal);
}

/** A thousand names take half a second to draw and encrypt. Rejects when it was stopped. */
export function printDirectoryApart(
  directory: DirectoryTask,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Result<PrintedIssue, PressFault>> {
  const task: Task = { kind: 'directory', ...directory };
  return runTask(WORKER, task, onProgress, signal);
}
