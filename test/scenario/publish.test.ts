import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { field, type WireMessage } from '../../testkit/wire.ts';

function document(activity: string, basic = 'open'): string {
  return `<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:101@x"
    xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid">
    <tuple id="a"><status><basic>${basic}</basic></status><note>at 198.51.100.77 with Jan</note></tuple>
    <dm:person id="p"><rpid:activities><rpid:${activity}/></rpid:activities></dm:person></presence>`;
}

async function publish(
  t: ExchangeUnderTest,
  phone: Phone,
  body: string,
  options: Parameters<Phone['publish']>[1] = {},
): Promise<WireMessage> {
  const answer = await t.clock.until(phone.publish(body, options));
  await t.clock.advance(5100);
  return answer;
}

test('what a phone publishes reaches who may watch, reduced to what is known', async () => {
  const t = await ExchangeUnderTest.start();
  const watcher = await t.registered('100');
  const phone = await t.registered('101');
  await t.console.watchers.set('101', { add: ['100'] });
  const presence = await t.clock.until(watcher.subscribe('101', 'presence'));
  const first = await publish(t, phone, document('away'));
  assert.equal(first.status, 200);
  assert.match(presence.body, /<rpid:away\/>/);
  assert.doesNotMatch(presence.body, /198\.51|Jan|note/);
  const changed = await publish(t, phone, document('meal'), { etag: field(first, 'sip-etag') });
  assert.equal(changed.status, 200);
  assert.notEqual(field(changed, 'sip-etag'), field(first, 'sip-etag'));
  assert.match(presence.body, /<rpid:meal\/>/);
  const unknown = await publish(t, phone, document('flying'), { etag: field(changed, 'sip-etag') });
  assert.doesNotMatch(presence.body, /flying/);
  const closed = await publish(t, phone, document('sleeping', 'closed'), {
    etag: field(unknown, 'sip-etag'),
  });
  assert.match(presence.body, /<basic>closed<\/basic>.*<rpid:sleeping\/>/);
  assert.equal((await publish(t, phone, '', { etag: field(closed, 'sip-etag'), expires: 0 })).status, 200);
  assert.match(presence.body, /<basic>open<\/basic>/);
  assert.equal(t.counts.publications, 0);
  await t.clock.until(presence.unsubscribe());
  await t.clock.advance(1000);
  await t.finish();
});

test('a publication is refreshed by its tag alone, runs out without, and an old tag gets 412', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('101');
  const first = await publish(t, phone, document('busy'), { expires: 120 });
  assert.equal(field(first, 'expires'), '120');
  await t.clock.advance(100_000);
  const refreshed = await publish(t, phone, '', { etag: field(first, 'sip-etag'), expires: 120 });
  assert.equal(refreshed.status, 200);
  assert.equal((await publish(t, phone, '', { etag: field(first, 'sip-etag') })).status, 412);
  await t.clock.advance(100_000);
  assert.equal(t.counts.publications, 1);
  await t.clock.advance(25_000);
  assert.equal(t.counts.publications, 0);
  assert.equal((await publish(t, phone, '', { etag: field(refreshed, 'sip-etag') })).status, 412);
  await t.finish();
});

test('what cannot be published is refused as the RFC says', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('101');
  await t.registered('100');
  const quality = await publish(t, phone, '', { event: 'vq-rtcpxr' });
  assert.equal(quality.status, 489);
  assert.match(field(quality, 'allow-events'), /presence/);
  assert.equal((await publish(t, phone, '')).status, 400, 'nothing to publish');
  assert.equal((await publish(t, phone, '<presence/>')).status, 400, 'not a presence document');
  assert.equal((await publish(t, phone, document('away').padEnd(9000))).status, 413);
  const brief = await publish(t, phone, document('away'), { expires: 10 });
  assert.equal(brief.status, 423);
  assert.equal(field(brief, 'min-expires'), '60');
  const json = await t.clock.until(
    phone.ask('PUBLISH', phone.addressOfRecord, {
      extra: [
        ['Event', 'presence'],
        ['Content-Type', 'application/json'],
      ],
      body: '{}',
    }),
  );
  assert.equal(json.status, 415);
  assert.equal(field(json, 'accept'), 'application/pidf+xml');
  const other = await t.clock.until(
    phone.ask('PUBLISH', 'sip:100@hamvoip.example', {
      extra: [
        ['Event', 'presence'],
        ['Content-Type', 'application/pidf+xml'],
      ],
      body: document('away'),
    }),
  );
  assert.equal(other.status, 403, 'one speaks for oneself');
  assert.equal(t.counts.publications, 0);
  await t.finish();
});

test('a sixth publication takes the place of the oldest', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('101');
  const first = await publish(t, phone, document('away'));
  for (let i = 0; i < 5; i += 1) assert.equal((await publish(t, phone, document('busy'))).status, 200);
  assert.equal(t.counts.publications, 5);
  assert.equal((await publish(t, phone, '', { etag: field(first, 'sip-etag') })).status, 412);
  await t.finish();
});

test('what was published outlives a crash, and goes with a suspension and with its extension', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('101');
  const first = await publish(t, phone, document('vacation'));
  await t.restart('crash');
  assert.equal(t.counts.publications, 1);
  const look = await t.clock.until(phone.subscribe('101', 'presence', { expires: 0 }));
  await t.clock.advance(100);
  assert.match(look.body, /<rpid:vacation\/>/);
  const refreshed = await publish(t, phone, '', { etag: field(first, 'sip-etag') });
  assert.equal(refreshed.status, 200);
  assert.ok((await t.console.suspensions.suspend({ scope: ['101'], what: ['register'] })).ok);
  assert.equal((await publish(t, phone, document('away'))).status, 403);
  assert.ok((await t.console.extensions.remove('101')).ok);
  assert.equal(t.counts.publications, 0);
  await t.finish();
});
