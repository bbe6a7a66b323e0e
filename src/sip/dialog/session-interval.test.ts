import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Headers } from '../message/headers.ts';
import { SipRequest, SipResponse } from '../message/message.ts';
import {
  agreedInterval,
  answerInterval,
  intervalRefusal,
  parseSessionExpires,
  withLongerInterval,
} from './session-interval.ts';

type Fields = Readonly<Record<string, string>>;

function headersOf(fields: Fields): Headers {
  return new Headers(Object.entries(fields).map(([name, value]) => ({ name, value })));
}

function invite(fields: Fields): SipRequest {
  return new SipRequest('INVITE', 'sip:101@hamvoip.example', headersOf({ CSeq: '7 INVITE', ...fields }));
}

function answer(status: number, fields: Fields): SipResponse {
  return new SipResponse(status, '', headersOf(fields));
}

const KNOWS = { Supported: 'timer' };

describe('Session-Expires', () => {
  it('is a number of seconds and who refreshes', () => {
    assert.deepEqual(parseSessionExpires('1800;refresher=UAC'), {
      ok: true,
      value: { intervalS: 1800, refresher: 'uac' },
    });
    assert.deepEqual(parseSessionExpires(' 90 '), {
      ok: true,
      value: { intervalS: 90, refresher: undefined },
    });
    assert.deepEqual(parseSessionExpires('90;x=y;refresher=proxy'), {
      ok: true,
      value: { intervalS: 90, refresher: undefined },
    });
    for (const text of ['', 'soon', '-1', '4294967296', '90;;'])
      assert.equal(parseSessionExpires(text).ok, false, text);
  });
});

describe('the answer to a phone that asks (RFC 4028 §9)', () => {
  const headerOf = (fields: Fields): string | undefined =>
    answerInterval(invite(fields))?.headers.find(({ name }) => name === 'session-expires')?.value;

  it('is none for one that knows no session timers', () => {
    assert.equal(answerInterval(invite({})), undefined);
    assert.equal(answerInterval(invite({ 'Session-Expires': '300' })), undefined);
  });

  it('offers half an hour to one that names no interval, and we refresh', () => {
    assert.equal(headerOf(KNOWS), '1800;refresher=uas');
    assert.equal(answerInterval(invite(KNOWS))?.interval.weRefresh, true);
  });

  it('never gives more than was asked for, nor less than the least on the way', () => {
    assert.equal(headerOf({ ...KNOWS, 'Session-Expires': '300' }), '300;refresher=uas');
    assert.equal(headerOf({ ...KNOWS, 'Session-Expires': '7200' }), '1800;refresher=uas');
    assert.equal(headerOf({ ...KNOWS, 'Session-Expires': '7200', 'Min-SE': '3600' }), '3600;refresher=uas');
  });

  it('leaves the refreshing to a phone that wants it, and tells it to know the extension', () => {
    const given = answerInterval(invite({ ...KNOWS, 'Session-Expires': '300;refresher=uac' }));
    assert.deepEqual(given?.headers, [
      { name: 'session-expires', value: '300;refresher=uac' },
      { name: 'require', value: 'timer' },
    ]);
    assert.equal(given?.interval.weRefresh, false);
  });

  it('is none for a phone that insists on more than a day', () => {
    assert.equal(answerInterval(invite({ ...KNOWS, 'Min-SE': '86401' })), undefined);
  });

  it('is a refusal when the interval is too short, unless the phone would not understand it', () => {
    const short = { 'Session-Expires': '89' };
    assert.deepEqual(intervalRefusal(invite({ ...KNOWS, ...short })), { name: 'min-se', value: '90' });
    assert.equal(intervalRefusal(invite(short)), undefined);
    assert.equal(intervalRefusal(invite({ ...KNOWS, 'Session-Expires': '90' })), undefined);
    assert.equal(intervalRefusal(invite({ ...KNOWS, 'Session-Expires': 'soon' })), undefined);
  });
});

describe('what a 2xx says to us (RFC 4028 §7.2)', () => {
  it('is the interval and whether we refresh', () => {
    assert.deepEqual(agreedInterval(answer(200, { 'Session-Expires': '120;refresher=uac' })), {
      intervalS: 120,
      weRefresh: true,
    });
    assert.deepEqual(agreedInterval(answer(200, { 'Session-Expires': '120;refresher=uas' })), {
      intervalS: 120,
      weRefresh: false,
    });
  });

  it('is no timer when it says nothing or something absurd, and never a frantic one', () => {
    assert.equal(agreedInterval(answer(200, {})), undefined);
    assert.equal(agreedInterval(answer(200, { 'Session-Expires': '4294967295' })), undefined);
    assert.equal(agreedInterval(answer(200, { 'Session-Expires': '1' }))?.intervalS, 90);
  });
});

describe('the INVITE after a 422', () => {
  const first = invite({ 'Session-Expires': '1800', 'Call-ID': 'a' });

  it('is the same with the next number and the longer interval', () => {
    const second = withLongerInterval(first, answer(422, { 'Min-SE': '3600' }));
    assert.equal(second?.headers.get('cseq'), '8 INVITE');
    assert.equal(second?.headers.get('session-expires'), '3600');
    assert.equal(second?.headers.get('min-se'), '3600');
    assert.equal(second?.callId, 'a');
    assert.equal(first.headers.get('session-expires'), '1800', 'the first is left as it was');
  });

  it('asks for no timer when the other side wants an absurd one', () => {
    const second = withLongerInterval(first, answer(422, { 'Min-SE': '4294967295' }));
    assert.equal(second?.headers.has('session-expires'), false);
  });

  it('is none when the 422 asks for nothing new', () => {
    assert.equal(withLongerInterval(first, answer(422, {})), undefined);
    assert.equal(withLongerInterval(first, answer(422, { 'Min-SE': '1800' })), undefined);
  });
});
