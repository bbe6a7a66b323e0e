import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { describe, it } from 'node:test';

const STANDARD_OUTPUT = new URL('./standard-output.ts', import.meta.url).href;
/** More than a pipe or a socket takes while nobody reads. */
const LENGTH = 3_000_000;

function writesMuchAndEnds(): ChildProcessByStdio<null, Readable, null> {
  const program = `
    import { letReadersGo, outputWritten } from ${JSON.stringify(STANDARD_OUTPUT)};
    letReadersGo();
    process.stdout.write('x'.repeat(${LENGTH}) + '.');
    await outputWritten();
    process.exit(7);`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('standard output', () => {
  it('reaches a slow reader whole before the process ends', async () => {
    const child = writesMuchAndEnds();
    let length = 0;
    let last = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      length += text.length;
      last = text;
    });
    const [code] = await once(child, 'close');
    assert.equal(length, LENGTH + 1);
    assert.equal(last.at(-1), '.');
    assert.equal(code, 7);
  });

  it('waits for no reader that has gone', async () => {
    const child = writesMuchAndEnds();
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    assert.equal(code, 7);
  });
});
