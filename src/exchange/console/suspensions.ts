import type { Suspendable, SuspensionState } from '../../policy/suspensions.ts';
import type { SuspensionRecord } from '../../store/archives/suspension-archive.ts';
import type { Outcome } from './outcome.ts';

export interface NewSuspension {
  /** Everyone, or extensions and conferences by number. */
  readonly scope: 'all' | readonly string[];
  /** Everything when left out. */
  readonly what?: readonly Suspendable[] | undefined;
  /** Now when left out. */
  readonly fromMs?: number | undefined;
  /** Null and left out: until it is lifted. */
  readonly untilMs?: number | null | undefined;
  /** In place of `untilMs`: counted from the begin. */
  readonly durationMs?: number | undefined;
  /** For administrators only, unless it is shown. */
  readonly reason?: string | undefined;
  readonly reasonShown?: boolean | undefined;
  readonly untilShown?: boolean | undefined;
}

export interface SuspensionChange {
  readonly untilMs?: number | null | undefined;
  readonly reason?: string | null | undefined;
  readonly reasonShown?: boolean | undefined;
  readonly untilShown?: boolean | undefined;
}

export type SuspensionView = SuspensionRecord & { readonly state: SuspensionState };

/** House rule H4: takes the service, or a part of it, away from some or from all, and gives it back. */
export interface SuspensionConsole {
  /** In force and on disk when it is granted: running calls have ended, bindings are gone. */
  suspend(suspension: NewSuspension): Promise<Outcome<SuspensionView>>;
  /** Longer, shorter, or with another reason. */
  change(id: string, change: SuspensionChange): Promise<Outcome<SuspensionView>>;
  lift(id: string): Promise<Outcome<SuspensionView>>;
  /**
   * Lifts whatever was laid on these numbers by name, or with `all` what was laid on everyone. A suspension of more
   * numbers goes on for the others. Gives the suspensions as they are now.
   */
  resume(scope: 'all' | readonly string[]): Promise<Outcome<readonly SuspensionView[]>>;
  /** With the past ones, the newest first. */
  list(): Promise<Outcome<readonly SuspensionView[]>>;
  show(id: string): Promise<Outcome<SuspensionView>>;
}
