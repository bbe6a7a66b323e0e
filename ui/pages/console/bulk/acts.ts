import type { BulkAct } from './bulk-act.ts';
import { csv } from './csv.ts';
import { letters } from './letters.tsx';
import { limits } from './limits.tsx';
import type { BulkName } from './names.ts';
import { remove } from './remove.tsx';
import { resume, suspend } from './suspend.tsx';
import { instruction, message } from './write.tsx';

export const BULK_ACTS: Readonly<Record<BulkName, BulkAct>> = {
  message,
  instruction,
  suspend,
  resume,
  limits,
  letters,
  csv,
  remove,
};
