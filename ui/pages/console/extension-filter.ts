/** Which extensions of the list are meant: by text, by state, or both. */
import type { Extension } from '../../../src/web/contract.ts';
import type { StateName } from '../../components/state.tsx';
import { stateOf } from './extension-state.ts';

/** Names in the address of the list, and of the page for several of them. */
export const TEXT = 'q';
export const STATE = 'toestand';

/** What an extension can be in the list. */
export const LISTED_STATES = [
  'reachable',
  'attention',
  'not-registered',
  'suspended',
] as const satisfies readonly StateName[];

export interface ExtensionFilter {
  readonly text: string;
  /** Undefined: whatever it is. */
  readonly state: StateName | undefined;
}

export function filterOf(query: URLSearchParams): ExtensionFilter {
  const state = query.get(STATE);
  return {
    text: (query.get(TEXT) ?? '').trim(),
    state: LISTED_STATES.find((one) => one === state),
  };
}

export function isEmpty({ text, state }: ExtensionFilter): boolean {
  return text === '' && state === undefined;
}

/** By number, call sign or name; `extentie` is what many write for extension, and finds nothing else. */
export function matches(extension: Extension, { text, state }: ExtensionFilter): boolean {
  const plain = (written: string) => written.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const { number, callsign, name } = extension;
  return (
    (state === undefined || stateOf(extension) === state) &&
    [number, callsign, name].some((written) => plain(written).includes(plain(text)))
  );
}
