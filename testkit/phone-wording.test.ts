import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_MODELS } from './personalities/all-models.ts';
import { type Personality, WELL_BEHAVED } from './phone-personality.ts';
import { furtherFields, wordMessage, wordParty, wordTo, wordToken } from './phone-wording.ts';
import { seededRandom } from './seeded-random.ts';
import { type Field, field, readMessage } from './wire.ts';

const like = (habits: Partial<Personality>): Personality => ({ ...WELL_BEHAVED, ...habits });

const HEADERS: readonly Field[] = [
  ['Via', 'SIP/2.0/UDP 192.0.2.1'],
  ['From', '<sip:100@hamvoip.example>;tag=1'],
  ['Subject', 'x'],
];

function linesOf(habits: Partial<Personality>): string[] {
  const text = Buffer.from(wordMessage(like(habits), 'OPTIONS sip:x SIP/2.0', HEADERS, 'body'));
  return text.toString('latin1').split('\r\n');
}

test('headers stand in the order of the phone, what has no place before the last', () => {
  assert.deepEqual(linesOf({ headerOrder: ['From', 'Content-Length', 'Via'] }), [
    'OPTIONS sip:x SIP/2.0',
    'From: <sip:100@hamvoip.example>;tag=1',
    'Content-Length: 4',
    'Subject: x',
    'Via: SIP/2.0/UDP 192.0.2.1',
    '',
    'body',
  ]);
});

test('names are compact where the phone writes them so, and lines as it spells them', () => {
  const writeLine = (name: string, value: string): string => `${name} :  ${value}`;
  assert.deepEqual(linesOf({ compactHeaders: ['Via'], writeLine }).slice(1, 3), [
    'v :  SIP/2.0/UDP 192.0.2.1',
    'From :  <sip:100@hamvoip.example>;tag=1',
  ]);
});

test('further fields come by method, and none twice', () => {
  const habits = like({
    supported: 'timer',
    extraHeaders: { '*': [['Subject', 'y']], INVITE: [['Expires', '240']] },
  });
  assert.deepEqual(furtherFields(habits, 'INVITE', HEADERS), [
    ['Expires', '240'],
    ['Supported', 'timer'],
  ]);
});

test('names go without quotes and To without brackets where the phone leaves them out', () => {
  const uri = 'sip:101@hamvoip.example';
  assert.equal(
    wordParty(like({ quotesName: false }), uri, { name: 'Old Phone', tag: 't' }),
    `Old Phone <${uri}>;tag=t`,
  );
  assert.equal(wordTo(like({ toForm: 'bare' }), uri), uri);
  assert.equal(wordTo(like({ toForm: 'parameters outside' }), `${uri};user=phone`), `<${uri}>;user=phone`);
  assert.equal(wordTo(like({ toForm: 'bare' }), `${uri};user=phone`), `<${uri};user=phone>`);
});

test('tokens follow their pattern', () => {
  const self = { address: '192.168.1.20', number: '100' };
  const token = wordToken('z9hG4bK{x4}-{X4}-{d4}-{a4}_{n}@{ip}', seededRandom(1), self);
  assert.match(token, /^z9hG4bK[0-9a-f]{4}-[0-9A-F]{4}-\d{4}-[a-z2-7]{4}_100@192\.168\.1\.20$/);
});

for (const { name, personality } of ALL_MODELS) {
  test(`what a ${name} writes can be read`, () => {
    const message = readMessage(wordMessage(like(personality), 'OPTIONS sip:x SIP/2.0', HEADERS, 'body'));
    assert.equal(message && field(message, 'content-length'), '4');
    assert.equal(message && field(message, 'from'), '<sip:100@hamvoip.example>;tag=1');
  });
}
