import { fail, ok, type Parsed } from '../../base/result.ts';
import { isToken, skipSpace } from '../message/grammar.ts';
import { parseParams } from '../message/params.ts';

/** The Event field of RFC 6665 §8.2.1: what is watched, and which of several subscriptions to it. */
export interface EventHeader {
  /** Event packages are compared in lower case: phones write `Message-Summary`. */
  readonly package: string;
  readonly id: string | undefined;
}

const LONGEST_ID = 64;

export function parseEvent(text: string): Parsed<EventHeader> {
  const semicolon = text.indexOf(';');
  const end = semicolon === -1 ? text.length : semicolon;
  const name = text.slice(skipSpace(text, 0), end).trimEnd();
  if (!isToken(name)) return fail('Event: no package');
  const params = parseParams(text, end);
  if (!params.ok) return fail(`Event: ${params.error}`);
  const id = params.value.get('id');
  if (id !== undefined && (id.length > LONGEST_ID || !isToken(id))) return fail('Event: unreadable id');
  return ok({ package: name.toLowerCase(), id });
}

/** As it has to come back in every NOTIFY (RFC 6665 §4.2.2). */
export function writeEvent({ package: name, id }: EventHeader): string {
  return id === undefined ? name : `${name};id=${id}`;
}
