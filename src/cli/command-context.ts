import { join } from 'node:path';
import type { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import { API_PREFIX, ERROR_STATUS, type ErrorCode, problemSchema } from '../web/contract.ts';
import { exitCodeOf, type Failure, startFailureOf } from './failure.ts';
import type { ApiMethod, CliParts } from './parts.ts';
import { printable, type Terminal, WIDTH, wrap } from './terminal.ts';
import type { FailureWords } from './words/failure-words.ts';
import type { Words } from './words/words.ts';

export interface ApiRequest<Answer> {
  readonly method: ApiMethod;
  /** Below the API's prefix, for instance `/extensions`. */
  readonly path: string;
  /** JSON, or the bytes of a WAV file. */
  readonly body?: unknown;
  readonly answer: z.ZodType<Answer>;
}

/** One command while it runs: its language, its exchange, its exit code. */
export class CommandContext {
  readonly words: Words;
  readonly terminal: Terminal;
  readonly loaded: LoadedSettings;
  readonly parts: CliParts;
  readonly json: boolean;
  exitCode = 0;

  constructor(parts: {
    readonly words: Words;
    readonly terminal: Terminal;
    readonly loaded: LoadedSettings;
    readonly parts: CliParts;
    readonly json: boolean;
  }) {
    this.words = parts.words;
    this.terminal = parts.terminal;
    this.loaded = parts.loaded;
    this.parts = parts.parts;
    this.json = parts.json;
  }

  get controlSocket(): string {
    return join(this.loaded.settings.data, 'control.sock');
  }

  /** Asks the running exchange, else the store itself. `running` tells which of the two answered. */
  async ask<Answer>(
    request: ApiRequest<Answer>,
  ): Promise<Result<{ value: Answer; running: boolean }, Failure>> {
    const path = `${API_PREFIX}${request.path}`;
    const answer = await this.parts.controlRequest(this.controlSocket, request.method, path, request.body);
    if (answer !== undefined) return readAnswer(request, answer, true);
    const offline = await this.#askStore(request.method, path, request.body);
    return offline.ok ? readAnswer(request, offline.value, false) : offline;
  }

  /** `ask`, but a failure is told at once and gives undefined. */
  async askOrTell<Answer>(
    request: ApiRequest<Answer>,
  ): Promise<{ value: Answer; running: boolean } | undefined> {
    const answer = await this.ask(request);
    if (answer.ok) return answer.value;
    this.tell(answer.error);
    return undefined;
  }

  /** How another command is written so that it reaches this exchange. */
  command(words: string): string {
    const { origins, texts } = this.loaded;
    return `npx hamvoip ${words}${origins.data === 'flag' ? ` --data ${texts.data}` : ''}`;
  }

  time(iso: string): string {
    return this.words.time(iso, this.parts.timeZone);
  }

  /** Writes what went wrong to stderr and sets the exit code. */
  tell(failure: Failure, said: FailureWords = this.words.failures[failure.code](failure.values)): void {
    this.exitCode = exitCodeOf(failure);
    if (this.json) {
      this.terminal.errorLine(JSON.stringify({ ...failure, ...said }));
      return;
    }
    const { why, todo, code, detail } = this.words.failureLabels;
    const { terminal } = this;
    terminal.errorLine(`${terminal.colour('red', terminal.symbols.bad)} ${printable(said.what)}`);
    const labels = [why, todo, code, ...(failure.detail ? [detail] : [])];
    const width = Math.max(...labels.map((label) => label.length)) + 2;
    const write = (label: string, text: string) => {
      const indent = ' '.repeat(width + 2);
      if (text)
        terminal.errorLine(`  ${label.padEnd(width)}${wrap(printable(text), WIDTH - width - 2, indent)}`);
    };
    write(why, said.why);
    for (const row of failure.rows ?? []) write('', `${this.words.line} ${row.line}: ${this.#rowWords(row)}`);
    write(todo, said.todo);
    if (failure.detail) write(detail, failure.detail);
    write(code, failure.code);
  }

  #rowWords({ code, values }: { readonly code: string; readonly values: Failure['values'] }): string {
    if (!isErrorCode(code)) return code;
    const { what, why } = this.words.failures[code](values);
    return `${what} ${why}`;
  }

  async #askStore(
    method: ApiMethod,
    url: string,
    body: unknown,
  ): Promise<Result<{ readonly status: number; readonly body: unknown }, Failure>> {
    try {
      const opened = await this.parts.openOffline(this.loaded);
      if (!opened.ok) return opened;
      try {
        const answer = await opened.value.api.inject({ method, url, ...contentOf(body) });
        return ok({ status: answer.statusCode, body: parseJson(answer.body) });
      } finally {
        await opened.value.close();
      }
    } catch (error) {
      const failure = startFailureOf(error);
      if (failure) return fail(failure);
      throw error;
    }
  }
}

function readAnswer<Answer>(
  request: ApiRequest<Answer>,
  { status, body }: { readonly status: number; readonly body: unknown },
  running: boolean,
): Result<{ value: Answer; running: boolean }, Failure> {
  if (status >= 200 && status < 300) {
    const read = request.answer.safeParse(body);
    if (read.success) return ok({ value: read.data, running });
  }
  const problem = problemSchema.safeParse(body);
  if (!problem.success || !isErrorCode(problem.data.code))
    return fail({ code: 'answer-unreadable', values: {} });
  const { code, values, errors } = problem.data;
  const rows = errors?.flatMap(({ line, code, values }) =>
    line === undefined ? [] : [{ line, code, values }],
  );
  return fail({ code, values, ...(rows && rows.length > 0 && { rows }) });
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, code);
}

function contentOf(body: unknown): { headers: Record<string, string>; payload?: string | Buffer } {
  if (body === undefined) return { headers: {} };
  if (body instanceof Uint8Array)
    return { headers: { 'content-type': 'audio/wav' }, payload: Buffer.from(body) };
  return { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
