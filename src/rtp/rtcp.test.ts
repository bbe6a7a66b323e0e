import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRtcp, writeRtcp } from './rtcp.ts';

const REPORT = {
  ssrc: 0xdeadbeef,
  fractionLost: 12,
  lost: -3,
  highestSequence: 70_000,
  jitter: 160,
  lastSenderReport: 0x12345678,
  delaySinceSenderReport: 65_536,
};

test('a sender report with description reads back', () => {
  const bytes = writeRtcp({
    ssrc: 7,
    cname: 'abcdefghijklmnop',
    sent: { wallTimeMs: 1_000_000_500, timestamp: 99, packets: 50, payloadBytes: 8000 },
    report: REPORT,
  });
  assert.equal(bytes.length % 4, 0);
  const facts = readRtcp(bytes);
  assert.equal(facts?.senderSsrc, 7);
  assert.equal(facts?.cname, 'abcdefghijklmnop');
  assert.deepEqual(facts?.reports, [REPORT]);
  // The middle of NTP time: seconds since 1900, low half, and half a second.
  assert.equal(facts?.senderReportTime, (((1_000_000 + 2_208_988_800) & 0xffff) * 65_536 + 0x8000) >>> 0);
});

test('a receiver report without anything to report reads back', () => {
  for (const cname of ['a', 'ab', 'abc', 'abcd', 'abcde']) {
    const facts = readRtcp(writeRtcp({ ssrc: 1, cname, sent: undefined, report: undefined }));
    assert.deepEqual(facts, { senderSsrc: 1, senderReportTime: undefined, reports: [], cname, goodbyes: [] });
  }
});

test('a goodbye is read', () => {
  const report = writeRtcp({ ssrc: 1, cname: 'x', sent: undefined, report: undefined });
  const goodbye = Uint8Array.of(0x81, 203, 0, 1, 0, 0, 0, 1);
  assert.deepEqual(readRtcp(Buffer.concat([report, goodbye]))?.goodbyes, [1]);
});

test('refuses what is no compound packet', () => {
  const good = writeRtcp({ ssrc: 1, cname: 'x', sent: undefined, report: REPORT });
  assert.equal(readRtcp(good.subarray(0, good.length - 1)), undefined);
  assert.equal(readRtcp(Uint8Array.of(0x81, 203, 0, 1, 0, 0, 0, 1)), undefined);
  const tooMany = good.slice();
  tooMany[0] = 0x82;
  assert.equal(readRtcp(tooMany), undefined);
});

test('any bytes are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (bytes, plausible) => {
      if (plausible && bytes.length > 4) bytes.set([0x81, 201, 0, Math.floor(bytes.length / 4) - 1]);
      readRtcp(bytes);
    }),
  );
});
