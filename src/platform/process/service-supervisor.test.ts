import assert from 'node:assert/strict';
import { fstatSync } from 'node:fs';
import { it } from 'node:test';
import { runsAsService } from './service-supervisor.ts';

it('is a service when its output goes to the journal, not when an ancestor was one', () => {
  const { dev, ino } = fstatSync(2);
  assert.equal(runsAsService({ JOURNAL_STREAM: `${dev}:${ino}` }), true);
  assert.equal(runsAsService({ JOURNAL_STREAM: '1:2', INVOCATION_ID: 'x' }), false);
  assert.equal(runsAsService({}), false);
});
