import type { Found } from '../../web/contract/search.ts';

export type SearchCommand = 'search';
export type SearchArgument = 'wanted';

/** What is said about what somebody looked for. */
export interface SearchWords {
  readonly commands: Readonly<Record<SearchCommand, string>>;
  readonly arguments: Readonly<Record<SearchArgument, string>>;
  readonly none: (wanted: string) => string;
  readonly columns: Readonly<Record<'kind' | 'what' | 'detail' | 'when', string>>;
  /** One of a kind. */
  readonly kinds: Readonly<Record<Found['kind'], string>>;
  readonly everyone: string;
  readonly messageStates: Readonly<Record<'draft' | 'sent' | 'retracted', string>>;
  readonly more: string;
  /** What could not be looked through, by its kinds. */
  readonly unknown: (kinds: string) => string;
}
