import type { RadioRecord } from '../../store/archives/radio-archive.ts';

/** The radios of the exchange, by name; changed only after the store. */
export type RadioTable = Map<string, RadioRecord>;

export function radioTable(records: Iterable<RadioRecord> = []): RadioTable {
  return new Map([...records].map((record) => [record.name, record]));
}
