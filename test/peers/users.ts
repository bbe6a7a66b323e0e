import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from './installation.ts';

export interface User {
  readonly number: string;
  readonly callsign: string;
  readonly password: string;
}

/** Makes extensions 2000, 2001, ... with `extension import`. */
export async function importUsers(installation: Installation, count: number): Promise<readonly User[]> {
  const users = Array.from({ length: count }, (_, index) => makeUser(index));
  const file = join(installation.data, 'users.csv');
  const rows = users.map(({ number, callsign, password }) => `${number},${callsign},Holder,,${password}`);
  await writeFile(file, `number,callsign,name,email,password\n${rows.join('\n')}\n`);
  await installation.hamvoip('extension', 'import', file);
  return users;
}

function makeUser(index: number): User {
  const letter = (place: number): string => String.fromCharCode(65 + (Math.floor(index / 26 ** place) % 26));
  const number = `${2000 + index}`;
  return { number, callsign: `PX0${letter(2)}${letter(1)}${letter(0)}`, password: `secret-of-${number}` };
}
