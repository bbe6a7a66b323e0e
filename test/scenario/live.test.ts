/** What goes on, as those who look at it are told: from the phones to the stream. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventSink } from '../../src/web/api/event-sink.ts';
import type { ConsoleLive, MemberLive } from '../../src/web/contract/live.ts';
import { type Live, openLive } from '../../src/web/live/live.ts';
import { ownPart } from '../../src/web/live/shared-live.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

/** Keeps what it is told, as a page does. */
class Page implements EventSink {
  state: Partial<ConsoleLive> & Partial<MemberLive> = {};
  text = '';
  write(text: string): boolean {
    this.text += text;
    for (const [, name = '', data = ''] of text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)) {
      const told = JSON.parse(data);
      this.state = { ...this.state, ...(name === 'beat' ? told : { [name]: told }) };
    }
    return true;
  }
  mayHear(): boolean {
    return true;
  }
  end(): void {}
}

function look(live: Live, page: Page, parts: Live['views']['console']): void {
  live.stream?.add({ sink: page, holder: 'someone', parts });
}

function stateOf({ state }: Page, number: string): string | undefined {
  return state.extensions?.find((extension) => extension.number === number)?.state;
}

test('a console sees a phone come, ring, talk, meet others in a bridge and go', async () => {
  const t = await ExchangeUnderTest.start();
  const live = openLive({ console: t.console, journal: t.journal, clock: t.clock });
  await t.addExtension('100');
  await t.addExtension('101');
  const page = new Page();
  look(live, page, live.views.console);
  assert.equal(stateOf(page, '100'), 'not-registered');
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  await t.clock.advance(1_200);
  assert.deepEqual([stateOf(page, '100'), stateOf(page, '101')], ['reachable', 'reachable']);
  const call = await caller.call('101');
  await t.until(() => stateOf(page, '101') === 'ringing', 'the page shows that it rings', 2_000);
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'the caller hears of the answer');
  call.media?.startTone(440);
  callee.incoming.media?.startTone(1_000);
  await t.clock.advance(30_000);
  assert.deepEqual([stateOf(page, '100'), page.state.calls?.length], ['in-call', 1]);
  assert.ok(
    page.state.calls?.[0]?.legs.every(({ quality }) => quality !== null),
    'how it sounds is told',
  );
  assert.ok((page.state.traffic?.in.at(-1) ?? 0) > 100_000, 'two phones of 64 kbit/s and their headers');
  await t.clock.until(call.hangUp());
  await t.clock.advance(1_200);
  assert.deepEqual([stateOf(page, '100'), page.state.calls], ['reachable', []]);
  const joining = await caller.call('900');
  await t.until(() => joining.state === 'answered', 'the bridge answers');
  joining.media?.startSilence();
  await t.until(() => stateOf(page, '100') === 'in-bridge', 'the page shows who is in the bridge', 20_000);
  assert.deepEqual(
    page.state.rooms?.map(({ people }) => people.map(({ extension }) => extension)),
    [['100']],
  );
  await t.clock.until(joining.hangUp());
  live.close();
  await t.finish();
});

test('a member hears of his own phone and of nobody else’s', async () => {
  const t = await ExchangeUnderTest.start();
  const live = openLive({ console: t.console, journal: t.journal, clock: t.clock });
  for (const number of ['100', '101']) await t.addExtension(number);
  const page = new Page();
  const own = ownPart(t.console, { extension: '100', after: 0, asking: '198.51.100.77' });
  look(live, page, [own, live.views.memberBridges]);
  const ownNow = () => page.state.own ?? assert.fail('nothing came');
  assert.deepEqual([ownNow().reachable, ownNow().events], [false, []]);

  await t.registered('101');
  await t.clock.advance(1_200);
  assert.deepEqual(ownNow().events, []);

  const wrong = await t.phone('100', { password: 'not this one' });
  assert.equal((await t.answerWithin(10_000, wrong.register()))?.status, 401);
  await t.clock.advance(1_200);
  assert.match(ownNow().events[0]?.text.nl ?? '', /poging 1 van 3/);
  wrong.problems.length = 0;

  await t.registered('100');
  await t.clock.advance(1_200);
  assert.equal(ownNow().reachable, true);
  assert.equal(ownNow().events[0]?.code, 'phone-online');
  assert.doesNotMatch(page.text, /101|PX0BAB/);
  live.close();
  await t.finish();
});
