import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StopRequests } from './stop-requests.ts';

test('what was asked before there is anything to stop is done once there is, in order', () => {
  const asked: { ask?: (isUrgent: boolean) => void } = {};
  const requests = new StopRequests((ask) => {
    asked.ask = ask;
  });
  const stopped: boolean[] = [];
  asked.ask?.(false);
  asked.ask?.(true);
  assert.equal(stopped.length, 0);
  requests.pass((isUrgent) => stopped.push(isUrgent));
  assert.deepEqual(stopped, [false, true]);
  asked.ask?.(true);
  assert.deepEqual(stopped, [false, true, true]);
});
