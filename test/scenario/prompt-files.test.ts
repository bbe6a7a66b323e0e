/** A club's own recordings, on real files and in a real thread. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { PromptFiles } from '../../src/composition/prompt-files.ts';
import type { PromptId } from '../../src/media/prompts/prompt.ts';
import { readWav, writeAlawWav } from '../../src/media/prompts/wav.ts';
import { tone } from '../../testkit/tone-prompts.ts';

const OWN = writeAlawWav({ rate: 8_000, samples: tone(440, 2, 8_000) });

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'hamvoip-prompts-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

function open(data: string, complaints: string[] = []): Promise<PromptFiles> {
  const note = (message: string): number => complaints.push(message);
  return PromptFiles.open(data, { warn: note, error: note });
}

test('every recording of the program is there, with its words and its length', async (t) => {
  const complaints: string[] = [];
  const prompts = await open(folder(t), complaints);
  assert.deepEqual(complaints, []);
  assert.equal(prompts.all.size, prompts.list().length);
  for (const { words, seconds, isOwn } of prompts.list()) {
    assert.ok(words.length > 0 && seconds > 0.3);
    assert.equal(isOwn, false);
  }
});

test('a club’s own recording is levelled, said from now on, and there after a restart', async (t) => {
  const data = folder(t);
  const prompts = await open(data);
  const said: [PromptId, number][] = [];
  prompts.onChange = (id, file) => said.push([id, file.length]);
  const replaced = await prompts.replace('nl/emergency', OWN);
  assert.ok(replaced.ok);
  assert.deepEqual([replaced.value.isOwn, replaced.value.seconds], [true, 2]);
  const file = join(data, 'prompts/nl/emergency.wav');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(said, [['nl/emergency', statSync(file).size]]);
  const again = await open(data);
  const [before, after] = [prompts.read('nl/emergency'), again.read('nl/emergency')];
  assert.ok(before && after && Buffer.from(before).equals(after));
  const sound = readWav(again.read('nl/emergency') ?? new Uint8Array());
  assert.equal(sound.ok && sound.value.rate, 16_000);

  assert.ok((await again.reset('nl/emergency')).ok);
  assert.equal(existsSync(file), false);
  assert.equal(
    again.list().some(({ isOwn }) => isOwn),
    false,
  );
});

test('a recording that cannot be used changes nothing', async (t) => {
  const data = folder(t);
  const prompts = await open(data);
  const refused = await prompts.replace('nl/emergency', Buffer.from('OggS'));
  assert.deepEqual(refused, { ok: false, error: { reason: 'not-wav' } });
  assert.equal(existsSync(join(data, 'prompts')), false);
});

test('a disk that does not take it is told of', async (t) => {
  const data = folder(t);
  writeFileSync(join(data, 'prompts'), 'in the way');
  const prompts = await open(data, []);
  const refused = await prompts.replace('nl/emergency', OWN);
  assert.equal(refused.ok, false);
  assert.equal(refused.ok ? '' : refused.error.reason, 'not-written');
  assert.equal(
    prompts.list().some(({ isOwn }) => isOwn),
    false,
  );
});

test('a file that was put there by hand and cannot be read is passed over, and told of', async (t) => {
  const data = folder(t);
  mkdirSync(join(data, 'prompts/nl'), { recursive: true });
  writeFileSync(join(data, 'prompts/nl/emergency.wav'), 'hello');
  const complaints: string[] = [];
  const prompts = await open(data, complaints);
  assert.equal(complaints.length, 1);
  assert.ok(readWav(prompts.read('nl/emergency') ?? new Uint8Array()).ok);
});
