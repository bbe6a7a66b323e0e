import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bestResponse, responseForCaller } from './best-response.ts';

describe('a response of a phone, as the caller is told it', () => {
  it('keeps what concerns the person and hides the rest', () => {
    const told = [486, 488, 603].map(responseForCaller);
    assert.deepEqual(told, [486, 488, 603]);
    assert.deepEqual([600, 606, 607, 608, 415].map(responseForCaller), [486, 488, 603, 603, 488]);
  });

  it('never passes a challenge, a redirection or a trouble of the phone on', () => {
    for (const status of [
      300, 302, 380, 400, 401, 403, 404, 407, 408, 415, 420, 481, 487, 491, 500, 503, 604,
    ]) {
      assert.ok([480, 488].includes(responseForCaller(status)), `${status}`);
    }
  });
});

describe('the best of several (RFC 3261 §16.7)', () => {
  it('is a 6xx before everything', () => {
    assert.equal(bestResponse([480, 486, 603]), 603);
  });

  it('is busy before unreachable, and a 4xx before a 5xx', () => {
    assert.equal(bestResponse([480, 486, 480]), 486);
    assert.equal(bestResponse([503, 480]), 480);
    assert.equal(bestResponse([488, 486]), 486);
  });

  it('is "no common codec" or "no ports" only when all say so', () => {
    assert.equal(bestResponse([488, 488]), 488);
    assert.equal(bestResponse([488, 480]), 480);
    assert.equal(bestResponse([503, 503]), 503);
  });

  it('is unreachable when nobody said anything', () => {
    assert.equal(bestResponse([]), 480);
  });
});
