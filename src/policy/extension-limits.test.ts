import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allowsEncoding, effectiveLimits, LIMIT_RANGES, NO_LIMITS } from './extension-limits.ts';
import { DEFAULT_LIMITS } from './limits.ts';

describe('the limits of an extension', () => {
  it("are everyone's where it has none of its own", () => {
    const limits = effectiveLimits({ ...NO_LIMITS, contacts: 1 }, DEFAULT_LIMITS);
    assert.equal(limits.contacts, 1);
    assert.equal(limits.calls, DEFAULT_LIMITS.callsPerExtension);
    assert.equal(limits.newCallsPerMinute, DEFAULT_LIMITS.newCallsPerMinute);
    assert.equal(limits.countsReceivedCalls, false);
    assert.equal(limits.codecs, undefined);
    assert.equal(limits.digest, undefined);
  });

  it('hold where the exchange has lifted its own', () => {
    const limits = effectiveLimits({ ...NO_LIMITS, calls: 1 }, undefined);
    assert.equal(limits.calls, 1);
    assert.equal(limits.countsReceivedCalls, true);
    assert.equal(limits.contacts, Number.POSITIVE_INFINITY);
  });

  it('allow the codecs that were named, and keys always', () => {
    const limits = effectiveLimits({ ...NO_LIMITS, codecs: ['G722'] }, undefined);
    const encodings = ['PCMA/8000', 'PCMU/8000', 'G722/8000', 'opus/48000/2', 'telephone-event/48000'];
    assert.deepEqual(
      encodings.filter((encoding) => allowsEncoding(limits, encoding)),
      ['G722/8000', 'telephone-event/48000'],
    );
  });

  it('leave the codecs that fit into the bandwidth', () => {
    const narrow = effectiveLimits({ ...NO_LIMITS, kbitPerS: 79 }, undefined);
    assert.deepEqual([...(narrow.codecs ?? [])], ['opus']);
    assert.equal(effectiveLimits({ ...NO_LIMITS, kbitPerS: 80 }, undefined).codecs, undefined);
    const least = effectiveLimits({ ...NO_LIMITS, kbitPerS: LIMIT_RANGES.kbitPerS.least }, undefined);
    assert.equal(least.codecs?.size, 1);
  });
});
