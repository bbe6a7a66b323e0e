import type { Random } from '../base/random.ts';
import { readFileBytes, writeFileWhole } from '../platform/files/files.ts';
import { StoreError } from '../store/store.ts';
import { SEAL_KEY_BYTES, TextSeal } from '../store/text-seal.ts';
import { SEAL_KEY_FILE } from './data-files.ts';

/** With the key of this data folder, which is made the first time. Rejects with a `StoreError`. */
export async function openSeal(folder: string, random: Random): Promise<TextSeal> {
  const path = `${folder}/${SEAL_KEY_FILE}`;
  const known = await readFileBytes(path);
  if (known !== undefined && known.length !== SEAL_KEY_BYTES)
    throw new StoreError('broken', `${SEAL_KEY_FILE} is not the key of this data folder`);
  if (known !== undefined) return new TextSeal(known, random);
  const key = random.bytes(SEAL_KEY_BYTES);
  const fault = await writeFileWhole(path, key);
  if (fault !== undefined)
    throw new StoreError(fault === 'ENOSPC' ? 'full' : 'read-only', `${SEAL_KEY_FILE}: ${fault}`);
  return new TextSeal(key, random);
}
