import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import type { MemoryHost } from '../../testkit/memory-network.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { tonePrompts } from '../../testkit/tone-prompts.ts';
import { DemoClub } from './demo-club.ts';

const HOME = '198.51.100.30';
const STRANGER = '198.51.100.66';

describe('the phones of the demo', () => {
  let exchange: ExchangeUnderTest;
  let host: MemoryHost;
  let club: DemoClub;

  async function clubOf(
    bridges: Readonly<Record<string, string | undefined>>,
    messages: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const members = Object.entries(bridges).map(([number, bridge]) => ({
      number,
      password: passwordOf(number),
      bridge,
      message: messages[number],
    }));
    for (const { number } of members) await exchange.addExtension(number);
    club = new DemoClub({
      network: host,
      clock: exchange.clock,
      random: seededRandom(5),
      exchange: exchange.address(),
      address: HOME,
      members,
    });
  }

  beforeEach(async () => {
    exchange = await ExchangeUnderTest.start({ prompts: tonePrompts(0.4) });
    await exchange.addConference('900');
    host = exchange.network.host([HOME, STRANGER]);
  });

  afterEach(async () => {
    club.close();
    assert.equal(host.openSockets, 0);
    exchange.assertNoExceptions();
  });

  it('register and sit in their bridge, and speak there in turns', async () => {
    await clubOf({ 301: '900', 302: '900', 303: undefined });
    assert.equal(await exchange.clock.until(club.start()), 3);
    assert.equal(exchange.counts.registrations, 3);
    const talked = (): readonly string[] => {
      const room = exchange.console.conferences.show('900');
      const people = room.ok ? room.value.participants : [];
      return people.filter(({ talkedMs }) => talkedMs > 1_000).map(({ extension }) => extension);
    };
    await exchange.until(() => talked().length === 2, 'both have spoken', 60_000);
  });

  it('call each other, hang up, and call again', async () => {
    await clubOf({ 301: undefined, 302: undefined });
    await exchange.clock.until(club.start());
    const isTalking = (): boolean => exchange.console.calls.list().some(({ state }) => state === 'answered');
    for (let call = 0; call < 2; call++) {
      await exchange.until(isTalking, 'they talk', 60_000);
      await exchange.until(() => exchange.counts.calls === 0, 'they hung up', 120_000);
    }
  });

  it('speak a message to who does not answer, and call each other afterwards', async () => {
    await clubOf({ 301: undefined, 302: undefined }, { 302: '301' });
    assert.ok((await exchange.console.mailboxes.set('301', { takesMessages: true })).ok);
    const quiet = async (doNotDisturb: boolean) =>
      assert.ok((await exchange.console.callFeatures.set('301', { doNotDisturb })).ok);
    await quiet(true);
    await exchange.clock.until(club.start());
    await exchange.clock.until(club.messagesLeft());
    await exchange.clock.advance(1_000);
    const mailbox = exchange.console.mailboxes.show('301');
    assert.deepEqual(mailbox.ok && [mailbox.value.unheard, mailbox.value.seconds > 5], [1, true]);
    await quiet(false);
    const isTalking = (): boolean =>
      exchange.console.calls.list().some(({ state, legs }) => state === 'answered' && legs.length === 2);
    await exchange.until(isTalking, 'they talk', 60_000);
  });

  it('stay registered for hours', async () => {
    await clubOf({ 301: undefined });
    await exchange.clock.until(club.start());
    await exchange.clock.advance(3 * 3_600_000);
    assert.equal(exchange.counts.registrations, 1);
  });

  it('let a stranger guess until he is banned', async () => {
    await clubOf({ 301: undefined });
    await exchange.clock.until(club.start());
    await exchange.clock.until(club.guess('301', STRANGER));
    assert.deepEqual(
      exchange.console.bans.list().map(({ addressKey }) => addressKey),
      [STRANGER],
    );
  });
});
