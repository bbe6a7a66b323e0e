import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numberOf, passwordOf } from '../servers/subscribers.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** SIPp's injection file: caller, his credentials, and who is called (half the extensions further). */
export function injectionFile(extensions: number): string {
  const lines = ['SEQUENTIAL'];
  for (let index = 0; index < extensions; index += 1) {
    const callee = numberOf((index + Math.floor(extensions / 2)) % extensions);
    lines.push(
      `${numberOf(index)};[authentication username=${numberOf(index)} password=${passwordOf(index)}];${callee}`,
    );
  }
  const file = join(temporaryFolder(), `injection-${extensions}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
