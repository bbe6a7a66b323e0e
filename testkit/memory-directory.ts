import type { Clock } from '../src/base/clock.ts';
import type { Journal } from '../src/base/journal.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { Directory } from '../src/exchange/directory/directory.ts';
import type {
  DirectoryPress,
  PressFault,
  PressOrder,
  PrintedIssue,
} from '../src/exchange/directory/press.ts';
import type { Extensions } from '../src/exchange/tables/directory-tables.ts';
import type { DirectorySnapshot } from '../src/store/directory-store.ts';
import type { Store } from '../src/store/store.ts';
import { SEAL_KEY_BYTES, TextSeal } from '../src/store/text-seal.ts';
import { seededRandom } from './seeded-random.ts';

/** Prints nothing and remembers what it was to print. */
export class MemoryPress implements DirectoryPress {
  readonly orders: PressOrder[] = [];
  readonly files = new Set<number>();
  /** The next issues fail with this. */
  fault: PressFault | undefined;
  /** Issues wait for `finish`. */
  isSlow = false;
  #waiting: (() => void)[] = [];
  #stopped = false;

  async print(
    order: PressOrder,
    onProgress: (done: number, total: number) => void,
  ): Promise<Result<PrintedIssue, PressFault>> {
    this.orders.push(order);
    this.#stopped = false;
    onProgress(1, order.entries.length);
    if (this.isSlow) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#stopped) return fail('stopped');
    if (this.fault !== undefined) return fail(this.fault);
    this.files.add(order.issue);
    return ok({ pages: 1, bytes: 18_000, sha256: 'cd'.repeat(32), undrawable: [] });
  }

  finish(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  stop(): void {
    this.#stopped = true;
    this.finish();
  }

  fileOf(issue: number): string {
    return `extensielijst-${issue}.pdf`;
  }

  async open(issue: number): Promise<ReadableStream<Uint8Array> | undefined> {
    return this.files.has(issue) ? new Blob([`%PDF-2.0 ${issue}`]).stream() : undefined;
  }

  async keepOnly(issues: readonly number[]): Promise<void> {
    for (const issue of this.files) if (!issues.includes(issue)) this.files.delete(issue);
  }
}

export const NEVER_BY_ITSELF = { automaticAt: undefined } as const;
const EMPTY: DirectorySnapshot = { directoryConsents: [], directoryIssues: [] };

export function memorySeal(): TextSeal {
  return new TextSeal(seededRandom(41).bytes(SEAL_KEY_BYTES), seededRandom(42));
}

/** The directory without files. */
export function memoryDirectory(
  parts: { clock: Clock; journal: Journal; store: Store; extensions: Extensions },
  snapshot = EMPTY,
  press: DirectoryPress = new MemoryPress(),
): Directory {
  const random = seededRandom(43);
  const settings = { language: 'nl', ...NEVER_BY_ITSELF } as const;
  return new Directory({ ...parts, random, press, seal: memorySeal(), settings }, snapshot);
}
