/** The four lines of an error but for its code: what happened, why, and one thing that helps. */
export interface FailureWords {
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}
