/** What administrators write to holders outlives a crash; a ban is told by mail to whom it concerns. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import { MemoryCarrier } from '../../testkit/memory-carrier.ts';

let t: ExchangeUnderTest;
let carrier: MemoryCarrier;

beforeEach(async () => {
  carrier = new MemoryCarrier();
  t = await ExchangeUnderTest.start({ mailCarrier: carrier });
  await t.addExtension('301', passwordOf('301'), 'jan@example.net');
  await t.addExtension('302', passwordOf('302'), 'piet@example.net');
});
afterEach(() => t.finish());

const ROUND = { subject: 'Ronde', text: 'Zondag om 11 uur.' } as const;

describe('a message to holders', () => {
  it('is there after a crash, read by whom it was, with its mail on the way', async () => {
    carrier.fault = { reason: 'later', isFinal: false };
    const sent = await t.console.messages.write({
      ...ROUND,
      targets: { kind: 'all' },
      byMail: true,
      send: true,
    });
    assert.ok(sent.ok);
    const { id } = sent.value;
    assert.ok((await t.console.ownMessages.markRead('301', id)).ok);
    assert.ok((await t.console.ownMessages.reply('301', id, 'Ik kom.')).ok);
    await t.restart('crash');
    assert.deepEqual([t.console.ownMessages.unread('301'), t.console.ownMessages.unread('302')], [0, 1]);
    assert.equal(t.console.replies.list()[0]?.text, 'Ik kom.');
    carrier.fault = undefined;
    await t.clock.advance(5 * 60_000);
    assert.deepEqual(carrier.mails.map(({ to }) => to).sort(), ['jan@example.net', 'piet@example.net']);
    const shown = t.console.messages.show(id);
    assert.ok(shown.ok);
    assert.deepEqual([shown.value.counts.mailSent, shown.value.counts.read], [2, 1]);
  });

  it('goes to who has such a phone, and to nobody else', async () => {
    await t.registered('302', { personality: { userAgent: 'Yealink SIP-T46S 66.86.0.15' } });
    const sent = await t.console.messages.write({
      ...ROUND,
      targets: { kind: 'user-agent', product: 'yealink' },
      send: true,
    });
    assert.ok(sent.ok);
    assert.deepEqual(
      sent.value.recipients.map(({ extension }) => extension),
      ['302'],
    );
  });

  it('that is taken back takes along the mail that waits', async () => {
    carrier.fault = { reason: 'later', isFinal: false };
    const sent = await t.console.messages.write({
      ...ROUND,
      targets: { kind: 'all' },
      byMail: true,
      send: true,
    });
    assert.ok(sent.ok);
    assert.equal(t.console.mail.waiting, 2);
    await t.clock.advance(1_000);
    assert.ok((await t.console.messages.retract(sent.value.id)).ok);
    carrier.fault = undefined;
    await t.clock.advance(3_600_000);
    assert.deepEqual([carrier.mails, t.console.mail.waiting], [[], 0]);
  });

  it('is refused when the disk does not take it, and nobody gets anything', async () => {
    t.fault.refuses = 'full';
    const sent = await t.console.messages.write({
      ...ROUND,
      targets: { kind: 'all' },
      byMail: true,
      send: true,
    });
    t.fault.refuses = undefined;
    assert.equal(sent.ok ? 'sent' : sent.error.code, 'store-failed');
    assert.deepEqual([t.console.ownMessages.unread('301'), t.console.mail.waiting], [0, 0]);
    assert.deepEqual(t.console.messages.list(), []);
  });
});

describe('a ban', () => {
  const HOME = '198.51.100.30';
  const ban = async (number: string, address: string, port = 5_099) => {
    const wrong = await t.phone(number, { password: 'not the password', address, port });
    for (let i = 0; i < 3; i += 1) await t.answerWithin(5_000, wrong.register());
  };

  it('of a holder’s own address is told by mail when he wants that, and once an hour', async () => {
    assert.ok((await t.console.members.change('301', { banMail: true })).ok);
    await t.registered('301', { address: HOME });
    await ban('301', HOME);
    await t.clock.advance(1_000);
    assert.deepEqual(
      carrier.mails.map(({ to, subject }) => [to, subject]),
      [['jan@example.net', 'An address of extension 301 is banned']],
    );
    assert.match(carrier.mails[0]?.text ?? '', /Until \d\d\.\d\d nobody[\s\S]*\/en\/mijn\/blokkade/);
    assert.doesNotMatch(carrier.mails[0]?.text ?? '', /\d+\.\d+\.\d+\.\d+/);
    const [banned] = t.console.bans.list();
    assert.ok((await t.console.bans.lift(banned?.addressKey ?? '')).ok);
    await ban('301', HOME, 5_098);
    await t.clock.advance(1_000);
    assert.deepEqual([t.console.bans.list().length, carrier.mails.length], [1, 1]);
  });

  it('is not told to who did not ask, nor when a stranger guesses from elsewhere', async () => {
    await t.registered('302', { address: HOME });
    await ban('302', HOME);
    assert.ok((await t.console.members.change('301', { banMail: true })).ok);
    await t.registered('301', { address: '198.51.100.31' });
    await ban('301', '198.51.100.32');
    await t.clock.advance(1_000);
    assert.deepEqual([carrier.mails.length, t.console.bans.list().length], [0, 2]);
  });
});
