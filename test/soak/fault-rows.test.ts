import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAULT_ROWS } from './fault-rows.ts';
import { renderFaults, withFaults } from './report.ts';

const ROOT = new URL('../../', import.meta.url);

test('every fault is shown by tests that are there', () => {
  for (const { fault, proofs } of FAULT_ROWS) {
    assert.ok(proofs.length > 0, fault);
    for (const { file, test: name } of proofs) {
      const path = new URL(file, ROOT);
      assert.ok(existsSync(path), `${fault}: ${file}`);
      assert.ok(readFileSync(path, 'utf8').includes(name), `${fault}: ${file} has no "${name}"`);
    }
  }
});

test('docs/operate/reliability.md has the faults as they are here; `npm run soak -- --faults` writes them', () => {
  const page = readFileSync(new URL('docs/operate/reliability.md', ROOT), 'utf8');
  assert.equal(withFaults(page), page);
  assert.ok(page.includes(renderFaults()));
});
