import { problemSchema } from '../src/web/contract.ts';

/** What the API's refusal is called; `unknown` for an answer that is no problem (RFC 9457). */
export function problemCode(body: unknown): string {
  const { success, data } = problemSchema.safeParse(body);
  return success ? data.code : 'unknown';
}
