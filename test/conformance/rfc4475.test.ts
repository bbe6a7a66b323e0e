import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { parseMessage } from '../../src/sip/message/parse.ts';
import { createResponse } from '../../src/sip/message/response.ts';
import { writeMessage } from '../../src/sip/message/write.ts';
import { validateRequest, validateResponse } from '../../src/sip/validate/validate.ts';
import { bytesOf, isAcceptable, isPreferred, tortureMessages } from './torture-vectors.ts';

const MESSAGES = tortureMessages('rfc4475');

/** What these two layers do with a datagram; `authenticate` is what the layers above answer to a stranger. */
type Treatment = { kind: 'silence' } | { kind: 'answer'; status: number } | { kind: 'authenticate' };

function treat(bytes: Uint8Array): Treatment {
  const parsed = parseMessage(bytes);
  if (!parsed.ok) {
    const { request, status } = parsed.error;
    if (request === undefined) return { kind: 'silence' };
    return { kind: 'answer', status: writeAndReadBack(createResponse(request, status)) };
  }
  if (parsed.value.kind === 'response') {
    validateResponse(parsed.value);
    return { kind: 'silence' };
  }
  const verdict = validateRequest(parsed.value);
  if (verdict.kind === 'drop') return { kind: 'silence' };
  if (verdict.kind === 'valid') return { kind: 'authenticate' };
  const response = createResponse(parsed.value, verdict.status, { headers: verdict.headers });
  return { kind: 'answer', status: writeAndReadBack(response) };
}

/** The status of an answer as its receiver reads it. */
function writeAndReadBack(response: ReturnType<typeof createResponse>): number {
  const parsed = parseMessage(writeMessage(response));
  assert.ok(parsed.ok && parsed.value.kind === 'response');
  return parsed.value.status;
}

/** What a stranger sees of it. */
function statusOf(treatment: Treatment): number | undefined {
  if (treatment.kind === 'silence') return undefined;
  return treatment.kind === 'answer' ? treatment.status : 401;
}

test('the vectors are all 49 messages of RFC 4475, byte for byte', () => {
  assert.equal(MESSAGES.length, 49);
  for (const message of MESSAGES) {
    const hash = createHash('sha256').update(bytesOf('rfc4475', message)).digest('hex');
    assert.equal(hash, message.sha256, message.file);
  }
});

for (const message of MESSAGES) {
  test(`RFC 4475 §${message.section} ${message.title} (${message.file}) is treated acceptably`, () => {
    const treatment = treat(bytesOf('rfc4475', message));
    assert.ok(isAcceptable(message, statusOf(treatment)), JSON.stringify(treatment));
  });
}

test('at least 45 of the 49 messages get the treatment RFC 4475 describes', () => {
  const others = MESSAGES.filter(
    (message) => !isPreferred(message, statusOf(treat(bytesOf('rfc4475', message)))),
  );
  assert.ok(MESSAGES.length - others.length >= 45, others.map(({ file }) => file).join());
});
