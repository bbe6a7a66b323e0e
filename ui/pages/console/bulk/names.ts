/** In the order of the list's choice: what takes most away stands last. */
export const BULK_NAMES = [
  'message',
  'instruction',
  'suspend',
  'resume',
  'limits',
  'letters',
  'csv',
  'remove',
] as const;
export type BulkName = (typeof BULK_NAMES)[number];
