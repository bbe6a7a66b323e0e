import assert from 'node:assert/strict';
import { parseAuthParams } from '../../src/sip/message/auth-params.ts';
import type { SipMessage, SipRequest } from '../../src/sip/message/message.ts';
import { parseMessage } from '../../src/sip/message/parse.ts';
import { createResponse, type ResponseOptions } from '../../src/sip/message/response.ts';
import { sameUri, writeUri } from '../../src/sip/message/uri.ts';
import { writeMessage } from '../../src/sip/message/write.ts';
import { validateRequest, validateResponse } from '../../src/sip/validate/validate.ts';
import { phoneMessages, tortureMessages } from '../corpus.ts';
import type { FuzzTarget } from '../target.ts';

const METHODS = ['REGISTER', 'INVITE', 'SUBSCRIBE', 'REFER', 'MESSAGE', 'PUBLISH', 'NOTIFY', 'BYE'];

/** Parse, validate, read every part, answer, write and read again. */
export const SIP_MESSAGE: FuzzTarget = { name: 'sip-message', seeds: seeds(), run };

function seeds(): Uint8Array[] {
  return [...tortureMessages(), ...phoneMessages(METHODS)];
}

function run(input: Uint8Array): void {
  parseMessage(input, { stream: true });
  const parsed = parseMessage(input);
  if (!parsed.ok) {
    if (parsed.error.request !== undefined) answer(parsed.error.request, parsed.error.status);
    return;
  }
  const message = parsed.value;
  if (message.kind === 'response') {
    if (validateResponse(message).kind === 'valid') readEverything(message);
  } else {
    const verdict = validateRequest(message);
    if (verdict.kind === 'refuse') answer(message, verdict.status, { headers: verdict.headers });
    if (verdict.kind === 'valid') {
      readEverything(message);
      answer(message, 200, { toTag: 'x' });
    }
  }
  writeAgain(message);
}

function answer(request: SipRequest, status: number, options?: ResponseOptions): void {
  writeAgain(createResponse(request, status, options));
}

/** What is written reads as the same fields. It may have outgrown a limit: names are spelled out. */
function writeAgain(message: SipMessage): void {
  const again = parseMessage(writeMessage(message));
  if (!again.ok) {
    assert.equal(again.error.status, 513, again.error.reason);
    return;
  }
  assert.deepEqual(fieldsOf(again.value), fieldsOf(message));
  assert.equal(again.value.body.length, message.body.length);
}

function fieldsOf(message: SipMessage): string[] {
  return message.headers.fields
    .filter(({ name }) => name !== 'content-length')
    .map(({ name, value }) => `${name}:${value.replace(/[\x00-\x20\x7f]+/g, '')}`);
}

function readEverything(message: SipMessage): void {
  const { via, from, to, callId, cseq, contacts } = message;
  assert.ok(via.host !== '' && callId !== '' && cseq.method !== '');
  sameUri(from.uri, to.uri);
  for (const { uri } of [from, to])
    if (uri.host !== '')
      writeUri({ scheme: uri.scheme, user: uri.user, host: uri.host, port: uri.port, params: uri.params });
  if (contacts.ok && contacts.value.kind === 'contacts')
    for (const contact of contacts.value.contacts) sameUri(contact.uri, from.uri);
  for (const name of ['authorization', 'www-authenticate'])
    for (const value of message.headers.all(name)) parseAuthParams(value);
  if (message.kind === 'request') assert.ok(message.uri.ok);
}
