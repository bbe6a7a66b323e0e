import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerStore } from './answer-store.ts';

test('what is kept is a copy, and no other copy touches it', () => {
  const store = new AnswerStore();
  const kept: Uint8Array[] = [];
  for (let index = 0; index < 500; index++) {
    const bytes = Buffer.alloc(index === 250 ? 20_000 : 1 + ((index * 37) % 900), index % 251);
    kept.push(store.keep(bytes));
    bytes.fill(255);
  }
  kept.forEach((bytes, index) => {
    assert.equal(bytes.length, index === 250 ? 20_000 : 1 + ((index * 37) % 900));
    assert.ok(bytes.every((byte) => byte === index % 251));
  });
  store.keep(Buffer.alloc(0));
});
