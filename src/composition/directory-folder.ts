import type { Log } from '../base/log.ts';
import { fail, type Result } from '../base/result.ts';
import type { DirectoryPress, PressFault, PressOrder, PrintedIssue } from '../exchange/directory/press.ts';
import { fileStream, listFiles } from '../platform/files/backup-files.ts';
import { removeFile } from '../platform/files/files.ts';
import { DIRECTORY_FOLDER } from './data-files.ts';
import { printDirectoryApart } from './tasks.ts';

const NAME = /^hamvoip-directory-(\d{1,9})\.pdf(\.partial)?$/;

interface DirectoryFolderParts {
  /** Absolute. */
  readonly dataFolder: string;
  /** The exchange's domain: whose list it is. */
  readonly exchange: string;
  readonly log: Pick<Log, 'warn'>;
}

/** Issues of the directory in the data folder, for their owner only. */
export class DirectoryFolder implements DirectoryPress {
  readonly #parts: DirectoryFolderParts;
  #printing = new AbortController();

  constructor(parts: DirectoryFolderParts) {
    this.#parts = parts;
  }

  async print(
    { password, ownerPassword, ...about }: PressOrder,
    onProgress: (done: number, total: number) => void,
  ): Promise<Result<PrintedIssue, PressFault>> {
    const { exchange, log } = this.#parts;
    const file = this.#pathOf(about.issue);
    this.#printing = new AbortController();
    const order = { file, document: { ...about, exchange }, secret: { password, ownerPassword } };
    try {
      return await printDirectoryApart(order, onProgress, this.#printing.signal);
    } catch (error) {
      await removeFile(`${file}.partial`);
      if (this.#printing.signal.aborted) return fail('stopped');
      log.warn('the directory could not be made', { why: error instanceof Error ? error.name : 'unknown' });
      return fail('broken');
    }
  }

  stop(): void {
    this.#printing.abort();
  }

  fileOf(issue: number): string {
    return `hamvoip-directory-${issue}.pdf`;
  }

  async open(issue: number): Promise<ReadableStream<Uint8Array> | undefined> {
    const isThere = listFiles(this.#folder).some(({ name }) => name === this.fileOf(issue));
    return isThere ? fileStream(this.#pathOf(issue)) : undefined;
  }

  async keepOnly(issues: readonly number[]): Promise<void> {
    const kept = new Set(issues.map((issue) => this.fileOf(issue)));
    for (const { name } of listFiles(this.#folder)) {
      if (!NAME.test(name) || kept.has(name)) continue;
      const why = await removeFile(`${this.#folder}/${name}`);
      if (why !== undefined) this.#parts.log.warn('an old directory could not be removed', { why });
    }
  }

  get #folder(): string {
    return `${this.#parts.dataFolder}/${DIRECTORY_FOLDER}`;
  }

  #pathOf(issue: number): string {
    return `${this.#folder}/${this.fileOf(issue)}`;
  }
}
