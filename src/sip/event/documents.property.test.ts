import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeDialogInfo } from './dialog-info.ts';
import { ACTIVITIES, parsePresence, writePresence } from './presence-document.ts';
import { readXml } from './read-xml.ts';
import { writeRegistrationInfo } from './registration-info.ts';
import { element, writeXml } from './xml.ts';

const RUNS = { numRuns: 300, seed: 20_261_126 };

/** Anything at all, markup and what XML has no place for among it. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\0', '\u0085', '\ufffe', '\ud800', ' ', '\n'),
  }),
);

/** Every element of a document we wrote, as its names joined and its text; throws when it is not well-formed. */
function reread(document: Uint8Array): [string, string][] {
  const elements: [string, string][] = [];
  const read = readXml(document, {
    onElement: (path, text) => elements.push([path.map((step) => step.split(' ')[1]).join('/'), text]),
  });
  assert.ok(read.ok, read.ok ? '' : `${read.error} in ${Buffer.from(document).toString()}`);
  return elements;
}

/** What of a text XML 1.0 §2.2 can hold. */
function holdable(text: string): string {
  return [...text.toWellFormed()]
    .filter((character) => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(character))
    .join('');
}

test('whatever text goes into a document comes out of it as text, never as markup', () => {
  fc.assert(
    fc.property(anything, anything, (text, value) => {
      assert.deepEqual(reread(writeXml(element('a', { b: value }, text))), [['a', holdable(text)]]);
    }),
    RUNS,
  );
});

test('every dialog document is well-formed and holds what it was written from', () => {
  const dialog = fc.record({
    id: anything,
    direction: fc.constantFrom('initiator' as const, 'recipient' as const),
    state: fc.constantFrom('trying', 'proceeding', 'early', 'confirmed', 'terminated'),
    remote: fc.option(anything, { nil: undefined }),
  });
  fc.assert(
    fc.property(anything, fc.nat(), fc.array(dialog, { maxLength: 5 }), (entity, version, dialogs) => {
      const elements = reread(writeDialogInfo({ entity, version, dialogs }));
      const of = (name: string): string[] =>
        elements.flatMap(([path, text]) => (path === name ? [text] : []));
      assert.deepEqual(
        of('dialog-info/dialog/state'),
        dialogs.map(({ state }) => state),
      );
      assert.deepEqual(
        of('dialog-info/dialog/remote/identity'),
        dialogs.flatMap(({ remote }) => (remote === undefined ? [] : [holdable(remote)])),
      );
    }),
    RUNS,
  );
});

test('every registration document is well-formed and holds what it was written from', () => {
  const contact = fc.record({ id: anything, uri: anything, expiresS: fc.nat() });
  fc.assert(
    fc.property(anything, fc.array(contact, { maxLength: 5 }), (aor, contacts) => {
      const elements = reread(writeRegistrationInfo({ aor, id: 'r', version: 3, contacts }));
      assert.deepEqual(
        elements.flatMap(([path, text]) => (path === 'reginfo/registration/contact/uri' ? [text] : [])),
        contacts.map(({ uri }) => holdable(uri)),
      );
    }),
    RUNS,
  );
});

test('a presence document that we wrote reads as the state it was written from', () => {
  fc.assert(
    fc.property(
      anything,
      anything,
      fc.record(
        {
          basic: fc.constantFrom('open' as const, 'closed' as const),
          activity: fc.option(fc.constantFrom(...ACTIVITIES), { nil: undefined }),
        },
        { noNullPrototype: true },
      ),
      (entity, id, state) => {
        const document = writePresence(entity, id, state);
        reread(document);
        const parsed = parsePresence(document);
        assert.deepEqual(parsed.ok && parsed.value, state);
      },
    ),
    RUNS,
  );
});

test('whatever a phone publishes is read or refused, never thrown at', () => {
  const fragment = fc.constantFrom(
    '<?xml version="1.0"?>',
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:1@x">',
    '<tuple id="a"><status><basic>closed</basic></status></tuple>',
    '<!DOCTYPE presence [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<note>&b;</note>',
    '<x:y/>',
    '</presence>',
    '<![CDATA[',
    '&#x0;',
    '<a '.repeat(40),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(fragment, fc.string({ unit: 'binary' })), { maxLength: 10 }), (parts) => {
      const parsed = parsePresence(Buffer.from(parts.join('')));
      assert.equal(typeof parsed.ok, 'boolean');
    }),
    RUNS,
  );
});
