import type { Outcome } from './outcome.ts';

/** Who an extension lets watch it: whether it is reachable, and whether it is in a call. */
export interface WatchersView {
  readonly extension: string;
  readonly everyone: boolean;
  /** Numbers of extensions. */
  readonly watchers: readonly string[];
}

/** What is left out stays as it is. */
export interface WatchersChange {
  readonly everyone?: boolean | undefined;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

export interface WatcherConsole {
  show(extension: string): Outcome<WatchersView>;
  /** Who may not watch any more is told so at once. */
  set(extension: string, change: WatchersChange): Promise<Outcome<WatchersView>>;
}
