import { fail } from '../../base/result.ts';
import type { PromptFault } from '../../media/prompts/prepare-prompt.ts';
import { StoreError } from '../../store/store.ts';
import type { Refusal } from '../console/outcome.ts';

export function refuse(
  code: Refusal['code'],
  message: string,
  detail: Refusal['detail'] = {},
): { readonly ok: false; readonly error: Refusal } {
  return fail({ code, message, detail });
}

/** The store's refusal as a value; anything else that was thrown is a mistake of ours and goes on. */
export async function stored(
  write: Promise<void>,
  onConflict: () => { readonly ok: false; readonly error: Refusal },
): Promise<
  { readonly ok: true; readonly value: undefined } | { readonly ok: false; readonly error: Refusal }
> {
  try {
    await write;
    return { ok: true, value: undefined };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.reason === 'conflict') return onConflict();
    return storeFailed(error);
  }
}

/** What was asked of the store, or its refusal as a value. */
export async function fetched<T>(
  reading: Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refusal }> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return refuse('store-unread', `The store could not be read: ${error.message}`, { reason: error.reason });
  }
}

function storeFailed(error: StoreError) {
  return refuse('store-failed', `The change could not be stored: ${error.message}`, { reason: error.reason });
}

/** For writes that cannot meet another row of the same name. */
export function noConflict() {
  return refuse('store-failed', 'The store holds something else under this name', { reason: 'conflict' });
}

export function refusedRecording({ reason, seconds, levelDb }: PromptFault) {
  return refuse('recording-invalid', `This recording cannot be used: ${reason}`, {
    reason,
    ...(seconds !== undefined && { seconds }),
    ...(levelDb !== undefined && { levelDb }),
  });
}

export function tooMany(retryAfterSeconds: number) {
  return refuse('too-many-requests', 'There were too many tries', { retryAfterSeconds });
}

export function numberTaken(number: string) {
  return refuse('number-taken', `Number ${number} is in use`, { number });
}

export function notFound(
  what:
    | 'extension'
    | 'conference'
    | 'participant'
    | 'radio'
    | 'suspension'
    | 'ban'
    | 'whitelist-entry'
    | 'whitelist-request'
    | 'trace'
    | 'token'
    | 'administrator'
    | 'session'
    | 'passkey'
    | 'voice-message'
    | 'greeting'
    | 'phone'
    | 'application'
    | 'incident'
    | 'page'
    | 'page-version'
    | 'page-draft'
    | 'message'
    | 'reply'
    | 'instruction'
    | 'template'
    | 'prompt'
    | 'backup'
    | 'certificate'
    | 'directory-issue'
    | 'directory-build'
    | 'handover'
    | 'call',
  name: string,
) {
  return refuse('not-found', `There is no ${what} ${name}`, { what, name });
}
