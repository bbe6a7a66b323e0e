/** A setting that an administrator changed while the exchange ran. */
export interface ConsoleSettingRecord {
  /** Its key: `ban`. */
  readonly id: string;
  /** As it would be written in a file; sealed where it is a secret. */
  readonly value: string;
  readonly changedAtMs: number;
  readonly changedBy: string;
}
