/** What a page asks the API for, and what comes of it: one way for all pages, so that none takes a failure for nothing. */
import type { z } from 'zod';
import type { PageApi } from '../src/web/contract/pages-bundle.ts';
import { listOf } from '../src/web/contract.ts';
import { problemCode } from './problem-code.ts';

/** There is no such thing. A page that is about it answers with this, and is not there either. */
export interface Missing {
  readonly kind: 'missing';
}

/**
 * It could not be read at this moment, which tells nothing of whether there is any. A page that is about it answers
 * with this: it says so, with 503.
 */
export interface Unknown {
  readonly kind: 'unknown';
  /** Of the problem, as its page of the help is called. */
  readonly code: string;
}

export type Reading<Value> = { readonly kind: 'known'; readonly value: Value } | Missing | Unknown;
/** A list that is not there is none that is empty. */
export type ListReading<Item> = Exclude<Reading<readonly Item[]>, Missing>;

interface Asking {
  readonly api: Pick<PageApi, 'call'>;
}

export async function read<Value>(
  { api }: Asking,
  path: string,
  schema: { parse(body: unknown): Value },
): Promise<Reading<Value>> {
  const { status, body } = await api.call('GET', path);
  if (status === 200) return { kind: 'known', value: schema.parse(body) };
  // What cannot be the name of anything (400) names nothing.
  return status === 404 || status === 400
    ? { kind: 'missing' }
    : { kind: 'unknown', code: problemCode(body) };
}

export async function readList<Item extends z.ZodType>(
  { api }: Asking,
  path: string,
  item: Item,
): Promise<ListReading<z.output<Item>>> {
  const { status, body } = await api.call('GET', path);
  if (status === 200) return { kind: 'known', value: listOf(item).parse(body).items };
  return { kind: 'unknown', code: problemCode(body) };
}

export function mapped<From, To>(reading: Reading<From>, to: (value: From) => To): Reading<To> {
  return reading.kind === 'known' ? { kind: 'known', value: to(reading.value) } : reading;
}

/** For what a page does without: everything else says that it is not known. */
export function knownOf<Value>(reading: Reading<Value>): Value | undefined {
  return reading.kind === 'known' ? reading.value : undefined;
}
