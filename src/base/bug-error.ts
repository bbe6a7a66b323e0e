/** Thrown where only a mistake of ours can lead. Counted where it is caught; never caused by input. */
export class BugError extends Error {
  override name = 'BugError';
}
