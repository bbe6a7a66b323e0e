import { fail } from '../../base/result.ts';
import { StoreError } from '../../store/store.ts';
import type { Refusal } from '../console.ts';

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

function storeFailed(error: StoreError) {
  return refuse('store-failed', `The change could not be stored: ${error.message}`, { reason: error.reason });
}

/** For writes that cannot meet another row of the same name. */
export function noConflict() {
  return refuse('store-failed', 'The store holds something else under this name', { reason: 'conflict' });
}

export function numberTaken(number: string) {
  return refuse('number-taken', `Number ${number} is in use`, { number });
}

export function notFound(
  what: 'extension' | 'conference' | 'ban' | 'whitelist-entry' | 'call',
  name: string,
) {
  return refuse('not-found', `There is no ${what} ${name}`, { what, name });
}
