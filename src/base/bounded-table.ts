/** A table that strangers can fill, with the bound it has (security SR-39): what is counted is never more than `capacity`. */
export interface BoundedTable {
  /** For metrics, in their style: `failed_attempts`. */
  readonly name: string;
  readonly size: () => number;
  readonly capacity: number;
  /** What happens to a newcomer in a full table: the oldest goes for it, it shares room with others, or it is refused. */
  readonly whenFull: 'oldest-goes' | 'newcomers-share' | 'refused';
}
