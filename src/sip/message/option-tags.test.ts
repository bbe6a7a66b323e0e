import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Headers } from './headers.ts';
import { SipRequest } from './message.ts';
import { requires, supports } from './option-tags.ts';

function invite(name: string, value: string): SipRequest {
  return new SipRequest('INVITE', 'sip:101@hamvoip.example', new Headers([{ name, value }]));
}

test('option tags are found in any case and place, and what is required is supported', () => {
  assert.ok(supports(invite('Supported', 'timer, 100REL ,path'), '100rel'));
  assert.ok(supports(invite('k', '100rel'), '100rel'));
  assert.ok(
    requires(invite('Require', '100rel'), '100rel') && supports(invite('Require', '100rel'), '100rel'),
  );
  assert.equal(requires(invite('Supported', '100rel'), '100rel'), false);
  assert.equal(supports(invite('Supported', '100relx'), '100rel'), false);
});
