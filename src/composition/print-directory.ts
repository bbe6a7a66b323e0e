import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../base/result.ts';
import { drawList } from '../directory/list/draw-list.ts';
import { encryptPdf } from '../directory/list/encrypt-pdf.ts';
import type { PressFault, PrintedIssue } from '../exchange/directory/press.ts';
import { writeFileWhole } from '../platform/files/files.ts';
import type { DirectoryTask } from './tasks.ts';

/** In the thread of a task: draws, encrypts, and puts the file in its place. */
export async function printDirectory(
  { file, document, secret }: DirectoryTask,
  onProgress: (done: number, total: number) => void,
): Promise<Result<PrintedIssue, PressFault>> {
  const { pdf, pages, undrawable } = await drawList(document, onProgress);
  const encrypted = await encryptPdf(pdf, secret);
  const fault = await writeFileWhole(file, encrypted);
  if (fault !== undefined) return fail(fault === 'ENOSPC' ? 'full' : 'not-written');
  const sha256 = createHash('sha256').update(encrypted).digest('hex');
  return ok({ pages, bytes: encrypted.length, sha256, undrawable });
}
