import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Headers } from '../../sip/message/headers.ts';
import { SipRequest } from '../../sip/message/message.ts';
import { readRefer } from './refer-request.ts';

const OURS = { domain: 'tel.example', hosts: { isOurs: (name: string) => name === '192.0.2.10' } };

function read(referTo: readonly string[], more: readonly (readonly [string, string])[] = []) {
  const headers = new Headers();
  for (const value of referTo) headers.append('refer-to', value);
  for (const [name, value] of more) headers.append(name, value);
  return readRefer(new SipRequest('REFER', 'sip:x@192.0.2.10', headers), OURS);
}

test('a number of ours may be called, by whichever of our names', () => {
  for (const uri of ['sip:302@tel.example', 'sip:302@TEL.example', 'sip:302@192.0.2.10:5060', 'tel:302']) {
    assert.deepEqual(read([`<${uri}>`]), {
      ok: true,
      value: { to: '302', replaces: undefined, isSilent: false },
    });
  }
  const star = read(['<sip:%2A43@tel.example>']);
  assert.equal(star.ok && star.value.to, '*43');
});

test('nothing else may, and nothing else than a call', () => {
  for (const uri of [
    'sip:302@203.0.113.9',
    'sip:302@sip.example.net',
    'sip:tel.example',
    'mailto:jan@example.net',
    'http://192.0.2.10/',
    'sip:302@tel.example;method=BYE',
    'sip:302@tel.example;method=SUBSCRIBE',
  ]) {
    assert.deepEqual(read([`<${uri}>`]), { ok: false, error: 403 }, uri);
  }
});

test('there is one Refer-To, and it can be read', () => {
  for (const values of [[], ['<sip:302@tel.example>', '<sip:303@tel.example>'], ['<302>'], ['']]) {
    assert.deepEqual(read(values), { ok: false, error: 400 }, values.join(' '));
  }
});

test('a phone may ask for silence', () => {
  for (const [value, isSilent] of [
    ['false', true],
    ['False;x=1', true],
    ['true', false],
  ] as const) {
    const refer = read(['<sip:302@tel.example>'], [['refer-sub', value]]);
    assert.equal(refer.ok && refer.value.isSilent, isSilent);
  }
});
