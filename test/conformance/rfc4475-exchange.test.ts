/** The messages of RFC 4475 to the whole exchange, from a stranger, over UDP and over TCP. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { field } from '../../testkit/wire.ts';
import { type Reaction, Strangers } from './stranger.ts';
import { bytesOf, isAcceptable, isPreferred, tortureMessages } from './torture-vectors.ts';

const MESSAGES = tortureMessages('rfc4475');
/** A message whose end does not come is waited for this long on a stream, and the connection then closed. */
const PATIENCE_MS = 16_000;

for (const transport of ['UDP', 'TCP'] as const) {
  let t: ExchangeUnderTest;
  const reactions = new Map<string, Reaction>();

  before(async () => {
    t = await ExchangeUnderTest.start();
    await t.addExtension('100');
    const strangers = new Strangers(t);
    for (const message of MESSAGES) {
      const listenMs = transport === 'TCP' && message.file === 'clerr.dat' ? PATIENCE_MS : 1000;
      reactions.set(message.file, await strangers.send(transport, bytesOf('rfc4475', message), listenMs));
    }
  });

  after(async () => {
    await t.finish();
  });

  const reactionTo = (file: string): Reaction => reactions.get(file) ?? assert.fail(file);

  for (const message of MESSAGES)
    test(`over ${transport} ${message.file} (§${message.section}) gets an acceptable answer, and one`, () => {
      const { answers } = reactionTo(message.file);
      const waited = transport === 'TCP' && message.file === 'clerr.dat';
      assert.ok(waited || isAcceptable(message, answers[0]?.status), `${answers[0]?.startLine}`);
      assert.ok(answers.length <= (transport === 'TCP' && message.file === 'dblreq.dat' ? 2 : 1));
    });

  test(`over ${transport} at least 45 of them get the treatment the RFC describes`, () => {
    const others = MESSAGES.filter(
      (message) => !isPreferred(message, reactionTo(message.file).answers[0]?.status),
    );
    assert.ok(MESSAGES.length - others.length >= 45, others.map(({ file }) => file).join());
  });

  test(`over ${transport} they leave nothing behind`, () => {
    t.assertNoExceptions();
    const { registrations, calls, dialogs, transactions, connections, bans } = t.counts;
    assert.deepEqual(
      { registrations, calls, dialogs, transactions, connections, bans },
      { registrations: 0, calls: 0, dialogs: 0, transactions: 0, connections: 0, bans: 0 },
    );
  });

  if (transport === 'UDP')
    test('the second request of one datagram is never seen (§3.1.1.8)', () => {
      for (const answer of reactionTo('dblreq.dat').answers)
        assert.match(field(answer, 'cseq'), / REGISTER$/);
    });
  else {
    test('a stream that cannot be cut into messages is answered 400 and closed (§3.1.2.3, §3.3.9)', () => {
      for (const file of ['ncl.dat', 'mcl01.dat']) {
        const { answers, closed } = reactionTo(file);
        assert.equal(answers[0]?.status, 400, file);
        assert.ok(closed, file);
      }
    });

    test('a body that never comes whole is waited for, and not for ever (§3.1.2.2)', () => {
      const { answers, closed } = reactionTo('clerr.dat');
      assert.equal(answers.length, 0);
      assert.ok(closed);
    });
  }
}
