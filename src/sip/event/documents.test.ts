import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Headers } from '../message/headers.ts';
import { SipRequest } from '../message/message.ts';
import { writeDialogInfo } from './dialog-info.ts';
import { parseEvent, writeEvent } from './event-header.ts';
import { grantExpiry } from './expiry.ts';
import { writeMessageSummary } from './message-summary.ts';
import { parsePresence } from './presence-document.ts';

function text(document: Uint8Array): string {
  return Buffer.from(document).toString('utf8');
}

test('a dialog document names the other end only when it was given', () => {
  const document = writeDialogInfo({
    entity: 'sip:101@hamvoip.example',
    version: 7,
    dialogs: [
      { id: 'one', direction: 'recipient', state: 'early', remote: 'sip:100@hamvoip.example' },
      { id: 'two', state: 'terminated' },
    ],
  });
  assert.equal(
    text(document),
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="7" state="full" entity="sip:101@hamvoip.example">' +
        '<dialog id="one" direction="recipient"><state>early</state><remote><identity>sip:100@hamvoip.example</identity>' +
        '<target uri="sip:100@hamvoip.example"/></remote></dialog>' +
        '<dialog id="two"><state>terminated</state></dialog></dialog-info>',
      '',
    ].join('\n'),
  );
});

test('a message summary says no and zero for an empty mailbox, yes when something waits', () => {
  assert.equal(
    text(writeMessageSummary('sip:101@hamvoip.example', { unheard: 0, heard: 0 })),
    'Messages-Waiting: no\r\nMessage-Account: sip:101@hamvoip.example\r\nVoice-Message: 0/0 (0/0)\r\n',
  );
  assert.match(
    text(writeMessageSummary('sip:101@x', { unheard: 2, heard: 3 })),
    /waiting: yes[\s\S]* 2\/3 \(0\/0\)/i,
  );
});

test('an Event is read in any case, with its id, and nothing is made of what is none', () => {
  const read = (value: string) => {
    const parsed = parseEvent(value);
    return parsed.ok ? writeEvent(parsed.value) : undefined;
  };
  assert.equal(read('dialog'), 'dialog');
  assert.equal(read('Message-Summary ;id=2;other'), 'message-summary;id=2');
  assert.equal(read('dialog;sla;id=ab'), 'dialog;id=ab');
  for (const value of ['', ';id=1', 'two words', 'dialog;id="a b"', `dialog;id=${'x'.repeat(65)}`]) {
    assert.equal(read(value), undefined, value);
  }
});

test('a duration is granted, cut down, or refused with the shortest one', () => {
  const granted = (expires: string | undefined) =>
    grantExpiry(
      new SipRequest(
        'SUBSCRIBE',
        'sip:x',
        new Headers(expires === undefined ? [] : [{ name: 'expires', value: expires }]),
      ),
      { defaultS: 3600, minimumS: 30, maximumS: 7200 },
    );
  assert.deepEqual(granted('600'), { kind: 'granted', seconds: 600 });
  assert.deepEqual(granted(undefined), { kind: 'granted', seconds: 3600 });
  assert.deepEqual(granted('soon'), { kind: 'granted', seconds: 3600 });
  assert.deepEqual(granted('2147483647'), { kind: 'granted', seconds: 7200 });
  assert.deepEqual(granted('0'), { kind: 'granted', seconds: 0 });
  assert.deepEqual(granted('29'), { kind: 'too-brief', minimumS: 30 });
});

/** As Linphone, Yealink and others publish. */
const PUBLISHED = `<?xml version="1.0" encoding="UTF-8"?>
<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:101@hamvoip.example"
  xmlns:d="urn:ietf:params:xml:ns:pidf:data-model" xmlns:r="urn:ietf:params:xml:ns:pidf:rpid">
  <tuple id="qmjk"><status><basic> open </basic></status><contact priority="0.8">sip:101@198.51.100.9</contact></tuple>
  <tuple id="old"><status><basic>closed</basic></status></tuple>
  <d:person id="p1"><r:activities><r:gaming/><r:away/></r:activities><d:note>in the shack</d:note></d:person>
</presence>`;

test('of a published document the basic state and a known activity are taken, and nothing else', () => {
  assert.deepEqual(parsePresence(Buffer.from(PUBLISHED)), {
    ok: true,
    value: { basic: 'open', activity: 'away' },
  });
});

test('a document of another kind, with a document type, or broken, is refused', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(9)}">]>`;
  for (const document of [
    '',
    'presence',
    '<presence/>',
    PUBLISHED.replace('</presence>', ''),
    PUBLISHED.replace('?>', `?>${bomb}`),
    PUBLISHED.replace('in the shack', '&lol;'),
    `<presence xmlns="urn:ietf:params:xml:ns:pidf">${'<a>'.repeat(40)}${'</a>'.repeat(40)}</presence>`,
  ]) {
    assert.equal(parsePresence(Buffer.from(document)).ok, false, document.slice(0, 80));
  }
  assert.equal(parsePresence(new Uint8Array([0x3c, 0xff, 0x3e])).ok, false);
});
