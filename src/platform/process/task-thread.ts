import { parentPort, Worker, workerData } from 'node:worker_threads';

type News<Answer> =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** Once a piece of so much more is done: a large file has thousands of pieces. */
const TELL_EVERY = 1 / 50;

/**
 * Does something heavy and rare in a thread of its own that ends with it, so that neither its time nor its memory is
 * the exchange's. `entry` is a module that calls `serveTask`; task and answer are plain values. Rejects when the
 * thread dies without an answer.
 */
export function runTask<Answer>(
  entry: URL,
  task: unknown,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { name: 'task', workerData: task });
    signal?.addEventListener('abort', () => void worker.terminate(), { once: true });
    worker.on('message', (news: News<Answer>) => {
      if (news.kind === 'answer') resolve(news.answer);
      else onProgress(news.done, news.total);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the thread of a task ended with code ${code}`)));
  });
}

/** For the entry module: works on the task it was started for and answers. */
export async function serveTask<Task, Answer>(
  work: (task: Task, onProgress: (done: number, total: number) => void) => Promise<Answer>,
): Promise<void> {
  let told = 0;
  const tell = (news: News<Answer>): void => parentPort?.postMessage(news);
  const answer = await work(workerData as Task, (done, total) => {
    if (done < total && done - told < total * TELL_EVERY) return;
    told = done;
    tell({ kind: 'progress', done, total });
  });
  tell({ kind: 'answer', answer });
}
