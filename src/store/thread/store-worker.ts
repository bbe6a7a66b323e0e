/** The store's own thread: opens the file it is told and does what is asked, in the order of asking. */
import { parentPort, workerData } from 'node:worker_threads';
import { BugError } from '../../base/bug-error.ts';
import { toStoreError } from '../sqlite-errors.ts';
import { openSqliteStore, type SqliteStore } from '../sqlite-store.ts';
import type { Failure, Operation, Report, Request } from './store-protocol.ts';

const { path, nowMs } = workerData as { readonly path: string; readonly nowMs: number };
const port = parentPort;
if (!port) throw new BugError('store-worker.ts runs in a worker thread');

let now = nowMs;
const report = (message: Report): void => port.postMessage(message);

function failureOf(error: unknown): Failure {
  const { reason, message } = toStoreError(error);
  return { reason, message };
}

function begin(store: SqliteStore, operation: Operation, argument: unknown): Promise<unknown> {
  const method = store[operation] as (argument: unknown) => Promise<unknown>;
  return method.call(store, argument);
}

function serve(store: SqliteStore): void {
  port?.on('message', (request: Request) => {
    if (request.kind === 'close') {
      void store.close().finally(() => port?.close());
      return;
    }
    const { id, operation, argument } = request;
    now = request.nowMs;
    begin(store, operation, operation === 'commitBindings' ? JSON.parse(String(argument)) : argument).then(
      (value) => report({ kind: 'done', id, value }),
      (error: unknown) => report({ kind: 'failed', id, failure: failureOf(error) }),
    );
  });
}

try {
  serve(await openSqliteStore(path, { wallTime: () => now }));
  report({ kind: 'opened' });
} catch (error) {
  report({ kind: 'not-opened', failure: failureOf(error) });
  port.close();
}
