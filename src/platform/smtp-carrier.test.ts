import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { SmtpDouble } from '../../testkit/smtp-double.ts';
import { SmtpCarrier } from './smtp-carrier.ts';

const MAIL = { id: 'abc', to: 'jan@example.net', subject: 'Één vraag', text: 'Hallo\nJan\n' };

let server: SmtpDouble;

beforeEach(async () => {
  server = await SmtpDouble.open();
});
afterEach(() => server.close());

function carrier(port = server.port): SmtpCarrier {
  return new SmtpCarrier({
    server: { secure: false, host: '127.0.0.1', port, user: undefined },
    readPassword: () => undefined,
    from: 'tel@example.net',
  });
}

test('mail is handed in, with a name of its own and a word that a machine wrote it', async () => {
  const carrying = carrier();
  assert.equal(await carrying.send(MAIL), undefined);
  carrying.close();
  const [mail = ''] = server.mails;
  assert.match(mail, /^From: hamvoip <tel@example\.net>\r?$/m);
  assert.match(mail, /^To: .*jan@example\.net/m);
  assert.match(mail, /^Message-ID: <abc@example\.net>\r?$/m);
  assert.match(mail, /^Auto-Submitted: auto-generated\r?$/m);
  assert.match(mail, /^Subject: =\?UTF-8\?/m);
  assert.match(mail, /Hallo\r\nJan/);
});

test('a recipient that is refused for good is final, one that is refused for now is not', async () => {
  const carrying = carrier();
  server.recipientAnswer = '550 no such mailbox';
  assert.deepEqual(await carrying.send(MAIL), { reason: 'refused-recipient', isFinal: true });
  server.recipientAnswer = '451 greylisted';
  assert.deepEqual(await carrying.send(MAIL), { reason: 'later', isFinal: false });
  server.recipientAnswer = '250 ok';
  assert.equal(await carrying.send(MAIL), undefined);
  carrying.close();
});

test('a server that is not there is tried again later', async () => {
  const gone = await SmtpDouble.open();
  const { port } = gone;
  await gone.close();
  assert.deepEqual(await carrier(port).send(MAIL), { reason: 'unreachable', isFinal: false });
});
