import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';

const HOUR_MS = 3_600_000;

let people: PeopleDesk;
let kees: Browser;

beforeEach(async () => {
  people = await PeopleDesk.open();
  await people.addAdministrator();
  kees = await people.administrator();
});
afterEach(() => people.close());

const listed = async () => (await people.browser().ask('GET', '/incidents')).body.items;

describe('an incident', () => {
  it('is opened, updated and closed, and everyone sees its course', async () => {
    const opened = await kees.ask('POST', '/incidents', {
      kind: 'incident',
      title: 'Geen geluid',
      parts: ['calls'],
      text: 'Wie belt hoort niets.',
    });
    assert.deepEqual([opened.status, opened.body.state], [201, 'open']);
    const { id } = opened.body;
    await kees.ask('POST', `/incidents/${id}/updates`, { text: 'We kijken ernaar.' });
    people.clock.jumpWallTime(60_000);
    const closed = await kees.ask('POST', `/incidents/${id}/closing`, { text: 'Het was de router.' });
    assert.equal(closed.body.state, 'closed');
    const [seen] = await listed();
    assert.deepEqual(
      seen.updates.map(({ text }: { text: string }) => text),
      ['Het was de router.', 'We kijken ernaar.', 'Wie belt hoort niets.'],
    );
    assert.doesNotMatch(JSON.stringify(seen), /kees|admin/);
    assert.equal((await kees.ask('POST', `/incidents/${id}/updates`, { text: 'x' })).code, 'already-decided');
    const audit = await people.console.audit.list({ limit: 3 });
    assert.ok(audit.ok);
    assert.deepEqual(
      audit.value.map(({ actor, action }) => [actor, action]),
      ['incident.close', 'incident.update', 'incident.open'].map((action) => ['admin:kees', action]),
    );
    people.clock.jumpWallTime(91 * 24 * HOUR_MS);
    assert.deepEqual(await listed(), []);
  });

  it('is one of 200 at most, because everyone gets all of them', async () => {
    const { incidents } = people.console;
    const open = () => incidents.open({ kind: 'incident', title: 'Stil', parts: [], text: 'Niets.' });
    for (let count = 0; count < 200; count += 1) assert.ok((await open()).ok);
    const refused = await open();
    assert.equal(!refused.ok && refused.error.code, 'too-many-open');
    const [oldest] = incidents.list();
    assert.ok((await incidents.close(oldest?.id ?? '', 'Over.')).ok);
    people.clock.jumpWallTime(91 * 24 * HOUR_MS);
    assert.ok((await open()).ok, 'what nobody sees any more makes room');
  });

  it('stands in the feed, with its text as text', async () => {
    await kees.ask('POST', '/incidents', {
      kind: 'incident',
      title: '<b>Tom & Jerry</b>',
      parts: [],
      text: '<script>alert(1)</script>',
    });
    const feed = await people.browser().ask('GET', '/incidents/feed');
    assert.match(String(feed.headers['content-type']), /^application\/atom\+xml/);
    assert.match(feed.text, /<title>&#60;b&#62;Tom &#38; Jerry/);
    assert.doesNotMatch(feed.text, /<script|<b>/);
  });

  it('is not for visitors and members to open', async () => {
    const wish = { kind: 'incident', title: 'x', parts: [], text: 'x' };
    assert.equal((await people.browser().ask('POST', '/incidents', wish)).status, 401);
    const member = await people.member(await people.addMember());
    assert.equal((await member.ask('POST', '/incidents', wish)).status, 403);
  });
});

describe('maintenance', () => {
  it('is planned, begins and ends by itself', async () => {
    const at = (ms: number) => new Date(people.clock.wallTime() + ms).toISOString();
    const planned = await kees.ask('POST', '/incidents', {
      kind: 'maintenance',
      title: 'Nieuwe schijf',
      parts: ['calls', 'website'],
      from: at(HOUR_MS),
      until: at(2 * HOUR_MS),
      text: 'Een uur niet te bellen.',
    });
    assert.equal(planned.body.state, 'planned');
    people.clock.jumpWallTime(HOUR_MS);
    assert.equal((await listed())[0].state, 'open');
    people.clock.jumpWallTime(HOUR_MS);
    assert.equal((await listed())[0].state, 'closed');
  });

  it('must have a period that can be, and what is not planned cannot begin later', async () => {
    const at = (ms: number) => new Date(people.clock.wallTime() + ms).toISOString();
    const wish = { title: 'x', parts: [], text: 'x' };
    for (const wrong of [
      { kind: 'maintenance', from: at(2 * HOUR_MS), until: at(HOUR_MS) },
      { kind: 'incident', from: at(HOUR_MS) },
    ]) {
      assert.equal((await kees.ask('POST', '/incidents', { ...wish, ...wrong })).code, 'period-invalid');
    }
    assert.equal(
      (await kees.ask('POST', '/incidents', { ...wish, kind: 'incident', text: ' ' })).status,
      422,
    );
  });
});
