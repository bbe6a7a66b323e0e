import type { Mend } from '../cli/doctor/mends.ts';
import type { Settings } from '../config/settings.ts';
import { filesOpenToOthers } from '../platform/machine/machine.ts';
import { closeToOthers, workOffJournal } from '../platform/machine/mends.ts';
import { DATABASE_FILE, SELF_MADE_CERTIFICATE, WORKING_COPY } from './data-files.ts';

/** Of the data folder, as the exchange makes them itself; whatever else lies there was put there by someone. */
const OWN_FILES = new Set([
  DATABASE_FILE,
  `${DATABASE_FILE}-wal`,
  `${DATABASE_FILE}-shm`,
  SELF_MADE_CERTIFICATE,
  'lock',
  'pid',
]);

/** What `doctor --fix` does: only what nobody can have wanted otherwise. */
export function mendMachine({ data }: Settings, mend: Mend): boolean {
  switch (mend) {
    case 'SYS-005':
      return closeToOthers(data);
    case 'SYS-006': {
      const open = filesOpenToOthers(data);
      const own = open.filter((name) => OWN_FILES.has(name) || WORKING_COPY.test(name));
      const closed = own.filter((name) => closeToOthers(`${data}/${name}`));
      return closed.length === open.length;
    }
    case 'SYS-008':
      return workOffJournal(`${data}/${DATABASE_FILE}`);
  }
}
