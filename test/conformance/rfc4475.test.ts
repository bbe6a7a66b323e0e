import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseMessage } from '../../src/sip/message/parse.ts';
import { createResponse } from '../../src/sip/message/response.ts';
import { writeMessage } from '../../src/sip/message/write.ts';
import { validateRequest, validateResponse } from '../../src/sip/validate/validate.ts';

interface TortureMessage {
  readonly file: string;
  readonly section: string;
  readonly title: string;
  readonly sha256: string;
  readonly acceptable: readonly number[];
  readonly preferred: readonly number[];
  readonly silenceAcceptable: boolean;
}

const FOLDER = new URL('../vectors/rfc4475/', import.meta.url);
const { messages } = JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8')) as {
  messages: TortureMessage[];
};

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

function isAcceptable(message: TortureMessage, treatment: Treatment): boolean {
  if (treatment.kind === 'silence') return message.silenceAcceptable;
  return message.acceptable.includes(treatment.kind === 'answer' ? treatment.status : 401);
}

function isPreferred(message: TortureMessage, treatment: Treatment): boolean {
  if (!isAcceptable(message, treatment)) return false;
  if (message.preferred.length === 0) return true;
  if (treatment.kind === 'silence') return false;
  return message.preferred.includes(treatment.kind === 'answer' ? treatment.status : 401);
}

test('the vectors are all 49 messages of RFC 4475, byte for byte', () => {
  assert.equal(messages.length, 49);
  for (const { file, sha256 } of messages) {
    const bytes = readFileSync(new URL(file, FOLDER));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, file);
  }
});

for (const message of messages) {
  test(`RFC 4475 §${message.section} ${message.title} (${message.file}) is treated acceptably`, () => {
    const treatment = treat(readFileSync(new URL(message.file, FOLDER)));
    assert.ok(isAcceptable(message, treatment), JSON.stringify(treatment));
  });
}

test('at least 45 of the 49 messages get the treatment RFC 4475 describes', () => {
  const others = messages.filter((message) => {
    return !isPreferred(message, treat(readFileSync(new URL(message.file, FOLDER))));
  });
  const list = others.map(
    (message) => `${message.file}: ${JSON.stringify(treat(readFileSync(new URL(message.file, FOLDER))))}`,
  );
  assert.ok(messages.length - others.length >= 45, list.join('\n'));
});
