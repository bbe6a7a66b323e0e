import type { HeaderField } from '../message/headers.ts';

/** What a check found: an answer and a reason for the journal, never with anything the peer wrote. */
export interface Refusal {
  readonly kind: 'refuse';
  readonly status: number;
  readonly reason: string;
  readonly headers?: readonly HeaderField[];
}

export function refuse(status: number, reason: string, headers?: readonly HeaderField[]): Refusal {
  return headers === undefined
    ? { kind: 'refuse', status, reason }
    : { kind: 'refuse', status, reason, headers };
}
