import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Headers } from '../message/headers.ts';
import { SipResponse } from '../message/message.ts';
import { parseRAck, rseqOf } from './reliability.ts';

function response(status: number, fields: Record<string, string>): SipResponse {
  const headers = new Headers(Object.entries(fields).map(([name, value]) => ({ name, value })));
  return new SipResponse(status, '', headers);
}

describe('RAck', () => {
  it('is read with any white space between its parts', () => {
    assert.deepEqual(parseRAck('776656 1 INVITE'), {
      ok: true,
      value: { rseq: 776656, cseq: { number: 1, method: 'INVITE' } },
    });
    assert.ok(parseRAck('4294967295 \t 4294967295  INVITE').ok);
  });

  it('is refused when a part is missing or beyond 32 bits', () => {
    for (const text of ['', '1', '1 INVITE', '1 2', 'x 1 INVITE', '4294967296 1 INVITE', '-1 1 INVITE'])
      assert.equal(parseRAck(text).ok, false, text);
  });
});

describe('a reliable response', () => {
  const reliable = { Require: 'timer, 100REL', RSeq: '42' };

  it('has a number and says that it needs a PRACK', () => {
    assert.equal(rseqOf(response(180, reliable)), 42);
    assert.equal(rseqOf(response(199, reliable)), 42);
  });

  it('is none without the option, without a number, with 0, or when it is 100 or final', () => {
    assert.equal(rseqOf(response(180, { RSeq: '42' })), undefined);
    assert.equal(rseqOf(response(180, { Supported: '100rel', RSeq: '42' })), undefined);
    assert.equal(rseqOf(response(180, { Require: '100rel' })), undefined);
    assert.equal(rseqOf(response(180, { ...reliable, RSeq: '0' })), undefined);
    assert.equal(rseqOf(response(180, { ...reliable, RSeq: '4294967296' })), undefined);
    assert.equal(rseqOf(response(100, reliable)), undefined);
    assert.equal(rseqOf(response(200, reliable)), undefined);
  });
});
